import { durationTold } from "../../pipeline/kit/duration.ts";
import { when } from "../../pipeline/kit/when.ts";
import { callsBothWays } from "../../pipeline/rules/template.ts";
import { columnName } from "../../schemas/names.ts";
import type { Rule, Template } from "../../schemas/procedure.ts";
import type { Bilingual } from "../../schemas/text.ts";

/**
 * What a rule asks of its first or second step besides the name, and where it is to stand: in Chinese before the name,
 * in English behind it. One that is not so may well be on record.
 */
export function askedOf(rule: Rule, position: 0 | 1, place?: Bilingual): Bilingual {
  const asked = [...likeness(rule, position), ...(place ? [place] : []), ...distance(rule)];
  return {
    zh: asked.length === 0 ? "" : `${asked.map(({ zh }) => zh).join("、")}的`,
    en: asked.map(({ en }) => ` ${en}`).join(""),
  };
}

/** Where the step that answers another is to stand, unless anywhere behind it. */
export const following = (template: Template): Bilingual | undefined =>
  template.startsWith("chain")
    ? { zh: "紧接着", en: "right after it" }
    : template.startsWith("alternate")
      ? { zh: "下一次之前", en: "before the next one" }
      : undefined;

/** A step by its name and all that a rule asks of it. */
export function wholly(name: Bilingual, asked: Bilingual): Bilingual {
  return { zh: `${asked.zh}${name.zh}`, en: `${name.en}${asked.en}` };
}

function likeness({ template, same = [], different = [], target }: Rule, position: 0 | 1): Bilingual[] {
  const named = (attributes: readonly string[], language: "zh" | "en", and: string) =>
    attributes.map((attribute) => columnName(attribute)[language]).join(and);
  const conditioned = target !== undefined && !(callsBothWays(template) && position === 0);
  return [
    ...when(same.length > 0, () => ({
      zh: `同一${named(same, "zh", "和")}`,
      en: `of the same ${named(same, "en", " and ")}`,
    })),
    ...when(different.length > 0, () => ({
      zh: `另一${named(different, "zh", "和")}`,
      en: `of another ${named(different, "en", " and ")}`,
    })),
    ...when(conditioned, () => ({ zh: "合于规则所定条件", en: "of the kind that the rule asks for" })),
  ];
}

/** How far apart a rule's two steps are to stand, or must not. */
export function distance({ not_before, within }: Rule): Bilingual[] {
  return [
    ...when(not_before, (span) => {
      const { zh, en } = durationTold(span);
      return { zh: `间隔不少于 ${zh}`, en: `at least ${en} away` };
    }),
    ...when(within, (span) => {
      const { zh, en } = durationTold(span);
      return { zh: `间隔不超过 ${zh}`, en: `within ${en}` };
    }),
  ];
}
