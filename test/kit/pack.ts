import { withFiles, zone } from "../../detectors/_kit/evaluate.ts";
import { columnOf, instantOf, Log, parseLog } from "../../detectors/_kit/log.ts";
import { type Detection, detect } from "../../pipeline/detect.ts";
import type { Detector } from "../../pipeline/detector.ts";
import { sql, word } from "../../pipeline/engine/sql.ts";
import { buildFacts } from "../../pipeline/facts.ts";
import { FOUND } from "../../pipeline/outcomes.ts";
import { buildRuleSet, type RuleSet } from "../../pipeline/rules/ruleset.ts";
import { prepareDetectors } from "../../pipeline/settings.ts";
import type { Outcome } from "../../schemas/outcome.ts";
import type { Procedure } from "../../schemas/procedure.ts";
import { TABLE_NAMES, type TableName } from "../../schemas/tables.ts";
import type { Warning } from "../../schemas/warning.ts";

/** One case of a pack: its tables have no column for the case, which is its own. */
interface PackCase {
  readonly log: string | Log;
  /** What the case's row holds besides what the pack says of every case. */
  readonly of?: Readonly<Record<string, string | number | boolean>>;
  readonly tables?: Partial<Record<Exclude<TableName, "events" | "cases">, string | Log>>;
  /** The moment looked from; by default the pack's. Every other moment is another pass over the pack. */
  readonly asOf?: string;
}

/** What looks like a hit of the rule and is none, and what it is instead. */
export interface SilentCase extends PackCase {
  readonly outcome: Exclude<Outcome, "hit" | "error">;
}

export interface WarnsCase extends PackCase {
  /** Each is found in the Chinese or the English message. */
  readonly says?: readonly (string | RegExp)[];
  readonly severity?: number;
  readonly measured?: number;
  readonly threshold?: number;
  /** The law named: its titles and articles, in order. */
  readonly law?: readonly string[];
  /** The records shown, in order: an activity or a line of the case's events (the first record is line 2). */
  readonly evidence?: readonly (string | number)[];
}

interface RuleCases {
  readonly silent: Readonly<Record<string, SilentCase>>;
  readonly warns: Readonly<Record<string, WarnsCase>>;
}

/** The cases of a procedure's rules, by the rule's id; `lawful` are whole cases of which no rule says anything. */
export interface Pack {
  readonly procedure: string;
  /** The moment looked from where a case names none. */
  readonly asOf: string;
  /** What the row of every case holds. */
  readonly of: Readonly<Record<string, string | number | boolean>>;
  readonly lawful: Readonly<Record<string, PackCase>>;
  readonly rules: Readonly<Record<string, RuleCases>>;
}

/** What the rules say of one case. A rule that is not named is not applicable. */
export interface Said {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly warnings: ReadonlyMap<string, Warning>;
  /** Line of the case's first event in the file of all cases. */
  readonly firstLine: number;
}

/** All cases of a pack by their ids: the rule's id, the kind and the case's name. */
function casesOf({ rules, lawful }: Pack): Map<string, PackCase> {
  return new Map([
    ...Object.entries(lawful).map(([name, given]) => [caseId("lawful", name), given] as const),
    ...Object.entries(rules).flatMap(([rule, { silent, warns }]) =>
      Object.entries({ ...silent, ...warns }).map(([name, given]) => [caseId(rule, name), given] as const),
    ),
  ]);
}

export const caseId = (rule: string, name: string): string => `${rule}: ${name}`;

/** Loads all cases of a pack into one engine and asks the rules once for every moment that is looked from. */
export async function ask(
  pack: Pack,
  procedure: Procedure,
  detectors: readonly Detector[],
): Promise<Map<string, Said>> {
  const cases = casesOf(pack);
  const { files, firstLines } = layOut(pack, cases);
  const said = new Map<string, { outcomes: Map<string, Outcome>; warnings: Map<string, Warning>; firstLine: number }>();
  for (const id of cases.keys()) {
    said.set(id, { outcomes: new Map(), warnings: new Map(), firstLine: firstLines.get(id) ?? 0 });
  }
  const prepared = prepareDetectors(
    detectors.filter(({ templates }) => templates.length > 0),
    {},
    (id) => id,
  );
  const momentOf = (id: string) => cases.get(id)?.asOf ?? pack.asOf;
  await withFiles({ tables: files }, async (engine) => {
    for (const moment of new Set([...cases.keys()].map(momentOf))) {
      const facts = await buildFacts(engine, { zone, asOf: instantOf(moment) });
      const ruleSet = await buildRuleSet([procedure], facts);
      for (const one of prepared) {
        const looked = { facts, ruleSet, runId: "pack" };
        const detection = await detect(one, looked);
        failIfFailed(detection);
        if (detection.report.state !== "evaluated") continue;
        for (const { case_id, rule, outcome } of await outcomesOf(ruleSet)) {
          if (momentOf(case_id) !== moment) continue;
          const outcomes = said.get(case_id)?.outcomes;
          outcomes?.set(rule, worse(outcomes.get(rule), outcome));
        }
        for await (const batch of detection.warnings()) {
          for (const warning of batch) {
            const id = warning.case_id as string;
            if (momentOf(id) === moment) said.get(id)?.warnings.set(warning.rule, warning);
          }
        }
        failIfFailed(detection);
      }
    }
  });
  return said;
}

/** Before its warnings are read a detector may have failed, and while they are. */
function failIfFailed({ report }: Detection): void {
  if (report.state === "error") throw new Error(report.reason?.en);
}

/** Of the several clocks of a case the worst counts. */
const WORST_FIRST: readonly Outcome[] = ["hit", "error", "cannot tell", "pending", "clear", "not applicable"];
const worse = (one: Outcome | undefined, other: Outcome): Outcome =>
  one !== undefined && WORST_FIRST.indexOf(one) < WORST_FIRST.indexOf(other) ? one : other;

/** What the detector asked last says of each case. */
async function outcomesOf({
  rules,
  facts: { engine },
}: RuleSet): Promise<{ case_id: string; rule: string; outcome: Outcome }[]> {
  const rows = await engine.all<{ case_id: string; rule_no: number; outcome: Outcome }>(
    sql`select c.case_id, f.rule_no, f.outcome from ${word(FOUND)} f join cases c on c.case_key = f.case_key`,
  );
  const ids = new Map(rules.map(({ no, rule }) => [no, rule.id]));
  return rows.map(({ case_id, rule_no, outcome }) => ({ case_id, outcome, rule: ids.get(rule_no) as string }));
}

/** The tables of all cases, each as one file, and where each case's events begin. */
function layOut(pack: Pack, cases: ReadonlyMap<string, PackCase>) {
  const parts: Partial<Record<TableName, [string, Log][]>> = {};
  const firstLines = new Map<string, number>();
  let line = 2;
  for (const [id, { log, tables = {}, of }] of cases) {
    const row = Object.entries({ ...pack.of, ...of });
    const all: Partial<Record<TableName, string | Log>> = {
      ...tables,
      events: log,
      cases: new Log(
        row.map(([name]) => name),
        [row.map(([, value]) => String(value))],
      ),
    };
    for (const table of TABLE_NAMES) {
      const given = all[table];
      if (given === undefined) continue;
      const part = typeof given === "string" ? parseLog(given) : given;
      parts[table] = [...(parts[table] ?? []), [id, part]];
      if (table !== "events") continue;
      firstLines.set(id, line);
      line += part.rows.length;
    }
  }
  const files: Partial<Record<TableName, Log>> = {};
  for (const table of TABLE_NAMES) {
    const own = parts[table];
    if (own) files[table] = merged(table, own);
  }
  return { files, firstLines };
}

/** One table of several cases' tables; what a case's own table has no column for is not recorded there. */
function merged(table: TableName, parts: readonly (readonly [string, Log])[]): Log {
  const columns = [...new Set(parts.flatMap(([, { columns }]) => columns.map((name) => columnOf(table, name))))];
  if (columns.includes("case_id")) throw new Error(`${table}: a case of a pack has no column for the case`);
  const rows = parts.flatMap(([id, log]) => {
    const places = columns.map((column) => log.columns.findIndex((name) => columnOf(table, name) === column));
    return log.rows.map((row) => [id, ...places.map((place) => row[place] ?? null)]);
  });
  return new Log(["case_id", ...columns], rows);
}
