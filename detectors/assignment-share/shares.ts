import * as z from "zod";
import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { groupBy } from "../../pipeline/kit/group.ts";
import { localDay } from "../../pipeline/kit/zone.ts";
import { type Meetings, pairings } from "../../pipeline/statistics/pairings.ts";
import { DESIGNATED } from "../../schemas/values.ts";
import { handlerRoles, handlersOf } from "../_terms/handlers.ts";
import { labels } from "../_terms/labels.ts";
import { recordsOf, sampleOf } from "../_terms/records.ts";
import { falseDiscoveryRate } from "../_terms/signal.ts";

export const Params = z.strictObject({
  handler_roles: handlerRoles,
  designated: labels(DESIGNATED, "modes of a designated assignment, counted beside"),
  min_cases: z.int().min(2).default(20).describe("cases of the cause or party in the unit, at least"),
  min_lift: z.number().min(1).default(2).describe("cases against expected ones; an engineering default"),
  max_p: z.number().positive().max(1).default(0.001).describe("largest p-value; an engineering default"),
  false_discovery_rate: falseDiscoveryRate(0.05),
  specialist_share: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe("share of a handler's own cases from which a cause is their speciality; an engineering default"),
  min_handlers: z.int().min(2).default(4).describe("handlers of a unit, at least; an engineering default"),
  reach_days: z.int().min(1).default(1095).describe("how far back assignments are looked at"),
  sample: sampleOf("assignments"),
});
export type Params = z.output<typeof Params>;

/**
 * First assignments with the cause and the parties of the case: `case_key, record_no, unit, handler, heading, name,
 * designated, from_at`.
 */
export function headed(params: Params, situation: Situation): Sql {
  const { engine, facts, asOf } = situation;
  const today = localDay(facts.zone.name, asOf);
  const first = sql`
    select * from (
      select h.*, row_number() over (partition by case_key, unit order by from_at, record_no) as nth
      from (${handlersOf(params.handler_roles, situation)}) h where unit is not null
    ) x where nth = 1 and ${engine.localDay(sql`from_at`, facts.zone)} > ${today - params.reach_days}`;
  return sql`
    select f.case_key, f.record_no, f.unit, f.actor_id as handler, g.heading, g.name,
      case when f.mode in ${params.designated} then 1 else 0 end as designated, f.from_at
    from (${first}) f join (
      select case_key, 'cause' as heading, cause_code as name
      from (${recordsOf(situation, "cases", ["cause_code"])}) c
      union
      select case_key, 'party', party_id
      from (${recordsOf(situation, "representations", ["party_id"])}) r
    ) g on g.case_key = f.case_key
    where g.name is not null`;
}

interface Cell extends Meetings {
  readonly org_id: string;
  readonly heading: "cause" | "party";
  readonly designated: number;
}

/** Headings are kept apart: a unit's causes are compared with each other, and its parties too. */
const cellsOf = (params: Params, situation: Situation): Sql => sql`
  select unit || '|' || heading as unit, unit as org_id, heading, handler as "left", name as "right", count(*) as n,
    sum(designated) as designated
  from (${headed(params, situation)}) x
  group by unit, heading, handler, name
  order by unit, heading, handler, name`;

/** One row per handler and cause or party that met, in units with enough handlers. */
export async function judge(params: Params, situation: Situation) {
  const cells = await situation.facts.engine.all<Cell>(cellsOf(params, situation));
  const units = [...groupBy(cells, ({ unit }) => unit).values()];
  const large = units.filter((unit) => new Set(unit.map(({ left }) => left)).size >= params.min_handlers).flat();
  return pairings(large, { left: 1, right: params.min_cases }).map((pair) => {
    const own = pair.heading === "cause" && pair.n / pair.of_left >= params.specialist_share;
    const far = pair.lift >= params.min_lift && pair.p < params.max_p && pair.q <= params.false_discovery_rate;
    return {
      ...pair,
      subject_type: "pair",
      subject_id: `${pair.left} + ${pair.right}`,
      key: pair.unit,
      handler: pair.left,
      name: pair.right,
      outcome: far && !own ? "hit" : "clear",
    };
  });
}

export const COLUMNS = {
  subject_type: "text",
  subject_id: "text",
  key: "text",
  org_id: "text",
  handler: "text",
  heading: "text",
  name: "text",
  n: "integer",
  designated: "integer",
  of_left: "integer",
  of_right: "integer",
  total: "integer",
  expected: "number",
  lift: "number",
  tau2: "number",
  p: "number",
  q: "number",
  outcome: "text",
} as const;
