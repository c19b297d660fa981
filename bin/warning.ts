import type { Decided } from "../pipeline/decisions/decided.ts";
import { localTime } from "../pipeline/kit/zone.ts";
import { closingSaid } from "../pipeline/report/closing.ts";
import { entrySaid, withName } from "../pipeline/report/entry.ts";
import { PAST, pastSaid, seenBefore } from "../pipeline/report/past.ts";
import { quantity, stepValue } from "../pipeline/report/quantities.ts";
import { type LocalClock, localClock } from "../pipeline/report/text.ts";
import { citation, oneLevelUp, partWord, STATUS_WORDS, tableWord } from "../pipeline/report/words.ts";
import type { PastState } from "../pipeline/warnings/lives.ts";
import { CLOSE_CODES } from "../schemas/choices.ts";
import { type Bilingual, counted, type Language } from "../schemas/text.ts";
import type { ClockStep, Evidence, Warning } from "../schemas/warning.ts";
import { label } from "./labels.ts";
import { cyan, dim, heading, list, plainTable, say, shown } from "./terminal.ts";

/**
 * Everything that is said of one warning, below its title, what it said before, and what people have entered about it.
 */
export function sayWarning(
  warning: Warning,
  { reviews, explanations, past }: Decided & { readonly past: readonly PastState[] },
  language: Language,
  zone: string,
): void {
  const clock = localClock(zone);
  heading(label("what", language));
  say(shown`  ${warning.message[language]}`);
  if (warning.head_of.length > 0) say(shown`  ${oneLevelUp(warning.head_of)[language]}`);
  if (warning.measured !== null) say(shown`  ${dim(numbersOf(warning, language))}`);
  if (warning.clock.length > 0) {
    heading(label("clock", language));
    say(clockTable(warning.clock, language, "  "));
  }
  list(
    label("missing", language),
    warning.missing.map((text) => text[language]),
  );
  if (warning.peer) {
    heading(label("peer", language));
    say(
      plainTable(
        entrySaid(warning.peer, clock).map(([name, value]) => [name[language], value[language]]),
        "  ",
      ),
    );
  }
  if (warning.evidence.length > 0) {
    heading(label("where", language));
    say(
      plainTable(
        warning.evidence.map((record) => evidenceRow(record, language, zone)),
        "  ",
      ),
    );
  }
  list(
    label("law", language),
    warning.law.map((one) => citation(one)[language]),
  );
  list(
    label("context", language),
    warning.context.map((text) => text[language]),
  );
  list(
    label("innocent", language),
    warning.innocent.map((text) => text[language]),
  );
  list(
    label("checks", language),
    warning.checks.map((text) => text[language]),
  );
  if (warning.exemption) list(label("exemption", language), entryLines(warning.exemption, clock, language));
  if (warning.suppression) list(label("suppression", language), entryLines(warning.suppression, clock, language));
  const closed = closingSaid(warning, clock);
  if (closed) {
    list(
      closed.title[language],
      closed.rows.map(([name, value]) => withName(name, value)[language]),
    );
  }
  list(
    PAST[language],
    pastSaid(past, warning.unit, clock, Infinity).map((state) => state[language]),
  );
  const own = ({ warning_id }: { readonly warning_id: string }) => warning_id === warning.warning_id;
  list(
    label("reviews", language),
    reviews.filter(own).map((view) => {
      const before = seenBefore(view, past)?.[language] ?? "";
      return `${localTime(zone, view.at)}${before}  ${view.reviewer}: ${CLOSE_CODES[view.code][language]}; ${view.note}`;
    }),
  );
  list(
    label("explanations", language),
    explanations.filter(own).map(({ at, by, text }) => `${localTime(zone, at)}  ${by}: ${text}`),
  );
}

/** How a warning has fared from run to run. */
export const lifeOf = (
  { status, first_seen, occurrences }: Pick<Warning, "status" | "first_seen" | "occurrences">,
  language: Language,
  zone: string,
): string => {
  const since = localTime(zone, first_seen);
  const told: Bilingual =
    occurrences === 0
      ? { zh: "历次运行均未提示过", en: "told by no run" }
      : {
          zh: `${STATUS_WORDS[status].zh}；首次出现 ${since}，历次运行出现 ${occurrences} 次`,
          en: `${status}; first seen ${since}, in ${counted(occurrences, "run")}`,
        };
  return told[language];
};

const evidenceRow = (
  { occurred_at, activity, actor_id, org_id, event_id, part, table: from, source }: Evidence,
  language: Language,
  zone: string,
) => [
  occurred_at === null ? "" : localTime(zone, occurred_at),
  activity ?? tableWord(from)[language],
  [actor_id, org_id].filter((text) => text !== null).join(" · "),
  cyan(partWord(part)[language]),
  shown`${dim(`${source.file}:${source.line}`)} ${dim(event_id)}`,
];

export const clockTable = (clock: readonly ClockStep[], language: Language, indent: string) =>
  plainTable(
    clock.map(({ label: step, value }) => [step[language], stepValue(value)[language]]),
    indent,
  );

export function numbersOf(
  { measured, threshold, unit }: Pick<Warning, "measured" | "threshold" | "unit">,
  language: Language,
): string {
  const told = (name: "measured" | "threshold", value: number | null): string[] =>
    value === null ? [] : [`${label(name, language)} ${quantity(value, unit)[language]}`];
  return [...told("measured", measured), ...told("threshold", threshold)].join(language === "zh" ? "，" : ", ");
}

const entryLines = (entry: Readonly<Record<string, unknown>>, clock: LocalClock, language: Language): string[] =>
  entrySaid(entry, clock).map(([name, value]) => withName(name, value)[language]);
