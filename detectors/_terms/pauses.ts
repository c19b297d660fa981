import type { Situation } from "../../pipeline/detector.ts";
import { id, join, type Sql, sql, word } from "../../pipeline/engine/sql.ts";
import { EXCLUDE } from "../../pipeline/rules/allowance.ts";
import { APPRAISED, COMMISSIONED, labels, REPLIED, REQUESTED, RESUMED, SUSPENDED } from "./labels.ts";

/** Labels of what lawfully lets a case rest, and of its end. */
export const pauseParams = {
  suspend: labels(SUSPENDED, "labels of a suspension on record"),
  resume: labels(RESUMED, "labels of the resumption after a suspension"),
  commission: labels(COMMISSIONED, "labels of the commissioning of an expert appraisal"),
  opinion: labels(APPRAISED, "labels of the appraisal's arrival"),
  request: labels(REQUESTED, "labels of a request for co-operation sent to another region or country"),
  reply: labels(REPLIED, "labels of the reply to such a request"),
};

export interface PauseLabels {
  readonly suspend: readonly string[];
  readonly resume: readonly string[];
  readonly commission: readonly string[];
  readonly opinion: readonly string[];
  readonly request: readonly string[];
  readonly reply: readonly string[];
}

/** Kinds of pause: its begin and its end in a column `kind`. */
export const PAUSES = ["suspension", "appraisal", "co-operation", "exclusion"] as const;

/** Labels of every pause as `kind`: `suspension+` begins one, `suspension-` ends it; null for other activities. */
export const pauseKind = (column: Sql, p: PauseLabels): Sql => sql`case
  when ${column} in ${p.suspend} then 'suspension+' when ${column} in ${p.resume} then 'suspension-'
  when ${column} in ${p.commission} then 'appraisal+' when ${column} in ${p.opinion} then 'appraisal-'
  when ${column} in ${p.request} then 'co-operation+' when ${column} in ${p.reply} then 'co-operation-' end`;

export const pauseLabels = (p: PauseLabels): string[] => [
  ...p.suspend,
  ...p.resume,
  ...p.commission,
  ...p.opinion,
  ...p.request,
  ...p.reply,
];

/**
 * Begin and end of approved exclusions of a clock: `case_key, kind, occurred_at, occurred_on`; null where none is
 * loaded.
 */
export function exclusions({ facts, engine, has, asOf }: Situation): Sql | null {
  if (!has("extensions", "from_at")) return null;
  const side = (column: "from_at" | "to_at", kind: "exclusion+" | "exclusion-") => sql`
    select case_key, cast(${kind} as varchar) as kind, ${id(column)} as occurred_at,
      cast(${engine.localDay(id(column), facts.zone)} as integer) as occurred_on
    from extensions where kind in ${EXCLUDE} and ${id(column)} <= ${asOf}`;
  return has("extensions", "to_at")
    ? sql`${side("from_at", "exclusion+")} union all ${side("to_at", "exclusion-")}`
    : side("from_at", "exclusion+");
}

/**
 * Whether a pause of any kind is open after a row, by a window over the rows so far: its latest mark is a beginning.
 */
export const pausedAfter = (window: Sql): Sql =>
  join(
    PAUSES.map(
      (pause) => sql`coalesce(max(case when kind = ${`${pause}+`} then occurred_at * 2 + 1
        when kind = ${`${pause}-`} then occurred_at * 2 end) over ${window} % 2 <> 0, false)`,
    ),
    word(" or "),
  );
