import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { DAY, HOUR } from "../../pipeline/kit/duration.ts";
import type { Rule } from "../../schemas/procedure.ts";
import { handoversOf, sideParams } from "../_terms/handovers.ts";
import { kinds, labels, optionalLabels } from "../_terms/labels.ts";
import { afterItsHour, atLatestIn, untilMidnight } from "../_terms/moments.ts";
import { isAmong } from "../_terms/persons.ts";
import { casesWithRule } from "../_terms/procedures.ts";
import { casesThatWouldShow, casesWith } from "../_terms/sources.ts";

export const Params = z.strictObject({
  ...sideParams,
  seize: labels(["扣押", "扣押物品", "扣押财物"], "labels of a seizure of things that can be stored"),
  store: labels(
    ["入库", "入库登记", "涉案财物入库", "涉案财物入库登记", "财物入库", "移交保管"],
    "labels of the arrival in the store",
  ),
  give_back: labels(["发还", "发还当事人", "返还", "先行返还", "退还", "退还当事人"], "labels of things given back"),
  dispose: labels(
    ["变卖", "先行变卖", "拍卖", "没收", "上缴国库", "销毁", "涉案财物处置", "随案移送"],
    "labels of a sale, a disposal, or a transfer with the file",
  ),
  final: labels(["判决生效", "裁判生效", "终审判决", "终审裁定"], "labels of a judgment that is final"),
  property_kinds: optionalLabels(["property", "财物", "涉案财物"], "values of `handovers.kind` for seized property"),
  keeper_roles: labels(
    ["保管员", "保管人", "仓库管理员"],
    "roles of the one who keeps; of another at an arrival, or of an officer of the seizure without a role, nothing can be told",
  ),
  store_hours: z
    .number()
    .positive()
    .default(24)
    .describe("hours from the seizure to the store; practice, the article is not confirmed"),
  dispose_days: z
    .int()
    .min(1)
    .default(90)
    .describe("days after a final judgment in which its disposal is expected; an engineering default"),
});
export type Params = z.output<typeof Params>;

export const KINDS = ["storage", "drop", "undisposed", "keeper"] as const;

/**
 * Lays out `custody_acts` (every act of custody: `source_table, record_no, pos, case_key, kind, happened_at, latest_at,
 * items_hash, quantity, amount, actor_id, co_actor_ids, role`; of a date without a time `latest_at` is its end; `list` is
 * the hash where a seizure of the case has it: what came under a list that none has may be of any),
 * `custody_totals` (one row per case) and `custody_checks`: `case_key, kind, outcome, measured, before, after, unit,
 * since, waited_ms, missing`.
 */
export async function layOutCustody(params: Params, situation: Situation): Promise<void> {
  const { engine } = situation.facts;
  await engine.run(sql`
    create or replace temp table custody_acts as
    select a.*, case when max(case when kind = 'seize' then 1 else 0 end) over (partition by case_key, items_hash) = 1
      then items_hash end as list
    from (${acts(params, situation)}) a`);
  await engine.run(sql`create or replace temp table custody_totals as ${totals(params, situation)}`);
  await engine.run(sql`
    create or replace temp table custody_checks as
    select * from (
      ${storage(params, situation)} union all ${drops(params, situation)}
      union all ${undisposed(params, situation)} union all ${keepers(params)}
    ) x
    where not (kind = 'storage' and case_key in (${casesWithRule(situation, judgesStorage)}))
      and not (kind = 'keeper' and case_key in (${casesWithRule(situation, judgesKeepers)}))`);
}

/** Rules of the procedure's own about the way to the store, and about who keeps. */
const judgesStorage = ({ code, limit }: Rule): boolean => code === "XA06" && limit !== undefined && "hours" in limit;
const judgesKeepers = ({ code, template }: Rule): boolean => code === "XA06" && template === "different-actor";

function acts(params: Params, situation: Situation): Sql {
  const { seize, store, give_back, dispose, final, property_kinds } = params;
  const named = { seize, store, out: [...give_back, ...dispose], final };
  const column = (name: "items_hash" | "quantity" | "amount" | "co_actor_ids" | "role") =>
    columnOf(situation, "events", name, sql`e`);
  return sql`
    select 'events' as source_table, e.record_no, e.pos, e.case_key, k.kind, e.occurred_at as happened_at,
      ${untilMidnight(sql`e.occurred_at`, sql`e.wall_at`)} as latest_at,
      ${column("items_hash")} as items_hash, ${column("quantity")} as quantity, ${column("amount")} as amount,
      e.actor_id, ${column("co_actor_ids")} as co_actor_ids, ${column("role")} as role
    from events e join ${kinds(named)} on k.activity = e.activity
    where e.activity in ${Object.values(named).flat()}
    union all
    select 'handovers', h.record_no, null, h.case_key, 'out', h.happened_at,
      ${atLatestIn(situation.facts, sql`h.happened_at`)}, h.items_hash, h.quantity, null, null, null, null
    from (${handoversOf(params, situation)}) h
    where h.sent and not h.returned and h.kind in ${property_kinds} and h.case_key is not null`;
}

/**
 * A sum is null where one of its records lacks the figure. `due` was seized by the last arrival, `fresh` is what of it
 * may still arrive in time; `early` left before the last arrival, and `tied` counts with it what may have.
 */
const totals = ({ store_hours }: Params, { facts, asOf }: Situation): Sql => {
  const sum = (figure: Sql, when: Sql) => sql`
    case when count(case when ${when} and ${figure} is null then 1 end) = 0
      then sum(case when ${when} then ${figure} else 0 end) end`;
  const [seized, stored] = [sql`a.kind = 'seize'`, sql`a.kind = 'store'`];
  const due = sql`${seized} and a.happened_at <= s.stored_until`;
  const fresh = sql`${due} and ${asOf} - ${afterItsHour(facts, sql`a.latest_at`)} <= ${store_hours * HOUR}`;
  const early = sql`a.kind = 'out' and a.happened_at < s.last_stored_at`;
  const tied = sql`a.kind = 'out' and a.happened_at <= s.stored_until`;
  const late = sql`a.kind = 'out' and a.happened_at >= s.last_stored_at`;
  return sql`
    select a.case_key, max(s.last_stored_at) as last_stored_at,
      count(case when ${seized} then 1 end) as seizures, count(case when ${stored} then 1 end) as arrivals,
      count(case when a.kind = 'out' then 1 end) as outs,
      min(case when a.kind = 'final' then a.happened_at end) as final_at,
      max(case when a.kind = 'out' then a.happened_at end) as last_out_at,
      ${sum(sql`a.quantity`, seized)} as seized, ${sum(sql`a.quantity`, stored)} as stored,
      ${sum(sql`a.quantity`, early)} as early, ${sum(sql`a.quantity`, late)} as late,
      ${sum(sql`a.quantity`, due)} as due, ${sum(sql`a.quantity`, fresh)} as fresh, ${sum(sql`a.quantity`, tied)} as tied,
      ${sum(sql`a.amount`, due)} as due_yuan, ${sum(sql`a.amount`, fresh)} as fresh_yuan,
      ${sum(sql`a.amount`, stored)} as stored_yuan, ${sum(sql`a.amount`, early)} as early_yuan, ${sum(sql`a.amount`, tied)} as tied_yuan
    from custody_acts a
    left join (
      select case_key, max(happened_at) as last_stored_at, max(latest_at) as stored_until
      from custody_acts where kind = 'store' group by case_key
    ) s on s.case_key = a.case_key
    group by a.case_key`;
};

/**
 * Each seizure with the first arrival or way out after it, in time or late whatever the time of a day that has none on
 * record.
 */
function storage({ seize, store, store_hours }: Params, { facts, asOf }: Situation): Sql {
  const limit = store_hours * HOUR;
  const [first, last] = [afterItsHour(facts, sql`seized_at`), afterItsHour(facts, sql`seized_until`)];
  return sql`
    select case_key, 'storage' as kind,
      case max(rank) when 3 then 'hit' when 2 then 'cannot tell' when 1 then 'pending' else 'clear' end as outcome,
      cast(count(case when rank = 3 then 1 end) as double) as measured, cast(null as double) as before,
      cast(null as double) as after, cast(null as varchar) as unit,
      min(case when rank = 3 then seized_at end) as since,
      max(case when rank = 3 then coalesce(kept_at, ${asOf}) - ${last} end) as waited_ms,
      max(case when rank = 3 and kept_at is null then 1 else 0 end) = 1 as missing
    from (
      select case_key, seized_at, seized_until, kept_at,
        case when kept_until - ${first} <= ${limit} then 0
          when not case_key in ${casesThatWouldShow(casesWith(store), seize)} then 2
          when coalesce(kept_at, ${asOf}) - ${last} > ${limit} then 3
          when kept_at is null then 1 else 2 end as rank
      from (
        select z.case_key, z.record_no, z.happened_at as seized_at, z.latest_at as seized_until,
          min(k.happened_at) as kept_at, min(case when k.surely then k.latest_at end) as kept_until
        from custody_acts z
        left join (
          select z.record_no, k.happened_at, k.latest_at, coalesce(k.items_hash = z.items_hash, true) as surely
          from custody_acts z join custody_acts k on k.case_key = z.case_key and k.kind in ('store', 'out')
            and k.latest_at >= z.happened_at and coalesce(k.list = z.items_hash, true)
          where z.kind = 'seize'
        ) k on k.record_no = z.record_no
        where z.kind = 'seize'
        group by z.case_key, z.record_no, z.happened_at, z.latest_at
      ) x
    ) y group by case_key`;
}

/**
 * What arrived is less than had been seized by then and was to be there; or what left, when a disposal is long done, is
 * less than what arrived. What left before the last arrival may never have been in the store: of it counts what arrived
 * beyond what was due.
 */
function drops({ dispose_days }: Params, { asOf }: Situation): Sql {
  const done = sql`final_at is not null and last_out_at >= final_at and last_out_at < ${asOf - dispose_days * DAY}`;
  return sql`
    select case_key, 'drop',
      case when lost > 0 or lost_yuan > 0 or gone > 0 then 'hit'
        when stored + early >= due or stored_yuan + early_yuan >= due_yuan then 'clear'
        when stored + early >= due - fresh or stored_yuan + early_yuan >= due_yuan - fresh_yuan then 'pending'
        else 'cannot tell' end,
      case when lost > 0 then lost when gone > 0 then gone else lost_yuan end,
      case when lost > 0 then due - fresh when gone > 0 then stored else due_yuan - fresh_yuan end,
      case when lost > 0 then stored + tied when gone > 0 then stored - gone else stored_yuan + tied_yuan end,
      case when lost > 0 or gone > 0 then 'items' else 'yuan' end,
      last_stored_at, null, gone > 0 and coalesce(lost <= 0, true)
    from (
      select *, due - fresh - stored - tied as lost, due_yuan - fresh_yuan - stored_yuan - tied_yuan as lost_yuan,
        case when ${done} then coalesce(stored - late - case when due is null then early when stored + early > due
          then stored + early - due else 0 end, 0) else 0 end as gone
      from custody_totals where seizures > 0 and arrivals > 0
    ) x`;
}

function undisposed({ seize, store, give_back, dispose, dispose_days }: Params, { asOf }: Situation): Sql {
  return sql`
    select case_key, 'undisposed',
      case when last_out_at >= final_at or early + late >= coalesce(stored, seized) then 'clear'
        when ${asOf} - final_at <= ${dispose_days * DAY} then 'pending'
        when not case_key in ${casesThatWouldShow(casesWith([...give_back, ...dispose]), [...seize, ...store])} then 'cannot tell'
        when outs > 0 and (early is null or late is null or coalesce(stored, seized) is null) then 'cannot tell'
        else 'hit' end,
      ${asOf} - final_at, coalesce(stored, seized), coalesce(early, 0) + coalesce(late, 0), 'days', final_at, null, true
    from custody_totals where final_at is not null and seizures + arrivals > 0`;
}

/** The keeper took part in the seizure. An officer who did may also just hand in: it takes the role to tell. */
const keepers = ({ keeper_roles }: Params): Sql => sql`
  select case_key, 'keeper',
    case max(rank) when 3 then 'hit' when 2 then 'cannot tell' else 'clear' end,
    count(case when rank = 3 then 1 end), null, null, 'arrivals', min(case when rank = 3 then happened_at end), null, false
  from (
    select k.case_key, k.record_no, k.happened_at,
      max(case
        when k.actor_id is null or coalesce(k.role not in ${keeper_roles}, false) then 2
        when ${isAmong(sql`k.actor_id`, sql`concat_ws(';', z.actor_id, z.co_actor_ids)`)} then case when k.role is null then 2 else 3 end
        when z.actor_id is null then 2 else 0 end) as rank
    from custody_acts k join custody_acts z on z.case_key = k.case_key and z.kind = 'seize'
      and z.happened_at <= k.latest_at and coalesce(z.items_hash = k.list, true)
    where k.kind = 'store'
    group by k.case_key, k.record_no, k.happened_at
  ) x group by case_key`;
