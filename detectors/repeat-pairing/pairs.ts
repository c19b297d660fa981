import * as z from "zod";
import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { groupBy } from "../../pipeline/kit/group.ts";
import { localDay } from "../../pipeline/kit/zone.ts";
import { wilson } from "../../pipeline/statistics/interval.ts";
import { type Meetings, pairings } from "../../pipeline/statistics/pairings.ts";
import { handlerRoles, handlersOf } from "../_terms/handlers.ts";
import { optionalLabels } from "../_terms/labels.ts";
import { recordsOf } from "../_terms/records.ts";
import { falseDiscoveryRate } from "../_terms/signal.ts";

export const Params = z.strictObject({
  handler_roles: handlerRoles,
  excluded_kinds: optionalLabels(
    ["duty", "legal-aid", "值班律师", "法律援助", "公职律师"],
    "kinds of representative that are assigned, not chosen",
  ),
  min_together: z.int().min(2).default(8).describe("matters together, at least; an engineering default"),
  min_lift: z.number().min(1).default(3).describe("matters together against expected ones; an engineering default"),
  false_discovery_rate: falseDiscoveryRate(0.01),
  min_gain: z
    .number()
    .min(0)
    .max(1)
    .default(0.15)
    .describe("share of favourable outcomes above that of the unit's other pairs; an engineering default"),
  min_representatives: z
    .int()
    .min(2)
    .default(10)
    .describe("representatives in a unit below which pairs repeat of themselves; an engineering default"),
  min_handlers: z.int().min(2).default(3).describe("handlers in a unit, likewise; an engineering default"),
  reach_days: z.int().min(1).default(1095).describe("how far back cases are looked at, by their opening"),
});
export type Params = z.output<typeof Params>;

interface Cell extends Meetings {
  readonly known: number;
  readonly favourable: number;
}

/**
 * Matters by unit, handler and representative: `case_key, record_no, unit, handler, representative, opened_on,
 * favourable` (null while unknown). What a representative brings before one handler on one day is one matter; who had
 * handed the case on before the representative appeared never met them.
 */
export function matters(params: Params, situation: Situation): Sql {
  const { engine, facts } = situation;
  const today = localDay(facts.zone.name, situation.asOf);
  const dayOf = (instant: Sql) => sql`cast(${engine.localDay(instant, facts.zone)} as integer)`;
  const day = dayOf(sql`c.opened_at`);
  return sql`
    select r.case_key, r.record_no, h.unit, h.actor_id as handler, r.representative_id as representative,
      ${day} as opened_on, r.favourable
    from (${recordsOf(situation, "representations", ["representative_id", "kind", "favourable", "from_at"])}) r
    join (
      select case_key, unit, actor_id, case when count(*) = count(to_at) then max(to_at) end as until_at
      from (${handlersOf(params.handler_roles, situation)}) a where unit is not null group by case_key, unit, actor_id
    ) h on h.case_key = r.case_key and coalesce(${dayOf(sql`h.until_at`)} >= ${dayOf(sql`r.from_at`)}, true)
    join cases c on c.case_key = r.case_key
    where coalesce(r.kind not in ${params.excluded_kinds}, true) and coalesce(r.from_at <= ${situation.asOf}, true)
      and ${day} > ${today - params.reach_days}`;
}

const cellsOf = (params: Params, situation: Situation): Sql => sql`
  select unit, handler as "left", representative as "right", count(*) as n, count(favourable) as known,
    coalesce(sum(favourable), 0) as favourable
  from (
    select unit, handler, representative, opened_on,
      max(case when favourable then 1 when not favourable then 0 end) as favourable
    from (${matters(params, situation)}) m group by unit, handler, representative, opened_on
  ) x
  group by unit, handler, representative
  order by unit, handler, representative`;

/** One row per pair with enough matters together. */
export async function judge(params: Params, situation: Situation) {
  const cells = await situation.facts.engine.all<Cell>(cellsOf(params, situation));
  const units = groupBy(cells, ({ unit }) => unit);
  const large = [...units.values()].filter((unit) => isLarge(unit, params)).flat();
  const least = { left: params.min_together, right: params.min_together };
  const judged = pairings(large, least)
    .filter(({ n }) => n >= params.min_together)
    .map((pair) => {
      const others = outcomesOf(units.get(pair.unit) ?? [], pair);
      const rate = pair.known > 0 ? pair.favourable / pair.known : null;
      const gains =
        rate !== null &&
        others.rate !== null &&
        rate - others.rate >= params.min_gain &&
        wilson(pair.favourable, pair.known).lower > others.rate;
      const together = pair.lift >= params.min_lift && pair.q < params.false_discovery_rate;
      const told = pair.known >= params.min_together && others.known >= params.min_together;
      const outcome = !together ? "clear" : !told ? "cannot tell" : gains ? "hit" : "clear";
      return { ...rowOf(pair), ...pair, ...others, rate, peer_rate: others.rate, outcome };
    });
  const small = cells.filter((cell) => cell.n >= params.min_together && !large.includes(cell));
  const untold = { expected: null, lift: null, tau2: null, p: null, q: null, rate: null, peer_rate: null };
  const nothing = { ...untold, of_left: null, of_right: null, total: null, representatives: null };
  return [...judged, ...small.map((cell) => ({ ...rowOf(cell), ...cell, ...nothing, outcome: "cannot tell" }))];
}

const rowOf = ({ unit, left, right }: Meetings) => ({
  subject_type: "pair",
  subject_id: `${left} + ${right}`,
  key: unit,
  org_id: unit,
  handler: left,
  representative: right,
});

const countOf = (cells: readonly Cell[], side: "left" | "right"): number =>
  new Set(cells.map((cell) => cell[side])).size;

const isLarge = (unit: readonly Cell[], { min_handlers, min_representatives }: Params): boolean =>
  countOf(unit, "left") >= min_handlers && countOf(unit, "right") >= min_representatives;

/** How the other pairs of the unit fared. */
function outcomesOf(unit: readonly Cell[], pair: Cell) {
  const known = unit.reduce((sum, cell) => sum + cell.known, 0) - pair.known;
  const favourable = unit.reduce((sum, cell) => sum + cell.favourable, 0) - pair.favourable;
  return { known, rate: known > 0 ? favourable / known : null, representatives: countOf(unit, "right") };
}

export const COLUMNS = {
  subject_type: "text",
  subject_id: "text",
  key: "text",
  org_id: "text",
  handler: "text",
  representative: "text",
  n: "integer",
  of_left: "integer",
  of_right: "integer",
  total: "integer",
  representatives: "integer",
  expected: "number",
  lift: "number",
  rate: "number",
  peer_rate: "number",
  tau2: "number",
  p: "number",
  q: "number",
  outcome: "text",
} as const;
