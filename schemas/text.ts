import * as z from "zod";

/** A text in both languages of the house; Chinese is what reports show by default. */
export const Bilingual = z.strictObject({
  zh: z.string().min(1).describe("In Chinese."),
  en: z.string().min(1).describe("In English."),
});
export type Bilingual = z.infer<typeof Bilingual>;

export const LANGUAGES = ["zh", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const figures = new Intl.NumberFormat("en-US");
/** How English counts things: `1 lead`, `2,000 leads`, `3 entries`. */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n < 1_000 ? n : figures.format(n)} ${n === 1 ? one : many}`;

/** The order of texts by their code units, the same on every machine. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
