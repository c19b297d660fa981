import { type Bilingual, counted } from "../../schemas/text.ts";
import type { View } from "../decisions/decided.ts";
import type { PastState } from "../warnings/lives.ts";
import { quantity } from "./quantities.ts";
import { figure, type LocalClock } from "./text.ts";
import { SEVERITIES } from "./words.ts";

/** Heading of what a warning said before. */
export const PAST: Bilingual = { zh: "此前各次的情况", en: "What it said before" };

const OF_BEFORE: Bilingual = { zh: "（就其此前的情况）", en: " (of what it said before)" };

/** Stands behind the time of a view that was entered when the warning said something else. */
export const seenBefore = ({ passed }: View, past: readonly PastState[] = []): Bilingual | null =>
  passed < past.length ? OF_BEFORE : null;

/** States that pages and papers tell, the latest; `explain` tells all. */
const MOST_STATES = 6;

const BECAME: Readonly<Record<PastState["became"], Bilingual>> = {
  updated: { zh: "其后有更新", en: "then updated" },
  resolved: { zh: "其后不再出现", en: "then not found again" },
  untold: { zh: "其后未检查该规则", en: "then not asked for" },
};

/**
 * What a warning said before, a line for each state: from when to when, how grave, by which numbers, and what became
 * of it. States that differ by what was measured alone, as those of a clock that runs on from night to night, are one.
 */
export function pastSaid(
  states: readonly PastState[],
  unit: string | null,
  clock: LocalClock,
  most = MOST_STATES,
): Bilingual[] {
  const stretches: [PastState, ...PastState[]][] = [];
  for (const state of states) {
    const last = stretches.at(-1);
    if (last && goesOn(last[0], state)) last.push(state);
    else stretches.push([state]);
  }
  const left = stretches.length - most;
  return [
    ...(left > 0
      ? [
          {
            zh: `更早的 ${figure(left)} 次变化从略，可用 xiezhi explain 查看`,
            en: `${counted(left, "earlier change")} left out; xiezhi explain shows all`,
          },
        ]
      : []),
    ...stretches.slice(-most).map((stretch) => stretchSaid(stretch, unit, clock)),
  ];
}

const goesOn = (before: PastState, { severity, threshold, became }: PastState): boolean =>
  before.became === "updated" && became === "updated" && before.severity === severity && before.threshold === threshold;

function stretchSaid(
  stretch: readonly [PastState, ...PastState[]],
  unit: string | null,
  { minute }: LocalClock,
): Bilingual {
  const [first] = stretch;
  const { first_seen, last_seen, occurrences, severity, threshold, became, measured } = stretch.at(-1) ?? first;
  const numbers = (name: Bilingual, values: readonly (number | null)[]): Bilingual[] => {
    const said = [...new Set(values)].filter((value) => value !== null).map((value) => quantity(value, unit));
    if (said.length === 0) return [];
    return [
      {
        zh: `${name.zh} ${said.map(({ zh }) => zh).join(" 至 ")}`,
        en: `${name.en} ${said.map(({ en }) => en).join(" to ")}`,
      },
    ];
  };
  const parts: Bilingual[] = [
    {
      zh: `首次出现 ${minute(first_seen)}，至 ${minute(last_seen)} 出现 ${figure(occurrences)} 次`,
      en: `first seen ${minute(first_seen)}, in ${counted(occurrences, "run")} up to ${minute(last_seen)}`,
    },
    { zh: `等级 ${severity} ${SEVERITIES[severity]?.zh ?? ""}`.trimEnd(), en: `level ${severity}` },
    ...numbers({ zh: "数据显示", en: "measured" }, [first.measured, measured]),
    ...numbers({ zh: "比对标准", en: "compared with" }, [threshold]),
    BECAME[became],
  ];
  return { zh: parts.map(({ zh }) => zh).join("；"), en: parts.map(({ en }) => en).join("; ") };
}
