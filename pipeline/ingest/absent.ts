import type { FileAccount } from "../../schemas/run.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import { type Engine, one } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";

/**
 * Told where evidence may rest on files that are delivered no more, and so are not among those of this run. What a file
 * said before it was delivered anew, under its name, is in the list of its versions.
 */
export async function noLongerDelivered(engine: Engine, accounts: readonly FileAccount[]): Promise<Bilingual[]> {
  const [hashes, names] = [accounts.map(({ sha256 }) => sha256), accounts.map(({ file }) => file)];
  const { files, rows } = await one<{ files: number; rows: number }>(
    engine,
    sql`
      select count(distinct f.path) as files, coalesce(sum(f.loaded + f.changed - coalesce(r.removed, 0)), 0) as rows
      from files f left join (select file_id, sum(row_count) as removed from removals group by file_id) r on r.file_id = f.file_id
      where f.loaded + f.changed > coalesce(r.removed, 0)
        and f.sha256 not in ${["", ...hashes]} and f.path not in ${["", ...names]}`,
  );
  if (files === 0) return [];
  return [
    {
      zh: `此前载入的 ${files} 个文件已不在报送之列，其 ${rows} 条记录仍计入；文件名和哈希见载入时各次运行的清单（run.json）`,
      en: `${counted(files, "file")} loaded before ${files === 1 ? "is" : "are"} no longer delivered, and ${counted(rows, "record")} of ${files === 1 ? "it" : "them"} still ${rows === 1 ? "counts" : "count"}; names and hashes are in the manifests (run.json) of the runs that loaded them`,
    },
  ];
}
