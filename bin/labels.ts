import { HEADINGS, inLine } from "../pipeline/report/headings.ts";
import type { Language } from "../schemas/text.ts";

/** Headings of what is told of a case or a warning, in the language of the sentences. */
const LABELS = {
  ...HEADINGS,
  measured: inLine(HEADINGS.measured),
  threshold: inLine(HEADINGS.threshold),
  severity: inLine(HEADINGS.severity),
  confidence: inLine(HEADINGS.confidence),
  tier: inLine(HEADINGS.tier),
  rule: inLine(HEADINGS.rule),
  detector: inLine(HEADINGS.detector),
  status: inLine(HEADINGS.status),
  lastSeen: inLine(HEADINGS.lastSeen),
  id: inLine(HEADINGS.id),
  asOf: inLine(HEADINGS.asOf),
  unit: inLine(HEADINGS.unit),
  what: { zh: "发生了什么", en: "What happened" },
  where: { zh: "依据的记录", en: "Records it rests on" },
  timeline: { zh: "办理过程", en: "Timeline" },
  rules: { zh: "各规则的结果", en: "What every rule says" },
  opened: { zh: "收案", en: "opened" },
  closed: { zh: "结案", en: "closed" },
  noEvents: { zh: "没有记录", en: "no events" },
  entered: { zh: "录入于", en: "recorded" },
  off: { zh: "已停用", en: "switched off" },
  looksAt: { zh: "检查对象", en: "looks at" },
  family: { zh: "类型", en: "family" },
  version: { zh: "版本", en: "version" },
  needs: { zh: "所需数据", en: "needs" },
  nothing: { zh: "无", en: "nothing" },
  serves: { zh: "规则模板", en: "serves" },
  builtInRules: {
    zh: "内置程序中的规则（规则、程序、检测项）",
    en: "Rules of the built-in procedures, with procedure and detector",
  },
  settings: { zh: "参数", en: "Settings" },
  noSettings: { zh: "没有参数；停用：", en: "none; switch it off with " },
  default: { zh: "默认", en: "default" },
  required: { zh: "必填", en: "required" },
  aside: { zh: "不提示的情形", en: "What it leaves aside" },
  unclear: { zh: "无法判断的情形", en: "When it cannot tell" },
  references: { zh: "参考", en: "References" },
} as const;

export const label = (name: keyof typeof LABELS, language: Language): string => LABELS[name][language];
