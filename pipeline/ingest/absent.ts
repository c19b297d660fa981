import type { FileAccount } from "../../schemas/run.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import { type Engine, one } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";

/** Told where evidence may rest on files that are delivered no more, and so are not among those of this run. */
export async function noLongerDelivered(engine: Engine, accounts: readonly FileAccount[]): Promise<Bilingual[]> {
  const there = accounts.map(({ sha256 }) => sha256);
  const { files, rows } = await one<{ files: number; rows: number }>(
    engine,
    sql`select count(distinct path) as files, coalesce(sum(loaded + changed), 0) as rows from files
      where loaded + changed > 0 and sha256 not in ${["", ...there]}`,
  );
  if (files === 0) return [];
  return [
    {
      zh: `此前载入的 ${files} 个文件已不在报送之列，其 ${rows} 条记录仍计入；文件名和哈希见载入时各次运行的清单（run.json）`,
      en: `${counted(files, "file")} loaded before ${files === 1 ? "is" : "are"} no longer delivered, and ${counted(rows, "record")} of ${files === 1 ? "it" : "them"} still ${rows === 1 ? "counts" : "count"}; names and hashes are in the manifests (run.json) of the runs that loaded them`,
    },
  ];
}
