import type { Bilingual } from "../../schemas/text.ts";

/** Anything but what JSON takes as it is: controls, quotes, backslashes and surrogates. */
const ESCAPED = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

/** A text as `JSON.stringify` writes it, in less than half the time: hardly any has something to be escaped. */
export const quoted = (text: string): string => (ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`);

export const bilingualJson = ({ zh, en }: Bilingual): string => `{"zh":${quoted(zh)},"en":${quoted(en)}}`;

/** Texts of JSON as a list of them. */
export const listJson = (items: readonly string[]): string => `[${items.join(",")}]`;
