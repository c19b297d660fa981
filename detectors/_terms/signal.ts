import * as z from "zod";
import type { Bilingual } from "../../schemas/text.ts";

export const FUNNEL_PLOTS = "Spiegelhalter 2005, Funnel plots for comparing institutional performance";
export const OVERDISPERSION = "Spiegelhalter 2005, Handling over-dispersion of performance indicators";
export const FALSE_DISCOVERY = "Benjamini & Hochberg 1995";

export const falseDiscoveryRate = (most: number) =>
  z.number().positive().max(1).default(most).describe("largest q-value; an engineering default");

/** A signal's message, which ends by saying that it is one, and what to do with it. */
export function asSignal(message: Bilingual, next: Bilingual = { zh: "，需核查", en: "" }): Bilingual {
  return {
    zh: `${message.zh}此为统计信号，不是结论${next.zh}。`,
    en: `${message.en} This is a signal, not a finding${next.en}.`,
  };
}

/** A p-value, a q-value or a variance as it is told. */
export const twoDigits = (value: number): number => Number(value.toPrecision(2));

/** What a signal's peers say of chance: the spread between them, and how rare the unit is beside it. */
export const rarity = ({ tau2, p, q }: { tau2: number; p: number; q: number }) => ({
  tau2: twoDigits(tau2),
  p: twoDigits(p),
  q: twoDigits(q),
});
