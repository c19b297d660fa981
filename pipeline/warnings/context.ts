import { type Bilingual, counted } from "../../schemas/text.ts";
import { AWAY, extensionWord, RESUMED, SUSPENDED } from "../../schemas/values.ts";
import { type ColumnOf, columnOf } from "../columns.ts";
import type { Engine } from "../engine/engine.ts";
import { id, join, type Sql, sql } from "../engine/sql.ts";
import { layOut } from "../engine/table.ts";
import type { Facts } from "../facts.ts";
import { groupBy } from "../kit/group.ts";
import { bilingualJson } from "../kit/json-text.ts";
import { dateOf, localDay, monthText } from "../kit/zone.ts";
import { heldAgainstOthers } from "../statistics/others.ts";

/**
 * Sentences that may explain a warning, in a relation that is joined to `sightings s`: JSON of them, between commas.
 */
export interface ContextPart {
  readonly said: Sql;
  readonly join: Sql;
}

/**
 * What is on record beside the warnings of a detector and may speak for those concerned, naming nobody: the unit's load
 * in that month beside its peers', leave and emergency duty of those who acted, approvals and suspensions on record in
 * the case, and how often the same rule was hit among the unit's peers. Reads `sightings`, `evidence_rows` and `found`, each once.
 */
export async function contextOf(engine: Engine, facts: Facts, found: Sql | null): Promise<ContextPart[]> {
  const loads = await loadsOf(facts);
  const parts = [
    loads && (await loadPart(engine, loads)),
    await absences(engine, facts),
    await approvals(engine, facts),
    await suspensions(engine),
    found && (await baseRates(engine, found, loads)),
  ];
  return parts.filter((part) => part !== null);
}

type Said = readonly [keys: readonly (string | number | null)[], said: readonly Bilingual[]];

/** A part of the context: its sentences, looked up by the given columns of `sightings`. */
export async function contextPart(
  engine: Engine,
  name: string,
  keys: readonly (readonly [column: string, kind: "text" | "integer"])[],
  said: readonly Said[],
): Promise<ContextPart | null> {
  const rows = said.filter(([, sentences]) => sentences.length > 0);
  if (rows.length === 0) return null;
  const table = id(`context_${name}`);
  const laidOut = rows.map(([of, sentences]) => ({
    ...Object.fromEntries(keys.map(([column], i) => [column, of[i] ?? null])),
    said: sentences.map(bilingualJson).join(","),
  }));
  await layOut<string>(engine, `context_${name}`, { ...Object.fromEntries(keys), said: "text" }, laidOut);
  const same = keys.map(([column], i) => {
    const equal = rows.some(([of]) => of[i] === null) ? sql`is not distinct from` : sql`=`;
    return sql`${table}.${id(column)} ${equal} s.${id(column)}`;
  });
  return { said: sql`${table}.said`, join: sql`left join ${table} on ${join(same, sql` and `)}` };
}

/** Sentences about a case, or about the month of an act, do not apply to warnings about a unit, a pair or a series. */
const ofCases = (part: ContextPart | null): ContextPart | null =>
  part && { ...part, join: sql`${part.join} and s.case_id is not null` };

interface Load {
  readonly org_id: string;
  readonly period: string;
  readonly peer_group: string | null;
  readonly handlers: number | null;
  readonly leave_days: number | null;
  readonly emergency_days: number | null;
  readonly overtime_hours: number | null;
}

interface Loads {
  readonly spoken: (org: string, day: number | null) => readonly Bilingual[];
  readonly groupOf: (org: string) => string | null;
}

const known = new WeakMap<Facts, Promise<Loads | null>>();

/** Read once per run, for all its detectors. */
function loadsOf(facts: Facts): Promise<Loads | null> {
  const loads = known.get(facts) ?? readLoads(facts);
  known.set(facts, loads);
  return loads;
}

async function readLoads(facts: Facts): Promise<Loads | null> {
  const { engine, zone, asOf, columns, openings } = facts;
  if (!columns.has("workload")) return null;
  const column = (name: ColumnOf<"workload">) => columnOf(facts, "workload", name, sql`w`);
  const rows = await engine.all<Load>(sql`
    select org_id, period, max(${column("peer_group")}) as peer_group,
      sum(${column("handlers")}) as handlers, sum(${column("leave_days")}) as leave_days,
      sum(${column("emergency_days")}) as emergency_days,
      sum(${column("overtime_hours")}) as overtime_hours
    from workload w group by org_id, period`);
  const opened = await engine.all<{ org_id: string; day: number; n: number }>(sql`
    select org_id, opened_on as "day", count(*) as n
    from (
      select org_id, ${engine.localDay(sql`opened_at`, zone)} as opened_on
      from ${openings} o where org_id is not null and opened_at is not null
    ) c group by org_id, opened_on`);
  const intake = new Map<string, number>();
  for (const { org_id, day, n } of opened) add(intake, placeOf(org_id, monthText(day)), n);
  const perHandler = ({ org_id, period, handlers }: Load) =>
    handlers ? (intake.get(placeOf(org_id, period)) ?? 0) / handlers : null;
  const others = heldAgainstOthers(
    rows.filter((row) => perHandler(row) !== null),
    ({ peer_group, period }) => placeOf(peer_group ?? "", period),
    (row) => perHandler(row) ?? 0,
  );
  const sentences = new Map(
    rows.map((row) => {
      const median = row.peer_group === null ? null : (others.get(row)?.median ?? null);
      const cases = intake.get(placeOf(row.org_id, row.period)) ?? 0;
      return [placeOf(row.org_id, row.period), [...loadSaid(row, cases, median), ...leaveSaid(row)]] as const;
    }),
  );
  const group = new Map(rows.map(({ org_id, peer_group }) => [org_id, peer_group]));
  const today = localDay(zone.name, asOf);
  return {
    spoken: (org, day) => sentences.get(placeOf(org, monthText(day ?? today))) ?? [],
    groupOf: (org) => group.get(org) ?? null,
  };
}

async function loadPart(engine: Engine, { spoken }: Loads): Promise<ContextPart | null> {
  const units = await engine.all<{ org_id: string; acted_on: number | null }>(
    sql`select distinct org_id, acted_on from sightings where org_id is not null`,
  );
  const said = units.map(({ org_id, acted_on }): Said => [[org_id, acted_on], spoken(org_id, acted_on)]);
  return ofCases(
    await contextPart(
      engine,
      "load",
      [
        ["org_id", "text"],
        ["acted_on", "integer"],
      ],
      said,
    ),
  );
}

function loadSaid({ period, handlers }: Load, cases: number, median: number | null): Bilingual[] {
  if (!handlers) return [];
  const [hands, each] = [figure(handlers), figure(cases / handlers)];
  return [
    {
      zh: `${period}，该单位在岗 ${hands} 人，新收 ${cases} 件，人均 ${each} 件${median === null ? "" : `，同类其他单位人均的中位数为 ${figure(median)} 件`}。`,
      en: `In ${period} the unit had ${hands} handlers at work and ${counted(cases, "new case")}, ${each} each${median === null ? "" : `; the median of its peers is ${figure(median)}`}.`,
    },
  ];
}

function leaveSaid({ period, leave_days, emergency_days, overtime_hours }: Load): Bilingual[] {
  const parts = [
    { n: leave_days, zh: (n: string) => `休假、培训 ${n} 人日`, en: "day of leave and training" },
    { n: emergency_days, zh: (n: string) => `应急任务 ${n} 人日`, en: "day on emergency duty" },
    { n: overtime_hours, zh: (n: string) => `加班 ${n} 小时`, en: "hour of overtime" },
  ].flatMap(({ n, zh, en }) =>
    n ? [{ zh: zh(figure(n)), en: `${figure(n)} ${n === 1 ? en : en.replace(/^\w+/, "$&s")}` }] : [],
  );
  if (parts.length === 0) return [];
  return [
    {
      zh: `${period}，该单位登记${parts.map(({ zh }) => zh).join("，")}。`,
      en: `In ${period} the unit declared ${parts.map(({ en }) => en).join(", ")}.`,
    },
  ];
}

/**
 * Leave and emergency duty of those who acted, from the first of the acts until the case was over, or else the moment
 * of the run.
 */
async function absences(engine: Engine, facts: Facts): Promise<ContextPart | null> {
  const { asOf, has, zone } = facts;
  if (!has("postings", "kind")) return null;
  const to = columnOf(facts, "postings", "to_at", sql`p`);
  const day = (moment: Sql) => engine.localDay(moment, zone);
  const over = sql`c.closed_at is not null or d.case_key is not null`;
  const rows = await engine.all<{ hit_no: number; people: number; from_on: number; to_on: number | null }>(sql`
    select e.hit_no, count(distinct p.actor_id) as people, min(${day(sql`p.from_at`)}) as from_on,
      case when count(*) = count(${to}) then max(${day(to)}) end as to_on
    from (
      select hit_no, actor_id, min(occurred_at) over (partition by hit_no) as since from evidence_rows where actor_id is not null
    ) e
    join postings p on p.actor_id = e.actor_id and p.kind in ${AWAY}
    join sightings s on s.hit_no = e.hit_no
    left join cases c on c.case_key = s.case_key left join completed d on d.case_key = s.case_key
    where coalesce(${day(to)} >= ${day(sql`e.since`)}, e.since is not null) and p.from_at <= case when ${over} then greatest(c.last_at, coalesce(c.closed_at, c.last_at)) else ${asOf} end
    group by e.hit_no`);
  const said = rows.map(({ hit_no, people, from_on, to_on }): Said => {
    const until = to_on === null ? { zh: "至今", en: "now" } : { zh: `至 ${dateOf(to_on)} `, en: dateOf(to_on) };
    return [
      [hit_no],
      [
        {
          zh: `所涉经办人员中有 ${people} 人在 ${dateOf(from_on)} ${until.zh}期间登记休假或应急任务。`,
          en: `${people} of those who acted declared leave or emergency duty between ${dateOf(from_on)} and ${until.en}.`,
        },
      ],
    ];
  });
  return contextPart(engine, "absence", [["hit_no", "integer"]], said);
}

/** Approvals and suspensions shown of a case. */
const SHOWN = 3;

async function approvals(engine: Engine, facts: Facts): Promise<ContextPart | null> {
  const { asOf, has, zone } = facts;
  if (!has("extensions", "approved_at")) return null;
  const rows = await engine.all<{ case_id: string; kind: string; basis: string | null; approved_on: number }>(sql`
    select s.case_id, x.kind, ${columnOf(facts, "extensions", "basis", sql`x`)} as basis, ${engine.localDay(sql`x.approved_at`, zone)} as approved_on
    from (select distinct case_id from sightings where case_id is not null) s
    join extensions x on x.case_id = s.case_id and x.approved_at <= ${asOf}
    order by s.case_id, x.approved_at, x.kind`);
  const said = [...groupBy(rows, ({ case_id }) => case_id)].map(([case_id, granted]): Said => {
    const list = granted.slice(0, SHOWN).map(({ approved_on, kind, basis: ground }) => ({
      on: dateOf(approved_on),
      kind: extensionWord(kind),
      ground: ground ?? "",
    }));
    const more = granted.length > SHOWN;
    return [
      [case_id],
      [
        {
          zh: `本案登记在册的期限审批 ${granted.length} 件：${list.map(({ on, kind, ground }) => `${on} ${kind.zh} ${ground}`.trim()).join("；")}${more ? " 等" : ""}。`,
          en: `Approvals on record in the case: ${granted.length} (${list.map(({ on, kind, ground }) => `${on} ${kind.en} ${ground}`.trim()).join("; ")}${more ? " …" : ""}).`,
        },
      ],
    ];
  });
  return contextPart(engine, "approval", [["case_id", "text"]], said);
}

/** Whether or not the clock in question counts them. */
async function suspensions(engine: Engine): Promise<ContextPart | null> {
  const rows = await engine.all<{ case_id: string; activity: string; occurred_on: number }>(sql`
    select s.case_id, p.activity, p.occurred_on
    from (select distinct case_id, case_key from sightings where case_key is not null) s
    join steps p on p.case_key = s.case_key and p.activity in ${[...SUSPENDED, ...RESUMED]}
    order by s.case_id, p.pos`);
  const said = [...groupBy(rows, ({ case_id }) => case_id)].map(([case_id, acts]): Said => {
    const list = acts.slice(0, SHOWN).map(({ activity, occurred_on }) => `${dateOf(occurred_on)} ${activity}`);
    const more = acts.length > SHOWN;
    return [
      [case_id],
      [
        {
          zh: `本案登记在册的中止、恢复：${list.join("；")}${more ? " 等" : ""}。`,
          en: `Suspensions and resumptions on record in the case: ${list.join("; ")}${more ? " …" : ""}.`,
        },
      ],
    ];
  });
  return contextPart(engine, "suspension", [["case_id", "text"]], said);
}

interface Rate {
  readonly rule_no: number;
  readonly org_id: string;
  readonly hits: number;
  readonly judged: number;
}

/** How often the same rule was hit in the unit and among its peers; a rule of no procedure is number 0. */
async function baseRates(engine: Engine, found: Sql, loads: Loads | null): Promise<ContextPart | null> {
  const rows = await engine.all<Rate>(sql`
    select f.rule_no, c.org_id, sum(case when f.outcome = 'hit' then 1 else 0 end) as hits, count(*) as judged
    from (${found}) f join cases c on c.case_key = f.case_key
    where f.outcome in ('hit', 'clear') and c.org_id is not null
      and f.rule_no in (select distinct rule_no from sightings)
    group by f.rule_no, c.org_id`);
  const groupOf = (org: string) => loads?.groupOf(org) ?? null;
  const totals = new Map<string, { hits: number; judged: number }>();
  for (const { rule_no, org_id, hits, judged } of rows) {
    const place = placeOf(String(rule_no), groupOf(org_id) ?? "");
    const total = totals.get(place) ?? { hits: 0, judged: 0 };
    totals.set(place, { hits: total.hits + Number(hits), judged: total.judged + Number(judged) });
  }
  const said = rows.map(({ rule_no, org_id, hits, judged }): Said => {
    const group = groupOf(org_id);
    const total = totals.get(placeOf(String(rule_no), group ?? "")) ?? { hits: 0, judged: 0 };
    const peers = { hits: total.hits - Number(hits), judged: total.judged - Number(judged) };
    return [[rule_no, org_id], rateSaid({ hits, judged }, peers, group)];
  });
  return ofCases(
    await contextPart(
      engine,
      "rate",
      [
        ["rule_no", "integer"],
        ["org_id", "text"],
      ],
      said,
    ),
  );
}

type Count = Pick<Rate, "hits" | "judged">;

function rateSaid(own: Count, peers: Count, group: string | null): Bilingual[] {
  if (peers.judged === 0) return [];
  const share = ({ hits, judged }: Count) => `${figure((100 * Number(hits)) / Number(judged))}%`;
  const others = group === null ? { zh: "其他单位", en: "other units" } : { zh: "同类其他单位", en: "its peers" };
  return [
    {
      zh: `同一规则的基数：本单位判定 ${own.judged} 件、提示 ${own.hits} 件（${share(own)}）；${others.zh}判定 ${peers.judged} 件、提示 ${peers.hits} 件（${share(peers)}）。`,
      en: `Base rate of the rule: ${own.hits} of ${own.judged} judged in the unit (${share(own)}), ${peers.hits} of ${peers.judged} in ${others.en} (${share(peers)}).`,
    },
  ];
}

const placeOf = (a: string, b: string): string => JSON.stringify([a, b]);
const figure = (value: number): string => String(Math.round(value * 10) / 10);
const add = (sums: Map<string, number>, key: string, n: number) => sums.set(key, (sums.get(key) ?? 0) + Number(n));
