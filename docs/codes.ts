import { type Asked, askedBy, readBy, serverOf } from "../detectors/codes.ts";
import type { Detector } from "../pipeline/detector.ts";
import { isOff } from "../pipeline/rules/compile.ts";
import { CODES, type Question } from "../schemas/codes.ts";
import type { Citation, Procedure } from "../schemas/procedure.ts";

/** A row for each code: what asks its question, what that reads, and on what law it rests. */
export function codeRows(detectors: readonly Detector[], procedures: readonly Procedure[]): string[][] {
  return askedBy(detectors, procedures).map((asked) => {
    const question: Question = CODES[asked.code];
    const name = `${question.zh} · ${question.en}`;
    if (asked.detectors.length + asked.rules.length === 0) {
      return [asked.code, name, `not built: ${question.unbuilt?.en ?? ""}`, "", "", "", ""];
    }
    const served = asked.rules.map(({ rule }) => serverOf(rule, detectors).meta);
    const severities = [
      ...asked.detectors.map(({ meta }) => meta.severity),
      ...asked.rules.flatMap(({ rule }) => [
        rule.severity ?? serverOf(rule, detectors).meta.severity,
        ...(rule.escalate ?? []).map(({ severity }) => severity),
      ]),
    ];
    return [
      asked.code,
      name,
      askersOf(asked).join("; "),
      distinct([...asked.detectors.map(({ meta }) => meta.tier), ...served.map(({ tier }) => tier)]).join(", "),
      distinct([Math.min(...severities), Math.max(...severities)]).join("–"),
      readsOf(asked, detectors).join(", "),
      basesOf(asked).join("; "),
    ];
  });
}

const distinct = <T>(all: readonly T[]): T[] => [...new Set(all)];

/** Detectors by name, and procedures with how many of their rules ask, and how many of these are off. */
function askersOf({ detectors, rules }: Asked): string[] {
  const procedures = distinct(rules.map(({ procedure }) => procedure.id));
  return [
    ...detectors.map(({ meta }) => `[${meta.id}](../detectors/${meta.id}/README.md)`),
    ...procedures.map((id) => {
      const own = rules.filter(({ procedure }) => procedure.id === id);
      const off = own.filter(({ rule }) => isOff(rule)).length;
      const said = `${own.length} ${own.length === 1 ? "rule" : "rules"}${off > 0 ? `, ${off} off` : ""}`;
      return `[${id}](../procedures/${id}.yaml) (${said})`;
    }),
  ];
}

function readsOf({ detectors: own, rules }: Asked, detectors: readonly Detector[]): string[] {
  const needed = own.flatMap(({ meta }) =>
    Object.entries(meta.needs).flatMap(([table, columns]) => [
      table,
      ...columns.map((column) => (table === "events" ? column : `${table}.${column}`)),
    ]),
  );
  return distinct([...needed, ...rules.flatMap(({ rule }) => readBy(rule, detectors))]);
}

/** Laws in force with their articles; of a law that several ask by, all articles together. */
function basesOf({ detectors, rules }: Asked): string[] {
  const cited = [...detectors.flatMap(({ meta }) => meta.law), ...rules.flatMap(({ rule }) => rule.law ?? [])];
  const inForce = cited.filter(({ to }) => to === undefined);
  return distinct(inForce.map(({ name }) => name)).map((name) => {
    const articles = distinct(inForce.filter((one) => one.name === name).flatMap(articlesOf)).sort(byArticle);
    return `《${name}》${articles.length > 0 ? ` ${articles.join("、")}` : ""}`;
  });
}

/** By their numbers: 9 before 10, and 9 before 9之一. */
const byArticle = new Intl.Collator("zh", { numeric: true }).compare;

const articlesOf = ({ article }: Citation): string[] => article?.split("、") ?? [];
