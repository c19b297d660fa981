import { scaleUtc } from "d3-scale";
import { type Bilingual, byText } from "../../schemas/text.ts";
import type { Evidence, Warning } from "../../schemas/warning.ts";
import { DAY } from "../kit/duration.ts";
import { type CaseStory, recordOf, untold } from "./cases.ts";
import { type Act, type Axis, actsByLane, BOX, type Lane, lanesOf } from "./lanes.ts";
import { textWidth, tickLabels } from "./picture.ts";
import { limitOf, type RuleLane, ruleLane } from "./rule-lanes.ts";
import type { LocalClock } from "./text.ts";

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

const RULE_ROW = 36;
const MOST_RULES = 8;

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
  const inLanes = actsByLane({ events: story.events, warnings, numbers, tableName }, clock);
  const { acts } = inLanes;
  if (acts.length === 0) return null;
  const limits = warnings.slice(0, MOST_RULES).map((warning) => ({ warning, limit: limitOf(warning, wall) }));
  const times = [
    ...acts.map(({ at }) => at),
    ...limits.flatMap(({ limit }) => (limit ? [limit.from, limit.due, limit.to] : [])),
  ];
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const pad = Math.max((last - first) * 0.02, DAY / 24);
  const scale = scaleUtc([new Date(first - pad), new Date(last + pad)], [BOX.left, BOX.width - BOX.right]);
  const x = (at: number): number => Math.round(scale(new Date(at)) * 10) / 10;
  const lanes = lanesOf(inLanes, x, clock);
  const divide = BOX.top + lanes.reduce((sum, { height }) => sum + height, 0) + 4;
  const marks = new Map(lanes.flatMap((lane) => lane.marks).map((mark) => [mark.number, mark]));
  const markOf = (record: Evidence) => marks.get(numbers.get(recordOf(record)) ?? 0);
  const rules = limits.map(({ warning, limit }, i) =>
    ruleLane({
      warning,
      y: divide + 12 + i * RULE_ROW,
      limit: limit && { from: x(limit.from), due: x(limit.due), to: x(limit.to) },
      markOf,
      isOrdered: isOrdered(warning),
    }),
  );
  const asOf = wall(warnings[0]?.as_of ?? Number.NaN);
  return {
    width: BOX.width,
    height: divide + 8 + rules.length * RULE_ROW,
    left: BOX.left,
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

const MOST_GAPS = 3;

/**
 * Long stretches without any act: at least a month, and a seventh of the case. Where acts are not drawn, nobody sees
 * whether there were any.
 */
function gapsOf(acts: readonly Act[], x: Axis, span: number, hidden: ReturnType<typeof untold>): Scene["gaps"] {
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
