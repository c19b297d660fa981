import { CLOSE_CODES } from "../../schemas/choices.ts";
import type { Bilingual } from "../../schemas/text.ts";
import type { Closing, Warning } from "../../schemas/warning.ts";
import { isOpen, standingOf } from "../warnings/standing.ts";
import { withName } from "./entry.ts";
import { HEADINGS } from "./headings.ts";
import { quantity } from "./quantities.ts";
import type { LocalClock } from "./text.ts";

export interface ClosingSaid {
  readonly title: Bilingual;
  readonly rows: readonly (readonly [name: Bilingual, value: Bilingual])[];
}

type Closed = Pick<Warning, "closing" | "suppression" | "status" | "severity" | "measured" | "threshold" | "unit">;
type Changed = NonNullable<Closing["changed"]>;

const BECAME: Readonly<Record<Changed["became"], Bilingual>> = {
  updated: { zh: "有更新", en: "updated" },
  resolved: { zh: "不再出现，之后再次出现", en: "not found for a time, then found again" },
  untold: {
    zh: "有一次未检查该规则或者未送达，之后再次出现",
    en: "not asked for or not delivered once, then told again",
  },
};

/** By whom, when and with what a warning was closed; of one that is not closed any more, what has changed since. */
export function closingSaid(warning: Closed, clock: LocalClock): ClosingSaid | null {
  const { closing } = warning;
  if (closing === null) return null;
  const { code, reviewers, closed_at, changed } = closing;
  return {
    title: changed === null ? HEADINGS.closing : isOpen(standingOf(warning)) ? HEADINGS.reopened : HEADINGS.changed,
    rows: [
      [{ zh: "办结时间", en: "closed" }, alike(clock.minute(closed_at))],
      ...(code === null ? [] : [[{ zh: "结论", en: "result" }, CLOSE_CODES[code]] as const]),
      ...(reviewers.length === 0
        ? []
        : [
            [
              { zh: "核查人", en: "by" },
              { zh: reviewers.join("、"), en: reviewers.join(", ") },
            ] as const,
          ]),
      ...(changed === null ? [] : ([[{ zh: "办结以后", en: "since then" }, sinceSaid(changed, warning)]] as const)),
    ],
  };
}

/** What is said of a closed lead, a line for each thing. */
export function closingLines(warning: Closed, clock: LocalClock): Bilingual[] {
  const said = closingSaid(warning, clock);
  return said === null ? [] : [said.title, ...said.rows.map(([name, value]) => withName(name, value))];
}

/** What became of it, and how it differs now from what it said until then. */
function sinceSaid(changed: Changed, now: Closed): Bilingual {
  const differs = (name: Bilingual, before: Bilingual | null, after: Bilingual | null): Bilingual[] =>
    before === null || after === null || before.zh === after.zh
      ? []
      : [{ zh: `${name.zh} ${before.zh} → ${after.zh}`, en: `${name.en} ${before.en} → ${after.en}` }];
  const level = (severity: number | null) => (severity === null ? null : alike(String(severity)));
  const number = (value: number | null) => (value === null ? null : quantity(value, now.unit));
  const parts = [
    BECAME[changed.became],
    ...differs({ zh: "等级", en: "level" }, level(changed.severity), level(now.severity)),
    ...differs({ zh: "数据显示", en: "measured" }, number(changed.measured), number(now.measured)),
    ...differs({ zh: "比对标准", en: "compared with" }, number(changed.threshold), number(now.threshold)),
    ...(changed.same_records === false
      ? [{ zh: "所依据的记录有变化", en: "the records it rests on are not the same" }]
      : []),
  ];
  return { zh: parts.map(({ zh }) => zh).join("；"), en: parts.map(({ en }) => en).join("; ") };
}

const alike = (text: string): Bilingual => ({ zh: text, en: text });
