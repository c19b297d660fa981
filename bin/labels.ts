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
} as const;

export const label = (name: keyof typeof LABELS, language: Language): string => LABELS[name][language];
