import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { inDuckDB } from "./duckdb.ts";
import { type GeneratedLog, rewrite } from "./generated-log.ts";

/** A file of which every city has its own, and its columns that name what is that city's: those of other organs are there once. */
interface OfCity {
  readonly name: string;
  /** With the number of the city in them, `9901`. */
  readonly codes: readonly string[];
  /** Persons, documents, entries: any text, or several with `;` between. */
  readonly names: readonly string[];
}

const EVENTS: OfCity = {
  name: "police-*",
  codes: ["记录编号", "案件编号", "单位代码"],
  names: ["警号", "协办警号", "文书号"],
};
const TABLES: readonly OfCity[] = [
  { name: "cases", codes: ["case_id", "org_id", "party_id"], names: ["case_no"] },
  {
    name: "interventions",
    codes: ["登记编号", "案件编号", "记录单位", "过问人单位"],
    names: ["记录人", "过问人", "履职依据"],
  },
  { name: "extensions", codes: ["extension_id", "case_id"], names: ["approver_id", "act_ref"] },
  { name: "workload", codes: ["workload_id", "org_id"], names: [] },
  { name: "exemptions", codes: ["org_id"], names: ["exemption_id", "document", "author", "approver"] },
  { name: "leave-postings", codes: ["org_id"], names: ["posting_id", "actor_id"] },
];

/**
 * The log of one city as that of several, in minutes where to generate as much takes most of an hour: each
 * has units, persons, cases and documents of its own, and does the same at the same times. Events become Parquet.
 */
export async function citiesOf(log: GeneratedLog, cities: number, home: string): Promise<GeneratedLog> {
  const [from, to] = [join(log.home, "logs"), join(home, "logs")];
  const isShared = (path: string) =>
    !path.includes("/police-") && !TABLES.some(({ name }) => path.endsWith(`/${name}.csv`));
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  await cp(from, to, { recursive: true, filter: isShared });
  for (let city = 0; city < cities; city++) {
    await retell(EVENTS, city, from, join(to, `police-${city}.parquet`));
    for (const table of TABLES) await retell(table, city, from, join(to, `${table.name}-city-${city}.csv`));
  }
  await cp(join(log.home, "xiezhi.yaml"), join(home, "xiezhi.yaml"));
  await rewrite(join(home, "xiezhi.yaml"), (text) =>
    TABLES.reduce(
      (changed, { name }) => changed.replaceAll(`logs/${name}.csv`, `"logs/${name}-city-*.csv"`),
      text.replace("logs/police-*.csv", "logs/police-*.parquet").replace("format: csv", "format: parquet"),
    ),
  );
  return { ...log, home, events: log.events * cities, cases: log.cases * cities };
}

function retell({ name, codes, names }: OfCity, city: number, from: string, to: string): Promise<void> {
  const own = [
    ...codes.map((column) => `regexp_replace("${column}", '^([A-Z]*)9901', '\\198${city}1') as "${column}"`),
    ...names.map((column) => `'${city}' || replace("${column}", ';', ';${city}') as "${column}"`),
  ];
  const rows = `read_csv('${join(from, `${name}.csv`)}', all_varchar = true)`;
  return inDuckDB(":memory:", `copy (select * replace (${own.join(", ")}) from ${rows}) to '${to}'`);
}
