import type { Bilingual } from "../../schemas/text.ts";
import type { Evidence, Warning } from "../../schemas/warning.ts";
import { type CaseEvent, recordOf } from "./cases.ts";
import { ellipsis, textWidth } from "./picture.ts";
import { type LocalClock, visible } from "./text.ts";

/** What the lanes of a case's picture lie in, in units of its view box. */
export const BOX = { width: 880, left: 160, right: 24, top: 44 } as const;

/** Where a moment on the clock of the wall stands. */
export type Axis = (at: number) => number;

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

/** A mark to be placed: an act of the case, or a record of another table that a warning rests on. */
export interface Act {
  readonly at: number;
  readonly lane: string;
  readonly label: string;
  readonly number: number | null;
}

const ROW = 22;
const MOST_LANES = 7;
const MOST_LEVELS = 5;
/** Lanes with no more acts than this have two levels more, and name acts on every one. */
const FEW_ACTS = 12;
const DOT = 9;

interface ActsOf {
  readonly events: readonly CaseEvent[];
  readonly warnings: readonly Warning[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly tableName: (table: string) => Bilingual;
}

/** The acts of a case by the lanes of those who did them, and the records of other tables in lanes of their own. */
export function actsByLane({ events, warnings, numbers, tableName }: ActsOf, { wall }: LocalClock): ActsByLane {
  const names = laneNames(events, numbers);
  const acts = [
    ...events.map((event) => ({
      at: wall(event.occurred_at),
      lane: names.of(event),
      label: visible(event.activity),
      number: numbers.get(recordOf(event)) ?? null,
    })),
    ...otherRecords(warnings).map((record) => ({
      at: wall(record.occurred_at ?? 0),
      lane: `table:${record.table}`,
      label: visible(record.activity ?? record.event_id),
      number: numbers.get(recordOf(record)) ?? null,
    })),
  ].filter(({ at }) => Number.isFinite(at));
  return { acts, titles: laneTitles(acts, names, tableName) };
}

interface ActsByLane {
  readonly acts: readonly Act[];
  readonly titles: readonly (readonly [lane: string, name: Bilingual])[];
}

/** The lanes one below another. */
export function lanesOf({ acts, titles }: ActsByLane, x: Axis, { wallText }: LocalClock): Lane[] {
  const lanes: Lane[] = [];
  let y: number = BOX.top;
  for (const [lane, name] of titles) {
    const own = acts.filter((act) => act.lane === lane);
    const placed = place(own, x, y, wallText);
    lanes.push({ y, name, ...placed });
    y += placed.height;
  }
  return lanes;
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
function laneTitles(acts: readonly Act[], names: Names, tableName: ActsOf["tableName"]): [string, Bilingual][] {
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
  x: Axis,
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
    const labelLeft = at + half + width > BOX.width - 4;
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
