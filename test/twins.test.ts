import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { globSync } from "tinyglobby";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { loadDetectors } from "../detectors/registry.ts";
import { generateDemo } from "../fixtures/generator/demo.ts";
import { Random } from "../fixtures/generator/random.ts";
import { run } from "../pipeline/run.ts";
import { Config } from "../schemas/config.ts";
import { type TableName, tableOf } from "../schemas/tables.ts";
import { warningsIn } from "./kit/cli.ts";

/**
 * A small demo and three twins of it in one log, each with names of its own. What is told of one can be held against
 * what is told of the others, whatever the rules are and whatever was planted.
 */
const folder = mkdtempSync(join(tmpdir(), "xiezhi-twins-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Read {
  readonly table: TableName;
  readonly header: readonly string[];
  /** Number of the source. */
  readonly no: number;
}

interface Twin {
  /** Stands before every name of the twin, and where its case numbers have the court. */
  readonly mark: string;
  readonly court: string;
  readonly rows: (rows: string[][], read: Read) => string[][];
}

const same: Twin["rows"] = (rows) => rows;
const original: Twin = { mark: "", court: "示", rows: same };
const reversed: Twin = { mark: "b-", court: "浙", rows: (rows) => rows.toReversed() };
const dated: Twin = { mark: "c-", court: "皖", rows: (rows) => rows.map((row) => row.map(dateOf)) };
const emptied: Twin = { mark: "d-", court: "鲁", rows: withoutSome };
const TWINS = [original, reversed, dated, emptied];

const dateOf = (cell: string): string => cell.replace(/^(\d{4}-\d\d-\d\d) \d\d:\d\d:\d\d$/, "$1");

/**
 * What says something by being empty: a case without a closing is open, a post or a conflict without an end lasts, an
 * act without a unit is none of its unit's, a handler without one is of the case's, what rules a case falls under goes by
 * its kind, and a hand-over without a case is told by its number. And what would only have excused what stands without it as well.
 */
const SAYS_BY_BEING_EMPTY: Partial<Record<TableName, readonly string[]>> = {
  events: ["org_id", "role"],
  cases: ["case_type", "closed_at", "fact_id", "linked_cases"],
  assignments: ["org_id", "to_at", "reason"],
  conflicts: ["from_at", "to_at"],
  handovers: ["case_id"],
  postings: ["kind", "to_at", "reason", "head"],
  representations: ["kind"],
};

/** Half of the columns of a source are empty in each of its files, whatever other sources have. */
function withoutSome(rows: string[][], { header, table, no }: Read): string[][] {
  const { columns, identity } = tableOf(table);
  const random = new Random(7, no);
  const gone = header.map(
    (name) =>
      random.chance(0.5) &&
      name !== identity &&
      columns[name]?.required !== true &&
      !SAYS_BY_BEING_EMPTY[table]?.includes(name),
  );
  return rows.map((row) => row.map((cell, i) => (gone[i] ? "" : cell)));
}

const UNITS = ["org_id", "from_org", "to_org", "inquirer_org", "former_org", "group_id"];
const WORDS = ["doc_no", "case_no", "reason", "triage", "outcome"];
const names = (table: TableName, column: string): boolean =>
  UNITS.includes(column) || (tableOf(table).columns[column]?.names === true && !WORDS.includes(column));

function ofTwin({ mark, court, rows }: Twin, records: string[][], read: Read): string[][] {
  return rows(records, read).map((row) =>
    row.map((cell, i) => {
      const column = read.header[i] as string;
      if (names(read.table, column) || column === "party_id") return cell.replace(/[^;；\s]+/g, `${mark}$&`);
      return cell.replace(/^(（\d{4}）)[示苏]/, mark === "" ? "$&" : `$1${court}`);
    }),
  );
}

/** Puts the twins that have all columns behind the rows of each file, and those that have not into files beside it. */
function addTwins(path: string): void {
  const settings = parse(readFileSync(path, "utf8"));
  const beside: object[] = [];
  mkdirSync(join(folder, "emptied"));
  for (const [no, { table, files, columns = {}, encoding }] of Config.parse(settings).sources.entries()) {
    const canonical = new Map(Object.entries(columns as Record<string, string>).map(([name, own]) => [own, name]));
    for (const file of globSync(files, { cwd: folder, absolute: true }).sort()) {
      const [head = "", ...lines] = new TextDecoder(encoding).decode(readFileSync(file)).split("\n").slice(0, -1);
      const header = head.split(",").map((name) => canonical.get(name) ?? name);
      const records = lines.map((line) => line.split(","));
      const twin = (one: Twin) => ofTwin(one, records, { table, header, no }).map((row) => row.join(","));
      writeFileSync(file, `${[head, ...[original, reversed, dated].flatMap(twin)].join("\n")}\n`);
      const other = join("emptied", basename(file));
      writeFileSync(join(folder, other), `${[header.join(","), ...twin(emptied)].join("\n")}\n`);
      beside.push({ table, files: other, system: `emptied ${no}` });
    }
  }
  for (const source of settings.sources) delete source.encoding;
  settings.sources.push(...beside);
  settings.report.formats = [];
  writeFileSync(path, stringify(settings));
}

const told = new Map<Twin, string[]>(TWINS.map((twin) => [twin, []]));

beforeAll(async () => {
  const { config, asOf } = await generateDemo({ folder, cases: 120, seed: 4 });
  addTwins(config);
  const detectors = (await loadDetectors()).filter(({ meta }) => meta.tier === "rule");
  const report = await run({ config, detectors, asOf: Date.parse(asOf) });
  for (const { rule, subject, case_id, org_id } of warningsIn(report.folder)) {
    const text = `${subject.id} ${case_id} ${org_id}`;
    const twin = TWINS.find(({ mark, court }) => mark !== "" && (text.includes(mark) || text.includes(`）${court}`)));
    const id = twin ? subject.id.replaceAll(twin.mark, "").replaceAll(`）${twin.court}`, "）") : subject.id;
    told.get(twin ?? original)?.push(`${rule} ${id.replace(/）[示苏]/, "）")}`);
  }
});

const of = (twin: Twin): string[] => told.get(twin)?.sort() ?? [];

/** What is told of a twin more often than of the original. */
const more = (twin: Twin): string[] => {
  const left = [...of(original)];
  return of(twin).filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};

test("there is something to be told", () => expect(of(original).length).toBeGreaterThan(100));

test("names of persons, units and cases, and the order of records, change nothing that is told", () =>
  expect(of(reversed)).toEqual(of(original)));

test("dates without their hours give rise to no warning", () => expect(more(dated)).toEqual([]));

test("what is not on record gives rise to no warning", () => expect(more(emptied)).toEqual([]));
