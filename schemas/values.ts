import type { Bilingual } from "./text.ts";

/** Words that sources write in `extensions.kind` and `events.clock_op`. */
export const EXTEND = ["extend", "延长"];
export const EXCLUDE = ["exclude", "扣除"];
export const RESTART = ["restart", "重新计算", "重新起算"];
export const STOP = ["stop", "停止计算"];

const EXTENSION_WORDS: readonly (readonly [words: readonly string[], name: Bilingual])[] = [
  [EXTEND, { zh: "延长", en: "extended" }],
  [EXCLUDE, { zh: "扣除", en: "not counted" }],
  [RESTART, { zh: "重新起算", en: "counted anew" }],
  [STOP, { zh: "停止计算", en: "stopped" }],
];

/** What an approval does to a clock, as a sentence has it; of a kind that nobody knows, the source's own word. */
export const extensionWord = (kind: string): Bilingual =>
  EXTENSION_WORDS.find(([words]) => words.includes(kind))?.[1] ?? { zh: kind, en: kind };

/** Words that sources write in `postings.kind`: a post, a rotation by plan, leave or emergency duty. */
export const POST = ["post", "任职"];
export const ROTATION = ["rotation", "轮岗"];
export const AWAY = ["leave", "emergency", "休假", "应急"];

/** Words that sources write in `interventions.content_class`: what asks for something, and what is anybody's duty. */
export const ASKING = ["打探", "说情", "具体要求", "批转材料", "私下会见"];
export const NEUTRAL = ["了解进展", "反映情况", "督促依法"];
