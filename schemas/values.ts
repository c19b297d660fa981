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

/** Words that sources write in `assignments.mode` where the handler was chosen. */
export const DESIGNATED = ["designated", "指定", "指定分案", "人工指定"];

/** Words that sources write in `postings.kind`: a post, a rotation by plan, leave or emergency duty. */
export const POST = ["post", "任职"];
export const ROTATION = ["rotation", "轮岗"];
export const AWAY = ["leave", "emergency", "休假", "应急"];

/** Words that sources write in `interventions.category` for who asked, and in `channel` for how. */
export const INQUIRERS = [
  "领导干部",
  "内部人员",
  "当事人·律师·特殊关系人·中介",
  "当事人",
  "律师",
  "特殊关系人",
  "中介",
  "其他",
];
export const CHANNELS = ["当面", "电话", "信息", "来文", "批示", "会议", "转递材料"];

/** Words that sources write in `interventions.content_class`: what asks for something, and what is anybody's duty. */
export const ASKING = ["打探", "说情", "具体要求", "批转材料", "私下会见"];
export const NEUTRAL = ["了解进展", "反映情况", "督促依法"];

/** Labels of what lets a case rest, and of its being taken up again. */
export const SUSPENDED = ["中止调查", "中止侦查", "中止审查", "中止审理", "中止诉讼", "中止执行", "暂缓执行", "中止"];
export const RESUMED = [
  "恢复调查",
  "恢复侦查",
  "恢复审查",
  "恢复审理",
  "恢复诉讼",
  "恢复执行",
  "恢复执行程序",
  "暂缓执行期满",
  "恢复",
];
