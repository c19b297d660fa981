import type { Situation } from "../../pipeline/detector.ts";
import { id, type Sql, some, sql } from "../../pipeline/engine/sql.ts";
import { EXCLUDE } from "../../schemas/values.ts";
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

interface PauseLabels {
  readonly suspend: readonly string[];
  readonly resume: readonly string[];
  readonly commission: readonly string[];
  readonly opinion: readonly string[];
  readonly request: readonly string[];
  readonly reply: readonly string[];
}

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
    from extensions where kind in ${EXCLUDE} and from_at <= ${asOf} and ${id(column)} <= ${asOf}`;
  return has("extensions", "to_at")
    ? sql`${side("from_at", "exclusion+")} union all ${side("to_at", "exclusion-")}`
    : side("from_at", "exclusion+");
}

/**
 * Marks with what is open of their kind of pause once all of their moment are counted, in whatever order they stand, as
 * `running`. A suspension runs from one beginning to the next end; one that begins and ends at one moment leaves what
 * ran before, and `running` null. Of appraisals and requests as many run as were begun and not ended, and an end with
 * nothing to end takes nothing from a later beginning; of exclusions those that began and have not ended. The marks are
 * `case_key, kind_of, marked_at` and more; `pause` is added too.
 */
export const pauseMarks = (marks: Sql): Sql => sql`
  select *, case
      when pause <> 'suspension' then level - least(min(level) over (partition by case_key, pause order by marked_at), 0)
      when first_kind = last_kind then case first_kind when 'suspension+' then 1 else 0 end
    end as running
  from (
    select *, min(kind_of) over (partition by case_key, pause, marked_at) as first_kind,
      max(kind_of) over (partition by case_key, pause, marked_at) as last_kind,
      sum(case substr(kind_of, length(kind_of)) when '+' then 1 else -1 end) over (partition by case_key, pause order by marked_at) as level
    from (select m.*, substr(kind_of, 1, length(kind_of) - 1) as pause from (${marks}) m) p
  ) q`;

/**
 * Whether a pause of any kind runs after a row of such marks, by a window over the rows so far: the latest mark of that
 * kind says so.
 */
export const pausedAfter = (window: Sql): Sql =>
  some(
    ["suspension", "appraisal", "co-operation", "exclusion"].map(
      (
        pause,
      ) => sql`coalesce(max(case when pause = ${pause} and running is not null then marked_at * 2 + least(running, 1) end)
        over ${window} % 2 <> 0, false)`,
    ),
  );
