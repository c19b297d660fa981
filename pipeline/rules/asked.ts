import type { Condition, Procedure, Rule } from "../../schemas/procedure.ts";
import { one } from "../engine/engine.ts";
import { join, type Sql, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { isOff } from "./compile.ts";
import { placesIn } from "./condition.ts";
import { shapeOf } from "./template.ts";

/** A name that rules ask of and no row has a value under. */
export interface Unrecorded {
  readonly name: string;
  readonly rules: readonly string[];
  /** Events have it, but these rules ask the case. */
  readonly onEvents: boolean;
}

type Asked = "event" | "case" | "event alone";

/**
 * The names that the conditions and correlations of a procedure ask of in vain; `applies` stands for a rule of that
 * name.
 */
export async function unrecordedNames(procedure: Procedure, facts: Facts): Promise<Unrecorded[]> {
  const asked = new Map<string, { name: string; of: Asked; rules: string[] }>();
  const ask = (rule: string, of: Asked, names: readonly string[]) => {
    for (const given of names) {
      const ofCase = given.startsWith("case.");
      const name = ofCase ? given.slice("case.".length) : given;
      const level = ofCase ? "case" : of;
      const key = `${level} ${name}`;
      const known = asked.get(key) ?? { name, of: level, rules: [] };
      asked.set(key, { ...known, rules: [...new Set([...known.rules, rule])] });
    }
  };
  ask("applies", "case", namesOf(procedure.applies));
  for (const rule of procedure.rules.filter((one) => !isOff(one))) {
    ask(rule.id, shapeOf(rule.template).activation === "case" ? "case" : "event", guardNames(rule));
    ask(rule.id, "event", [...namesOf(rule.target), ...(rule.recorded ?? [])]);
    ask(rule.id, "event alone", [...(rule.same ?? []), ...(rule.different ?? [])]);
  }
  const found: Unrecorded[] = [];
  for (const { name, of, rules } of asked.values()) {
    const onEvents = await isRecorded("events", name, facts);
    if (onEvents && of !== "case") continue;
    if (of !== "event alone" && (await isRecorded("cases", name, facts))) continue;
    found.push({ name, rules, onEvents });
  }
  return found;
}

const guardNames = ({ when, unless }: Rule): string[] => [...namesOf(when), ...namesOf(unless)];
const namesOf = (condition: Condition | undefined): string[] => Object.keys(condition ?? {});

export async function isRecorded(table: "events" | "cases", name: string, facts: Facts): Promise<boolean> {
  const { from, alias } = ROWS[table];
  const texts = placesIn(table, alias, name, facts).map(({ text }) => text);
  const { recorded } = await one<{ recorded: boolean }>(
    facts.engine,
    sql`select exists (select 1 from ${from} where coalesce(${join(texts)}) is not null) as recorded`,
  );
  return recorded;
}

const ROWS: Record<"events" | "cases", { from: Sql; alias: "e" | "c" }> = {
  events: { from: sql`events e`, alias: "e" },
  cases: { from: sql`cases c`, alias: "c" },
};
