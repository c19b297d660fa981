import * as z from "zod";
import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { POST, ROTATION } from "../../schemas/values.ts";
import { changeParams, changesOf } from "../_terms/handlers.ts";
import { optionalLabels } from "../_terms/labels.ts";
import { recordsOf } from "../_terms/records.ts";
import { holdsAny } from "../_terms/words.ts";

export const Params = z.strictObject({
  within_days: z.int().min(1).default(180).describe("days after the entry that are looked at; an engineering default"),
  moved_together: z
    .int()
    .min(1)
    .default(3)
    .describe("others of the unit moved on the same day that make it a reorganisation; an engineering default"),
  adverse_kinds: optionalLabels(
    ["免职", "降级", "停职", "考核降等"],
    "kinds of posting that are adverse in themselves",
  ),
  plain_posts: optionalLabels(
    ["轮岗", "晋升", "提任", "本人申请", "退休", "辞职", "遴选"],
    "words of a posting's reason that explain it",
  ),
  ...changeParams,
});
type Params = z.output<typeof Params>;

/**
 * Cases that changed hands while open: `case_key, actor_id, change_on, decided_on, change_kind, change_to, change_no,
 * change_table`.
 */
export const changesFor = (params: Params, situation: Situation): Sql => sql`
  select x.case_key, x.old_id as actor_id, x.changed_on as change_on, cast(null as integer) as decided_on,
    'removed' as change_kind, cast(null as varchar) as change_to, x.record_no as change_no,
    'assignments' as change_table
  from (${changesOf(params, situation)}) x join cases c on c.case_key = x.case_key
  where not x.by_reason and not x.on_leave and not x.recused and coalesce(c.closed_at > x.changed_at, true)`;

/** Moves to another unit or role, and adverse postings, that nothing explains; same columns, of no case. */
export function movesOf(params: Params, situation: Situation): Sql {
  const { facts, engine } = situation;
  const day = (instant: Sql) => sql`cast(${engine.localDay(instant, facts.zone)} as integer)`;
  const columns = ["actor_id", "org_id", "kind", "role", "reason", "from_at", "to_at", "decided_at"] as const;
  const postings = recordsOf(situation, "postings", columns);
  const before = (column: Sql) => sql`lag(${column}) over (partition by actor_id, kind order by from_at, record_no)`;
  return sql`
    select cast(null as integer), m.actor_id, m.from_on, m.decided_on,
      case when m.kind in ${POST} then 'moved' else 'adverse' end,
      case when m.kind in ${POST} then coalesce(m.org_id, m.role) else m.kind end, m.record_no, 'postings'
    from (
      select x.*, count(*) over (partition by x.old_org, x.from_on, x.kind) - 1 as others
      from (
        select p.*, ${day(sql`from_at`)} as from_on, ${day(sql`decided_at`)} as decided_on,
          ${before(sql`org_id`)} as old_org, ${before(sql`role`)} as old_role
        from (${postings}) p
        where p.from_at <= ${situation.asOf} and (p.kind in ${POST} or p.kind in ${params.adverse_kinds})
      ) x
      where x.kind not in ${POST} or x.old_org <> x.org_id or x.old_role <> x.role
    ) m
    where not (m.kind in ${POST} and m.others >= ${params.moved_together})
      and not ${holdsAny(sql`m.reason`, params.plain_posts)}
      and not exists (
        select 1 from (${postings}) r where r.actor_id = m.actor_id and r.kind in ${ROTATION}
          and ${day(sql`r.from_at`)} <= m.from_on and coalesce(${day(sql`r.to_at`)} >= m.from_on, true))`;
}
