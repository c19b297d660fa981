import type { Decided } from "../pipeline/decisions/decided.ts";
import { localTime } from "../pipeline/kit/zone.ts";
import { closingSaid } from "../pipeline/report/closing.ts";
import { entrySaid, withName } from "../pipeline/report/entry.ts";
import { PAST, pastSaid, seenBefore } from "../pipeline/report/past.ts";
import { quantity, stepValue } from "../pipeline/report/quantities.ts";
import { localClock } from "../pipeline/report/text.ts";
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
  const said = (texts: readonly Bilingual[]) => texts.map((text) => text[language]);
  const fields = (entry: object | null) => entrySaid({ ...entry }, clock);
  const named = ([name, value]: readonly [Bilingual, Bilingual]) => withName(name, value)[language];
  const own = ({ warning_id }: { readonly warning_id: string }) => warning_id === warning.warning_id;
  const closed = closingSaid(warning, clock);

  heading(label("what", language));
  say(shown`  ${warning.message[language]}`);
  if (warning.head_of.length > 0) say(shown`  ${oneLevelUp(warning.head_of)[language]}`);
  if (warning.measured !== null) say(shown`  ${dim(numbersOf(warning, language))}`);
  grid(label("clock", language), stepRows(warning.clock, language));
  list(label("missing", language), said(warning.missing));
  grid(label("peer", language), fields(warning.peer).map(said));
  grid(
    label("where", language),
    warning.evidence.map((record) => evidenceRow(record, language, zone)),
  );
  list(label("law", language), said(warning.law.map(citation)));
  list(label("context", language), said(warning.context));
  list(label("innocent", language), said(warning.innocent));
  list(label("checks", language), said(warning.checks));
  list(label("exemption", language), fields(warning.exemption).map(named));
  list(label("suppression", language), fields(warning.suppression).map(named));
  if (closed) list(closed.title[language], closed.rows.map(named));
  list(PAST[language], said(pastSaid(past, warning.unit, clock, Infinity)));
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

/** A heading and a table without one of its own; nothing where there are no rows. */
function grid(title: string, rows: Parameters<typeof plainTable>[0]): void {
  if (rows.length === 0) return;
  heading(title);
  say(plainTable(rows, "  "));
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

export const stepRows = (clock: readonly ClockStep[], language: Language): string[][] =>
  clock.map(({ label: step, value }) => [step[language], stepValue(value)[language]]);

export function numbersOf(
  { measured, threshold, unit }: Pick<Warning, "measured" | "threshold" | "unit">,
  language: Language,
): string {
  const told = (name: "measured" | "threshold", value: number | null): string[] =>
    value === null ? [] : [`${label(name, language)} ${quantity(value, unit)[language]}`];
  return [...told("measured", measured), ...told("threshold", threshold)].join(language === "zh" ? "，" : ", ");
}
