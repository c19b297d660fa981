import type { Decided } from "../pipeline/decisions/decided.ts";
import { oneLevelUp, stepValue } from "../pipeline/report/words.ts";
import { localTime } from "../pipeline/zone.ts";
import { CLOSE_CODES } from "../schemas/choices.ts";
import type { Language } from "../schemas/text.ts";
import type { ClockStep, Evidence, Warning } from "../schemas/warning.ts";
import { label } from "./labels.ts";
import { cyan, dim, heading, list, plural, say, shown, table } from "./terminal.ts";

/** Everything that is said of one warning, below its title, and what people have entered about it. */
export function sayWarning(
  warning: Warning,
  { reviews, explanations }: Decided,
  language: Language,
  zone: string,
): void {
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
      table(
        [{ title: "" }, { title: "" }],
        Object.entries(warning.peer).map(([name, value]) => [name, String(value ?? "–")]),
        "  ",
      ),
    );
  }
  if (warning.evidence.length > 0) {
    heading(label("where", language));
    say(
      table(
        Array.from({ length: 5 }, () => ({ title: "" })),
        warning.evidence.map((record) => evidenceRow(record, zone)),
        "  ",
      ),
    );
  }
  list(
    label("law", language),
    warning.law.map((citation) => cited(citation, language)),
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
  if (warning.exemption) list(label("exemption", language), entriesOf(warning.exemption));
  if (warning.suppression) list(label("suppression", language), entriesOf(warning.suppression));
  const own = ({ warning_id }: { readonly warning_id: string }) => warning_id === warning.warning_id;
  list(
    label("reviews", language),
    reviews
      .filter(own)
      .map(
        ({ at, reviewer, code, note }) =>
          `${localTime(zone, at)}  ${reviewer}: ${CLOSE_CODES[code][language]}; ${note}`,
      ),
  );
  list(
    label("explanations", language),
    explanations.filter(own).map(({ at, by, text }) => `${localTime(zone, at)}  ${by}: ${text}`),
  );
}

/** How a warning has fared from run to run. */
export const lifeOf = ({ status, first_seen, occurrences }: Warning, zone: string): string =>
  occurrences === 0
    ? "told by no run"
    : `${status}; first seen ${localTime(zone, first_seen)}, in ${plural(occurrences, "run")}`;

const evidenceRow = (
  { occurred_at, activity, actor_id, org_id, event_id, part, table: from, source }: Evidence,
  zone: string,
) => [
  occurred_at === null ? "" : localTime(zone, occurred_at),
  activity ?? from,
  [actor_id, org_id].filter((text) => text !== null).join(" · "),
  cyan(part),
  shown`${dim(`${source.file}:${source.line}`)} ${dim(event_id)}`,
];

export const clockTable = (clock: readonly ClockStep[], language: Language, indent: string) =>
  table(
    [{ title: "" }, { title: "" }],
    clock.map(({ label: step, value }) => [step[language], stepValue(value)[language]]),
    indent,
  );

export function numbersOf(
  { measured, threshold, unit }: Pick<Warning, "measured" | "threshold" | "unit">,
  language: Language,
): string {
  const limit = threshold === null ? "" : `, ${label("threshold", language)} ${threshold}`;
  return `${label("measured", language)} ${measured}${limit}${unit ? ` (${unit})` : ""}`;
}

function cited({ name, article, from, to, confidence, note }: Warning["law"][number], language: Language): string {
  const place = article === undefined ? "" : language === "zh" ? ` 第${article}条` : `, article ${article}`;
  const span = from || to ? ` (${from ?? ""} – ${to ?? ""})` : "";
  return `${name}${place}${span}${confidence === "unsure" ? ` [${label("unsure", language)}]` : ""}${note ? ` ${note}` : ""}`;
}

const entriesOf = (entry: Record<string, unknown>): string[] =>
  Object.entries(entry)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : String(value)}`);
