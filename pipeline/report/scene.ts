import { scaleUtc } from "d3-scale";
import { type Bilingual, byText } from "../../schemas/text.ts";
import type { Evidence, Warning } from "../../schemas/warning.ts";
import { DAY } from "../kit/duration.ts";
import { type CaseEvent, type CaseStory, recordOf, untold } from "./cases.ts";
import { ellipsis, textWidth, tickLabels } from "./picture.ts";
import { type LocalClock, visible } from "./text.ts";

/** Where everything stands in the picture of a case, in units of its view box. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly ticks: readonly { x: number; label: Bilingual }[];
  readonly gaps: readonly { x1: number; x2: number; days: number }[];
  readonly asOf: number | null;
  readonly lanes: readonly Lane[];
  readonly rules: readonly RuleLane[];
  /** Below the lanes of persons, above those of rules. */
  readonly divide: number;
}

export interface Lane {
  readonly y: number;
  readonly height: number;
  readonly name: Bilingual;
  readonly marks: readonly Mark[];
}

export interface Mark {
  readonly x: number;
  readonly y: number;
  /** The record's number among those that warnings rest on; null for the rest of the case. */
  readonly number: number | null;
  readonly label: string | null;
  readonly labelLeft: boolean;
  readonly told: string;
}

/** One warning below the lanes: what it counts, links or misses. */
export interface RuleLane {
  readonly warning: Warning;
  readonly y: number;
  readonly drops: readonly { x: number; from: number }[];
  readonly limit: { readonly from: number; readonly due: number; readonly to: number } | null;
  /** Between the parts of the rule; where their order matters it points backwards if they came the wrong way round. */
  readonly link: { readonly from: number; readonly to: number; readonly ordered: boolean } | null;
  readonly missing: { readonly x: number; readonly after: boolean; readonly what: Bilingual } | null;
}

const WIDTH = 880;
const LEFT = 160;
const RIGHT = 24;
const TOP = 44;
const ROW = 22;
const RULE_ROW = 36;
const MOST_LANES = 7;
const MOST_LEVELS = 5;
/** Lanes with no more acts than this have two levels more, and name acts on every one. */
const FEW_ACTS = 12;
const MOST_RULES = 8;
const DOT = 9;

/** A mark to be placed: an act of the case, or a record of another table that a warning rests on. */
interface Act {
  readonly at: number;
  readonly lane: string;
  readonly label: string;
  readonly number: number | null;
}

interface SceneInput {
  readonly story: CaseStory;
  readonly warnings: readonly Warning[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly clock: LocalClock;
  readonly tableName: (table: string) => Bilingual;
  /** Whether a warning's rule is about the order of two activities. */
  readonly isOrdered: (warning: Warning) => boolean;
}

/** The numbers under which records are spoken of in a lead: by time, the same in picture and tables. */
export function numberEvidence(warnings: readonly Warning[]): Map<string, number> {
  const records = new Map(warnings.flatMap(({ evidence }) => evidence).map((record) => [recordOf(record), record]));
  const ordered = [...records].sort(([a, x], [b, y]) => (x.occurred_at ?? 0) - (y.occurred_at ?? 0) || byText(a, b));
  return new Map(ordered.map(([record], i) => [record, i + 1]));
}

/** Null where there is nothing that has a time. */
export function sceneOf({ story, warnings, numbers, clock, tableName, isOrdered }: SceneInput): Scene | null {
  const { wall } = clock;
  const hidden = untold(story);
  const names = laneNames(story.events, numbers);
  const acts = [
    ...story.events.map((event) => actOf(event, names, numbers, wall)),
    ...otherRecords(warnings).map((record) => ({
      at: wall(record.occurred_at ?? 0),
      lane: `table:${record.table}`,
      label: visible(record.activity ?? record.event_id),
      number: numbers.get(recordOf(record)) ?? null,
    })),
  ].filter(({ at }) => Number.isFinite(at));
  if (acts.length === 0) return null;
  const shown = warnings.slice(0, MOST_RULES);
  const limits = shown.map((warning) => limitOf(warning, wall));
  const asOf = wall(warnings[0]?.as_of ?? Number.NaN);
  const times = [
    ...acts.map(({ at }) => at),
    ...limits.flatMap((limit) => (limit ? [limit.from, limit.due, limit.to] : [])),
  ];
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const pad = Math.max((last - first) * 0.02, DAY / 24);
  const scale = scaleUtc([new Date(first - pad), new Date(last + pad)], [LEFT, WIDTH - RIGHT]);
  const x = (at: number): number => Math.round(scale(new Date(at)) * 10) / 10;
  const lanes: Lane[] = [];
  let y = TOP;
  for (const [lane, name] of laneTitles(acts, names, tableName)) {
    const placed = place(
      acts.filter((act) => act.lane === lane),
      x,
      y,
      (at) => clock.wallText(at),
    );
    lanes.push({ y, name, ...placed });
    y += placed.height;
  }
  const divide = y + 4;
  const spots = new Map(
    lanes.flatMap(({ marks }) => marks).flatMap((mark) => (mark.number === null ? [] : [[mark.number, mark]])),
  );
  const rules = shown.map((warning, i) => {
    const limit = limits[i] ?? null;
    return ruleLane(
      warning,
      divide + 12 + i * RULE_ROW,
      limit && { from: x(limit.from), due: x(limit.due), to: x(limit.to) },
      spots,
      numbers,
      isOrdered(warning),
    );
  });
  return {
    width: WIDTH,
    height: divide + 8 + rules.length * RULE_ROW,
    left: LEFT,
    ticks: spaced(tickLabels(scale.ticks(7)).map(({ at, label }) => ({ x: x(at), label }))),
    gaps: gapsOf(acts, x, last - first, hidden && { from: wall(hidden.from), to: wall(hidden.to) }),
    asOf: asOf <= last + pad && asOf >= first ? x(asOf) : null,
    lanes,
    rules,
    divide,
  };
}

/** Names of moments that do not run into the one before. */
function spaced(ticks: Scene["ticks"]): Scene["ticks"] {
  const kept: { x: number; label: Bilingual }[] = [];
  const width = ({ label }: { label: Bilingual }) => Math.max(textWidth(label.zh, 12), textWidth(label.en, 12));
  for (const tick of ticks) {
    const before = kept.at(-1);
    if (!before || tick.x - width(tick) / 2 > before.x + width(before) / 2 + 8) kept.push(tick);
  }
  return kept;
}

interface Names {
  /** The lane of a person; by role where there are too many persons, and one for the rest. */
  of(event: CaseEvent): string;
  titles: ReadonlyMap<string, Bilingual>;
}

const NOBODY: Bilingual = { zh: "未记录人员", en: "no person recorded" };
const same = (text: string): Bilingual => ({ zh: text, en: text });

function laneNames(events: readonly CaseEvent[], numbers: ReadonlyMap<string, number>): Names {
  const persons = new Map<string, { role: string | null; acts: number; told: boolean }>();
  for (const event of events) {
    const { actor_id, role } = event;
    if (actor_id === null) continue;
    const person = persons.get(actor_id) ?? { role, acts: 0, told: false };
    person.acts += 1;
    person.told ||= numbers.has(recordOf(event));
    persons.set(actor_id, person);
  }
  const roles = new Set(events.flatMap(({ role }) => role ?? []));
  const titles = new Map<string, Bilingual>([["nobody", NOBODY]]);
  if (persons.size > MOST_LANES && roles.size > 1 && roles.size <= MOST_LANES) {
    for (const role of roles) titles.set(`role:${role}`, same(visible(role)));
    titles.set("role:", { zh: "未记录角色", en: "no role recorded" });
    return {
      titles,
      of: ({ actor_id, role }) => (actor_id === null && role === null ? "nobody" : `role:${role ?? ""}`),
    };
  }
  const first = [...persons]
    .sort(([, a], [, b]) => Number(b.told) - Number(a.told) || b.acts - a.acts)
    .slice(0, MOST_LANES);
  const own = new Set(first.map(([actor]) => actor));
  for (const [actor, { role }] of first) titles.set(actor, same(visible(role === null ? actor : `${actor} · ${role}`)));
  const rest = persons.size - own.size;
  titles.set("rest", { zh: `其他 ${rest} 人`, en: `${rest} others` });
  return { titles, of: ({ actor_id }) => (actor_id === null ? "nobody" : own.has(actor_id) ? actor_id : "rest") };
}

const actOf = (
  event: CaseEvent,
  names: Names,
  numbers: ReadonlyMap<string, number>,
  wall: (instant: number) => number,
): Act => ({
  at: wall(event.occurred_at),
  lane: names.of(event),
  label: visible(event.activity),
  number: numbers.get(recordOf(event)) ?? null,
});

/** Records of other tables, such as the register of inquiries, once each. */
const otherRecords = (warnings: readonly Warning[]): Evidence[] => [
  ...new Map(
    warnings
      .flatMap(({ evidence }) => evidence)
      .filter(({ table, occurred_at }) => table !== "events" && occurred_at !== null)
      .map((record) => [recordOf(record), record]),
  ).values(),
];

/** Lanes in the order of their first act; those of other tables last. */
function laneTitles(acts: readonly Act[], names: Names, tableName: SceneInput["tableName"]): [string, Bilingual][] {
  const isTable = ({ lane }: Act) => Number(lane.startsWith("table:"));
  const ordered = [...acts].sort((a, b) => isTable(a) - isTable(b) || a.at - b.at);
  return [...new Set(ordered.map(({ lane }) => lane))].map((lane) => [
    lane,
    names.titles.get(lane) ?? tableName(lane.slice("table:".length)),
  ]);
}

/** Puts a lane's marks on as many levels as their labels need; records that warnings rest on first. */
function place(
  acts: readonly Act[],
  x: (at: number) => number,
  top: number,
  told: (at: number) => string,
): { marks: Mark[]; height: number } {
  const few = acts.length <= FEW_ACTS;
  const levels: { from: number; to: number }[][] = Array.from({ length: MOST_LEVELS + (few ? 2 : 0) }, () => []);
  const named = few ? levels.length : 3;
  const free = (level: { from: number; to: number }[], from: number, to: number) =>
    level.every((taken) => to < taken.from || from > taken.to);
  let deepest = 0;
  const marks: Mark[] = [];
  for (const act of [...acts].sort((a, b) => Number(b.number !== null) - Number(a.number !== null) || a.at - b.at)) {
    const at = x(act.at);
    const label = ellipsis(act.label, 12);
    const half = act.number === null ? 5 : DOT + 1;
    const width = textWidth(label, 12) + 6;
    const labelLeft = at + half + width > WIDTH - 4;
    const [from, to] = labelLeft ? [at - half - width, at + half] : [at - half, at + half + width];
    const roomy = levels.findIndex((level, i) => (act.number !== null || i < named) && free(level, from, to));
    const bare = roomy >= 0 ? roomy : levels.findIndex((level) => free(level, at - half, at + half));
    const level = bare >= 0 ? bare : levels.length - 1;
    levels[level]?.push(roomy >= 0 ? { from, to } : { from: at - half, to: at + half });
    deepest = Math.max(deepest, level);
    marks.push({
      x: at,
      y: top + level * ROW + ROW / 2 + 2,
      number: act.number,
      label: roomy >= 0 ? label : null,
      labelLeft,
      told: `${told(act.at)} ${act.label}`,
    });
  }
  return { marks: marks.reverse(), height: (deepest + 1) * ROW + 6 };
}

const UNITS: Readonly<Record<string, number>> = { days: DAY, hours: DAY / 24, minutes: 60_000, seconds: 1_000, ms: 1 };
/** As far from 1970 as a picture's axis goes. */
const FAR = 8e14;
const DATED = /^\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?$/;

const wallOf = (local: string): number =>
  Date.parse(`${local.length === 10 ? `${local}T00:00` : local.replace(" ", "T")}Z`);

/**
 * Start, limit and end of a time beyond its limit, on the clock of the wall; null where the warning measures something
 * else. The start is the dated step of the arithmetic, or the record, from which the measured time leads to another.
 */
function limitOf(
  warning: Warning,
  wall: (instant: number) => number,
): { from: number; due: number; to: number } | null {
  const { measured, threshold, unit, clock, evidence, as_of } = warning;
  const length = UNITS[unit ?? ""];
  if (measured === null || threshold === null || length === undefined || measured <= threshold) return null;
  const dated = clock.flatMap(({ value }) => (DATED.test(value) ? [wallOf(value)] : []));
  const recorded = evidence.flatMap(({ occurred_at }) => (occurred_at === null ? [] : [wall(occurred_at)]));
  const moments = [...dated, ...recorded, wall(as_of)];
  const slack = Math.min(1.5 * DAY, 1.5 * length);
  const leads = (from: number) => moments.some((to) => to > from && Math.abs(to - from - measured * length) <= slack);
  const from = [...dated, ...recorded].find(leads) ?? dated[0] ?? Math.min(...recorded);
  const limit = { from, due: from + threshold * length, to: from + measured * length };
  return Number.isFinite(from) && limit.to < FAR && limit.due > -FAR ? limit : null;
}

function ruleLane(
  warning: Warning,
  y: number,
  limit: RuleLane["limit"],
  spots: ReadonlyMap<number, Mark>,
  numbers: ReadonlyMap<string, number>,
  ordered: boolean,
): RuleLane {
  const marks = warning.evidence.flatMap((record) => {
    const mark = spots.get(numbers.get(recordOf(record)) ?? 0);
    return mark ? [{ part: record.part, x: mark.x, y: mark.y }] : [];
  });
  const firstOf = (part: string) => marks.find((mark) => mark.part === part);
  const b = firstOf("b");
  const a = firstOf("a") ?? (ordered ? firstOf("context") : undefined);
  const what = warning.missing[0];
  const xs = [...marks.map((mark) => mark.x), ...(limit ? [limit.to] : [])];
  const before = a === undefined && b !== undefined;
  return {
    warning,
    y,
    drops: marks.map((mark) => ({ x: mark.x, from: mark.y })),
    limit,
    link: a && b && a.x !== b.x ? { from: a.x, to: b.x, ordered } : null,
    missing:
      what && xs.length > 0
        ? {
            x: before
              ? Math.max(LEFT + 16, Math.min(...xs) - 46)
              : Math.min(WIDTH - RIGHT - 8, Math.max(...xs) + (limit ? 0 : 46)),
            after: !before,
            what,
          }
        : null,
  };
}

const MOST_GAPS = 3;

/**
 * Long stretches without any act: at least a month, and a seventh of the case. Where acts are not drawn, nobody sees
 * whether there were any.
 */
function gapsOf(
  acts: readonly Act[],
  x: (at: number) => number,
  span: number,
  hidden: ReturnType<typeof untold>,
): Scene["gaps"] {
  const times = acts.map(({ at }) => at).sort((a, b) => a - b);
  return times
    .slice(1)
    .map((at, i) => ({ from: times[i] as number, to: at }))
    .filter(({ from, to }) => to - from >= Math.max(30 * DAY, span / 7))
    .filter(({ from, to }) => hidden === null || from < hidden.from || to > hidden.to)
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, MOST_GAPS)
    .map(({ from, to }) => ({ x1: x(from), x2: x(to), days: Math.floor((to - from) / DAY) }));
}
