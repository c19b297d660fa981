import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { id, join, noRows, type Sql, sql, word } from "../../pipeline/engine/sql.ts";
import { DAY, HOUR } from "../../pipeline/kit/duration.ts";
import { dayOf } from "../../pipeline/kit/zone.ts";
import { labels, optionalLabels } from "../_terms/labels.ts";
import { atLatestIn } from "../_terms/moments.ts";
import { sampleOf } from "../_terms/records.ts";

export const Params = z.strictObject({
  earliest: z.iso
    .date()
    .default("1990-01-01")
    .describe("no act of the log is older; an earlier date is what a system writes where it has none"),
  ahead_hours: z
    .number()
    .min(0)
    .default(24)
    .describe("hours that an act may lie after its entry: clocks that differ, an act entered the same day; a default"),
  planned: optionalLabels(
    ["排期", "开庭排期", "排庭", "预约", "开庭通知", "传票"],
    "labels of acts that are entered ahead of their time",
  ),
  serve: labels(["送达", "文书送达", "宣告送达"], "labels of service; the document is named by `doc_no`"),
  repeated: z
    .int()
    .min(2)
    .default(10)
    .describe("records of a unit from which the severity is 2; an engineering default"),
  sample: sampleOf("records"),
});
export type Params = z.output<typeof Params>;

/** `known` says of an event `e` and its case `c` that it can be judged, `odd` that its times cannot be. */
interface Check {
  readonly known: Sql;
  readonly odd: Sql;
}

export const KINDS = ["placeholder", "future", "measure", "span", "fact", "signing"] as const;
export type Kind = (typeof KINDS)[number];

function checksOf(params: Params, situation: Situation): Record<Kind, Check> {
  const { facts, engine } = situation;
  const column = (name: "recorded_at" | "measure_start" | "measure_end" | "started_at" | "ended_at") =>
    columnOf(situation, "events", name, sql`e`);
  const fact = columnOf(situation, "cases", "fact_at", sql`c`);
  const pair = (from: Sql, to: Sql): Check => ({
    known: sql`${from} is not null and ${to} is not null`,
    odd: sql`case when ${to} < ${from} then ${atLatestIn(facts, to)} < ${from} else false end`,
  });
  const recorded = column("recorded_at");
  return {
    placeholder: { known: sql`true`, odd: sql`e.occurred_on < ${dayOf(params.earliest)}` },
    future: {
      known: sql`${recorded} is not null`,
      odd: sql`e.occurred_at > ${recorded} + ${params.ahead_hours * HOUR} and e.activity not in ${["", ...params.planned]}`,
    },
    measure: pair(column("measure_start"), column("measure_end")),
    span: pair(column("started_at"), column("ended_at")),
    fact: {
      known: sql`${fact} is not null`,
      odd: sql`e.occurred_on < ${engine.localDay(fact, facts.zone)} and e.occurred_at < ${fact} - ${DAY}`,
    },
    signing: { known: sql`g.signed_at is not null`, odd: sql`g.signed_at is not null and e.occurred_on < g.signed_on` },
  };
}

/**
 * Lays out `time_checks`: per unit and kind how many records could be judged and how many are odd; and `odd_times`:
 * the odd records with a column per kind. A unit is empty where none is on record.
 */
export async function layOutTimes(params: Params, situation: Situation): Promise<void> {
  const { engine } = situation.facts;
  const { has } = situation;
  const unit = has("events", "org_id") ? sql`coalesce(e.org_id, '')` : sql`''`;
  const checks = checksOf(params, situation);
  const flagged = sql`
    from ${situation.facts.unplaced} e join cases c on c.case_key = e.case_key
    left join (${signings(params, situation)}) g on g.record_no = e.record_no`;
  const each = (make: (kind: Kind, check: Check) => Sql) => KINDS.map((kind) => make(kind, checks[kind]));
  await engine.run(sql`
    create or replace temp table unit_times as
    select ${unit} as unit, ${join([
      ...each((kind, { known }) => sql`sum(case when ${known} then 1 else 0 end) as ${id(`${kind}_known`)}`),
      ...each((kind, { odd }) => sql`sum(case when ${odd} then 1 else 0 end) as ${id(`${kind}_odd`)}`),
    ])}
    ${flagged} group by ${unit}`);
  await engine.run(sql`
    create or replace temp table time_checks as ${join(
      KINDS.map(
        (kind) => sql`
          select unit, ${kind} as kind, ${id(`${kind}_known`)} as known, ${id(`${kind}_odd`)} as odd from unit_times`,
      ),
      word(" union all "),
    )}`);
  await engine.run(sql`
    create or replace temp table odd_times as
    select s.pos, o.* from (
      select e.record_no, ${unit} as unit, ${join(each((kind, { odd }) => sql`coalesce(${odd}, false) as ${id(kind)}`))}
      ${flagged} where ${join(
        each((_, { odd }) => sql`coalesce(${odd}, false)`),
        word(" or "),
      )}
    ) o join steps s on s.record_no = o.record_no`);
}

/** Services with the latest signing of the document that they name: `record_no, signed_at, signed_on`. */
function signings({ serve }: Params, { facts, engine, has }: Situation): Sql {
  if (!has("events", "doc_no") || !has("events", "doc_signed_at")) {
    return noRows({ record_no: "bigint", signed_at: "bigint", signed_on: "integer" });
  }
  return sql`
    select record_no, signed_at, ${engine.localDay(sql`signed_at`, facts.zone)} as signed_on
    from (
      select s.record_no, max(d.doc_signed_at) as signed_at
      from ${facts.unplaced} s join ${facts.unplaced} d on d.case_key = s.case_key and d.doc_no = s.doc_no and d.doc_signed_at is not null
      where s.activity in ${serve}
      group by s.record_no
    ) x`;
}
