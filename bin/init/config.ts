import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PACKAGE_ROOT } from "../../pipeline/kit/root.ts";
import type { TableName } from "../../schemas/tables.ts";
import { tableOf } from "../../schemas/tables.ts";
import { lackingOf, mapHeader, tableNamed, tableOfFile } from "./headers.ts";
import { type Glimpse, type Group, isEventLog } from "./look.ts";
import { type TimeForm, timeFormOf } from "./times.ts";

/** A source as it will stand in the configuration. */
export interface Proposal {
  readonly files: readonly string[];
  /** Null: nothing says what it holds, so it is written as a comment. */
  readonly table: TableName | null;
  readonly first: Glimpse;
  readonly columns: ReadonlyMap<string, string>;
  readonly lacking: readonly string[];
  readonly rest: readonly string[];
  readonly time: TimeForm | null;
  /** Activities among the first rows. */
  readonly activities: readonly string[];
  /** Kinds of cases among the first rows. */
  readonly caseTypes: readonly string[];
}

export function proposalOf({ files, first, rows }: Group): Proposal {
  const { header, name } = first;
  const blank = {
    files,
    first,
    columns: new Map(),
    lacking: [],
    rest: [],
    time: null,
    activities: [],
    caseTypes: [],
  } as const;
  if (header === null) return { ...blank, table: (isEventLog(first) ? null : tableNamed(name)) ?? "events" };
  const table = tableOfFile(name, header);
  // What is not recognised is most likely of events: it is written as a comment, to be filled in.
  const likely = table ?? "events";
  const columns = mapHeader(likely, header);
  const used = new Set(columns.values());
  const valuesOf = (column: string) => {
    const at = header.indexOf(columns.get(column) ?? "");
    return at < 0 ? [] : rows.map((row) => row[at] ?? "");
  };
  const times = Object.entries(tableOf(likely).columns).filter(
    ([column, { type }]) => type === "time" && columns.has(column),
  );
  return {
    ...blank,
    table,
    columns,
    lacking: lackingOf(likely, columns),
    rest: header.filter((own) => !used.has(own)),
    time: timeFormOf(times.flatMap(([column]) => valuesOf(column))),
    activities: table === "events" ? [...new Set(valuesOf("activity"))] : [],
    caseTypes: table === "cases" ? [...new Set(valuesOf("case_type"))] : [],
  };
}

/** Where editors find what every key is, without a network. */
const SCHEMA = pathToFileURL(join(PACKAGE_ROOT, "docs/config.schema.json")).href;

export function configText(
  name: string,
  proposals: readonly Proposal[],
  procedures: readonly string[],
  builtIn: readonly string[],
): string {
  const named = proposals.some(({ table }) => table !== null);
  return `\
# yaml-language-server: $schema=${SCHEMA}
# 獬豸配置，由 xiezhi init 按本目录文件生成，请逐项核对。运行 xiezhi check 查看读取情况。
# Configuration of Xiezhi, proposed by \`xiezhi init\` from the files found here. Look it over; \`xiezhi check\` tells how it reads.
name: ${scalar(name)}
# 未写明时区的时间按此时区理解。Zone of times that name none, and of dates in reports.
timezone: Asia/Shanghai
# 已载入的数据和历史提示保存于此。What was loaded, and the warnings' history, is kept here.
workspace: ./workspace

# 数据来源。columns 左为标准列名，右为文件中的列名。Sources; under columns: canonical name, then the file's own.
sources:${named ? "" : " # none was recognised: fill in one of these"}
${proposals.map(sourceText).join("\n")}
# 程序（法定步骤和期限）：内置的写名称，自定义的写 YAML 文件路径。Built in: ${builtIn.join(", ")}; your own by path.
${procedures.length > 0 ? `procedures:\n${procedures.map((id) => `  - ${scalar(id)}\n`).join("")}` : "procedures: []\n"}
# 检测器默认全部启用；可逐个调整或关闭。\`xiezhi detectors\` lists them; change or switch off one by name:
#   repeated-step: off
detectors: {}

ingest:
  # 隔离行超过此比例则停止。A larger share of rows set aside stops the run before it detects.
  max_quarantine_share: 0.05

report:
  language: zh # zh | en
  folder: ./reports
  formats: [html, xlsx]
`;
}

function sourceText({ files, table, first, columns, lacking, rest, time }: Proposal): string {
  const lines = [`  - table: ${table ?? "events # which table is it?"}`];
  lines.push(
    files.length === 1 ? `    files: ${scalar(files[0] as string)}` : `    files: [${files.map(scalar).join(", ")}]`,
  );
  if (/\.txt(\.gz)?$/i.test(first.name)) lines.push(`    format: ${first.format}`);
  if (first.encoding !== "utf-8") lines.push(`    encoding: ${first.encoding}`);
  if (first.delimiter !== null) lines.push(`    delimiter: ${JSON.stringify(first.delimiter)}`);
  if (time) {
    const doubt = time.unsure ? " # day and month could be the other way round" : "";
    const formats = time.formats.map((format) => JSON.stringify(format));
    lines.push(`    time_format: ${formats.length === 1 ? formats[0] : `[${formats.join(", ")}]`}${doubt}`);
  }
  const renamed = [...columns].some(([canonical, own]) => canonical !== own);
  if (renamed || lacking.length > 0) {
    lines.push("    columns:");
    for (const [canonical, own] of columns) lines.push(`      ${canonical}: ${scalar(own)}`);
    for (const column of lacking) {
      lines.push(`      # ${column}: ? ${tableOf(table ?? "events").columns[column]?.about} (required)`);
    }
  }
  if (rest.length > 0) lines.push(`    # 其余列保留为属性。Kept as attributes: ${rest.map(scalar).join(", ")}`);
  if (first.header === null && !isEventLog(first)) {
    const wanted = [...lackingOf(table ?? "events", new Map()), ...(table === "events" ? ["actor_id"] : [])];
    lines.push(
      "    # Columns of canonical or well-known names are found; `xiezhi check` lists the others to map here:",
    );
    lines.push(`    # columns: { ${wanted.map((column) => `${column}: …`).join(", ")} }`);
  }
  const text = lines.map((line) => (table === null ? `  # ${line.slice(2)}` : line)).join("\n");
  return `${text}\n`;
}

/** Plain where YAML reads it as the same text, quoted otherwise. */
const scalar = (text: string): string =>
  /^(?!(?:true|false|yes|no|on|off|null|y|n)$)[\p{L}_./][\p{L}\p{N}_./-]*(?: [\p{L}\p{N}_./-]+)*$/iu.test(text)
    ? text
    : JSON.stringify(text);
