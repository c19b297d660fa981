import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { every, id, join, type Sql, sql, word } from "../../pipeline/engine/sql.ts";
import { HOUR } from "../../pipeline/kit/duration.ts";
import { type Column, type TableName, tableOf } from "../../schemas/tables.ts";
import { FILED, labels, optionalLabels, RESUMED } from "../_terms/labels.ts";
import { atLatestIn, isDate } from "../_terms/moments.ts";
import { filesThatFill } from "../_terms/records.ts";
import { casesThatWouldShow, casesWith } from "../_terms/sources.ts";

export const Params = z.strictObject({
  key_acts: labels(
    [...FILED, "不予立案", "结案", "办结", "归档", "撤销案件", "延长期限", "延长审限", "扣除审限", "中止", "恢复"],
    "labels of acts whose time and content matter for filing, closing and limits",
  ),
  close: labels(["结案", "办结", "归档", "归卷"], "labels of closing, beside `cases.closed_at`"),
  reopen: optionalLabels(
    [...FILED, ...RESUMED, "审查起诉受理", "案管受理", "受理"],
    "labels by which a closed case is taken up again, or by the next organ: until it closes again it is open",
  ),
  memo: optionalLabels(
    ["更正说明", "信息更正审批", "数据更正审批", "数据变更审批", "补正裁定", "笔误更正"],
    "labels of an approval or memo that explains a correction",
  ),
  memo_days: z
    .int()
    .min(0)
    .default(30)
    .describe("days between a memo and the correction it explains; an engineering default"),
  grace_hours: z
    .number()
    .min(0)
    .default(24)
    .describe("hours after the entry in which an open case's slip of the pen is put right; an engineering default"),
});
export type Params = z.output<typeof Params>;

/** The fields of filing, closing and limits, per table. */
const FIELDS = {
  events: ["activity", "occurred_at", "decision", "doc_signed_at", "measure_start", "measure_end"],
  cases: ["opened_at", "closed_at", "case_no"],
  extensions: ["kind", "days", "months", "from_at", "to_at", "approved_at"],
} as const;
type Versioned = keyof typeof FIELDS;
export const FIELD_NAMES = [...new Set(Object.values(FIELDS).flat())];

/**
 * Lays out `key_edits`: one row per field of filing, closing or limits that a later version of a record changed from a
 * value it had: `source_table, case_key, old_no, new_no, field, old_value, new_value` (as text, times in epoch
 * milliseconds), `activity, changed_at` (at the earliest; null where nothing says when), `closed_at` (the closing that
 * the change came after, where the case was not taken up again between the two), `rank` (3 shown, 2 cannot tell, 0 in
 * order).
 */
export async function layOutEdits(params: Params, situation: Situation): Promise<void> {
  const { facts, has } = situation;
  const { engine } = facts;
  const versioned = (Object.keys(FIELDS) as Versioned[]).flatMap((table) => {
    const fields = FIELDS[table].filter((name) => has(table, name));
    return has(table, tableOf(table).identity) ? heldTogether(table, fields) : [];
  });
  for (const held of versioned) {
    await engine.run(sql`create or replace temp table ${pairsOf(held)} as ${pairs(held, situation)}`);
  }
  const edits = versioned.flatMap((held) => changedFields(held, params, situation));
  await engine.run(sql`create or replace temp table edited_fields as ${join(edits, word(" union all "))}`);
  await engine.run(sql`create or replace temp table edit_closings as ${closings(params, situation)}`);
  await engine.run(sql`create or replace temp table key_edits as ${judged(params, situation)}`);
}

/** Fields of a table that versions of its records say together. */
interface Held {
  readonly table: Versioned;
  readonly fields: readonly string[];
}

/**
 * Of a case a version says what its file has a column for, and each field is held against the version that said it
 * last.
 */
const heldTogether = (table: Versioned, fields: readonly string[]): Held[] =>
  table === "cases" ? fields.map((name) => ({ table, fields: [name] })) : fields.length > 0 ? [{ table, fields }] : [];

const pairsOf = ({ table, fields }: Held): Sql => id(`${table}_${fields[0]}_pairs`);

function versionsOf({ table, fields }: Held): Sql {
  const versions = id(`${table}_versions`);
  if (table !== "cases") return versions;
  const says = every(fields.map((name) => sql`coalesce(contains(brought, ${`,${name},`}), true)`));
  return sql`(
    select v.*, row_number() over (partition by case_id, register order by version) as nth
    from (select * from ${versions} where ${says}) v)`;
}

/**
 * Each version beside the one it replaced. Without a time of its own, or with that of the old version, a change was made
 * after the old version was loaded; of two that came with one run, nothing is known. What cannot be read of the newer one
 * is not known to be another.
 */
function pairs(held: Held, situation: Situation): Sql {
  const { table, fields } = held;
  const column = (name: string, alias: Sql) => columnOf(situation, table as TableName, name as never, alias);
  const both = fields.map((name) => {
    const [before, after] = [column(name, sql`o`), column(name, sql`n`)];
    const unread = sql`${after} is null and ${situation.engine.attribute(sql`n.original`, name)} is not null`;
    const isText = (tableOf(table).columns[name] as Column).type === "text";
    const now = isText ? after : sql`case when ${unread} then ${before} else ${after} end`;
    return sql`${before} as ${id(`old_${name}`)}, ${now} as ${id(`new_${name}`)}`;
  });
  const identity = id(tableOf(table).identity);
  const [versions, place] = [versionsOf(held), id(table === "cases" ? "nth" : "version")];
  const entered = table === "events" ? column("recorded_at", sql`o`) : sql`cast(null as bigint)`;
  const modified = sql`nullif(${column("modified_at", sql`n`)}, ${column("modified_at", sql`o`)})`;
  const approver = (alias: Sql) => (table === "cases" ? sql`cast(null as varchar)` : column("approver_id", alias));
  return sql`
    select o.case_key, o.record_no as old_no, n.record_no as new_no, coalesce(${entered}, o.loaded_at) as entered_at,
      coalesce(${modified}, case when n.loaded_at > o.loaded_at then o.loaded_at end) as changed_at,
      ${table === "cases" ? sql`false` : sql`n.file_id in ${filesThatFill(situation, table, ["approver_id"])}`} as approvable,
      ${approver(sql`n`)} is not null and ${approver(sql`o`)} is distinct from ${approver(sql`n`)} as approved,
      ${join(both)}
    from ${versions} o join ${versions} n on n.${identity} = o.${identity} and n.${place} = o.${place} + 1
      ${table === "cases" ? sql`and n.register is not distinct from o.register` : sql``}`;
}

function changedFields(held: Held, { key_acts }: Params, situation: Situation): Sql[] {
  const { table, fields } = held;
  const keyAct = sql`(old_activity in ${key_acts} or new_activity in ${key_acts})`;
  return fields.map((name) => {
    const [before, after] = [id(`old_${name}`), id(`new_${name}`)];
    const measure = name.startsWith("measure_");
    const isTime = (tableOf(table).columns[name] as Column).type === "time";
    return sql`
        select ${table} as source_table, case_key, old_no, new_no, entered_at, changed_at, approved, approvable, ${name} as field,
          cast(${before} as varchar) as old_value, cast(${after} as varchar) as new_value,
          ${table === "events" ? sql`old_activity` : sql`cast(null as varchar)`} as activity
        from ${pairsOf(held)}
        where ${before} is not null and ${after} is distinct from ${before}
          ${isTime ? sql`and not coalesce(${completed(before, after, situation)}, false)` : sql``}
          ${table === "events" && !measure ? sql`and ${keyAct}` : sql``}`;
  });
}

/** One day, by its date alone and with the hour: nothing was changed of it. */
function completed(before: Sql, after: Sql, { facts: { zone, engine } }: Situation): Sql {
  const [old, now] = [engine.localTime(before, zone), engine.localTime(after, zone)];
  return sql`${engine.localDay(before, zone)} = ${engine.localDay(after, zone)} and (${isDate(old)} or ${isDate(now)})`;
}

/**
 * Changes of a case that surely closed before: `source_table, new_no, field, closed_at`, the last closing before the
 * change, where the case was not taken up again on a later day until then.
 */
function closings({ close, reopen }: Params, { facts, engine, has }: Situation): Sql {
  const day = (instant: Sql) => engine.localDay(instant, facts.zone);
  const brought = has("cases", "closed_at") && has("cases", "case_id");
  return sql`
    select source_table, new_no, field, closed_at from (
      select e.source_table, e.new_no, e.field, max(case when t.kind = 'closed' then t.turned_at end) as closed_at,
        max(case when t.kind = 'open' then t.turned_at end) as taken_up_at
      from edited_fields e join (
        select case_key, 'closed' as kind, closed_at as turned_at, ${atLatestIn(facts, sql`closed_at`)} as by_at from (
          select case_key, closed_at from cases where closed_at is not null
          union all select case_key, occurred_at from steps where activity in ${close}
          union all select case_key, cast(old_value as bigint) from edited_fields
            where (field = 'closed_at' and ${brought}) or (field = 'occurred_at' and activity in ${close})
        ) c
        union all
        select s.case_key, 'open', least(s.occurred_at, coalesce(o.before_at, s.occurred_at)), s.occurred_at
        from steps s left join (
          select new_no, min(cast(old_value as bigint)) as before_at from edited_fields
          where source_table = 'events' and field = 'occurred_at' group by new_no
        ) o on o.new_no = s.record_no
        where s.activity in ${reopen} and s.case_key in (select case_key from edited_fields)
      ) t on t.case_key = e.case_key and t.by_at < e.changed_at
      group by e.source_table, e.new_no, e.field
    ) x
    where closed_at is not null and coalesce(${day(sql`taken_up_at`)} <= ${day(sql`closed_at`)}, true)`;
}

function judged({ memo, memo_days, grace_hours }: Params, { facts, engine, asOf }: Situation): Sql {
  const day = (instant: Sql) => engine.localDay(instant, facts.zone);
  return sql`
    select e.*, c.closed_at,
      case
        when e.case_key is null then 2
        when e.approved or m.case_key is not null then 0
        when e.changed_at is null then 2
        when c.closed_at is not null then 3
        when e.changed_at - e.entered_at <= ${grace_hours * HOUR} then 0
        when e.approvable or e.case_key in ${casesThatWouldShow(casesWith(memo))} then 3
        else 2
      end as rank
    from edited_fields e
    left join edit_closings c on c.source_table = e.source_table and c.new_no = e.new_no and c.field = e.field
    left join (
      select distinct d.case_key, d.new_no from edited_fields d
      join steps s on s.case_key = d.case_key and s.activity in ${memo}
        and s.occurred_on between ${day(sql`d.changed_at`)} - ${memo_days} and ${day(sql`d.changed_at`)} + ${memo_days}
    ) m on m.case_key = e.case_key and m.new_no = e.new_no
    where coalesce(e.changed_at, e.entered_at) <= ${asOf}`;
}
