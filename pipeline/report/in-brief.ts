import type { RunManifest } from "../../schemas/run.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import { quietOf } from "../warnings/standing.ts";
import { totalOf } from "./codes.ts";
import { UNTOLD } from "./parts.tsx";
import { figure, percent } from "./text.ts";
import { decidedSaid, NO_EVENTS, SEVERITIES } from "./words.ts";

export const LEVELS = [5, 4, 3, 2, 1] as const;
/** Leads of these levels are spoken of before all others. */
const GRAVE = 4;

export const hasQuiet = (warnings: RunManifest["warnings"]): boolean =>
  LEVELS.some((level) => quietOf(warnings, level) > 0);

/** The report in a few sentences, for who reads no more than these. */
export function inBrief(
  manifest: RunManifest,
  leads: number,
  levels: readonly { text: string }[],
  count: Count,
): Bilingual {
  const { coverage, warnings } = manifest;
  if (coverage.events === 0) return NO_EVENTS;
  const grave = LEVELS.flatMap((level, i) => {
    const name = SEVERITIES[level] ?? { zh: "", en: "" };
    const text = levels[i]?.text ?? "";
    return level >= GRAVE && warnings.by_severity[level] && text !== UNTOLD
      ? [{ zh: `${name.zh} ${text} 项`, en: `${text} ${name.en.toLowerCase()}` }]
      : [];
  });
  const { "cannot tell": untold } = totalOf(manifest.rules);
  const part = share(untold, judgedIn(manifest), count);
  const decided = decidedSaid(warnings, count);
  const among: Bilingual = {
    zh: grave.length > 0 ? `，其中${grave.map(({ zh }) => zh).join("、")}` : "",
    en: grave.length > 0 ? `, ${grave.map(({ en }) => en).join(" and ")} among them` : "",
  };
  const notices: Bilingual = {
    zh: `形成风险提示 ${count(warnings.total)} 项`,
    en: `${count(warnings.total)} notices`,
  };
  const gathered: Bilingual = { zh: `归为线索 ${figure(leads)} 条`, en: `in ${counted(leads, "lead")}` };
  const formed: Bilingual =
    warnings.total === 0
      ? { zh: "没有形成风险提示", en: "no notice" }
      : hasQuiet(warnings)
        ? {
            zh: `${notices.zh}${among.zh}；其中待核查的${gathered.zh}`,
            en: `${notices.en}${among.en}; those that are open are ${gathered.en}`,
          }
        : { zh: `${notices.zh}，${gathered.zh}${among.zh}`, en: `${notices.en} ${gathered.en}${among.en}` };
  return {
    zh: [
      `本次检查案件 ${count(coverage.cases)} 件、办案记录 ${count(coverage.events)} 条，`,
      `${formed.zh}。`,
      decided ? `上述提示中${decided.zh}。` : "",
      part ? `有 ${part} 的规则判断因数据缺失无法作出，不等于正常。` : "",
    ].join(""),
    en: [
      `${count(coverage.cases)} cases with ${count(coverage.events)} records were examined. They gave ${formed.en}.`,
      decided ? ` Among these notices: ${decided.en}.` : "",
      part
        ? ` ${part} of what the rules ask could not be told for want of data; that does not mean that all is in order.`
        : "",
    ].join(""),
  };
}

/** How a count of a summary is told. */
export type Count = (n: number) => string;

/** Nothing where the part itself is not told. */
export const share = (part: number, whole: number, count: Count): string | undefined => {
  if (whole === 0 || part === 0 || count(part) !== figure(part)) return undefined;
  return part / whole < 0.001 ? "< 0.1%" : percent(part / whole);
};

/** How often a rule was asked of a case that it applies to. */
export const judgedIn = (manifest: RunManifest): number => {
  const outcomes = totalOf(manifest.rules);
  return Object.values(outcomes).reduce((sum, n) => sum + n, 0) - outcomes["not applicable"];
};
