import type { Language } from "../schemas/text.ts";

/** Headings of what is told of a case or a warning, in the language of the sentences. */
const LABELS = {
  what: { zh: "发生了什么", en: "What happened" },
  where: { zh: "依据的记录", en: "Records it rests on" },
  clock: { zh: "时间推算", en: "Arithmetic" },
  missing: { zh: "缺少", en: "Missing" },
  law: { zh: "依据", en: "Law" },
  peer: { zh: "同类比较", en: "Peers" },
  context: { zh: "可供参考的情况", en: "On record beside it" },
  innocent: { zh: "可能的正常解释", en: "Innocent explanations" },
  checks: { zh: "建议核查", en: "What to check" },
  exemption: { zh: "容错登记", en: "Exemption" },
  suppression: { zh: "已搁置", en: "Suppression" },
  reviews: { zh: "核查意见", en: "Views entered" },
  explanations: { zh: "情况说明", en: "What the handler or the unit says" },
  timeline: { zh: "办理过程", en: "Timeline" },
  rules: { zh: "各规则的结果", en: "What every rule says" },
  measured: { zh: "数据显示", en: "Measured" },
  threshold: { zh: "比对标准", en: "compared with" },
  severity: { zh: "等级", en: "level" },
  confidence: { zh: "数据把握度", en: "confidence in the data" },
  tier: { zh: "类别", en: "tier" },
  rule: { zh: "规则", en: "rule" },
  detector: { zh: "检测项", en: "detector" },
  status: { zh: "状态", en: "status" },
  lastSeen: { zh: "最近出现", en: "last seen" },
  id: { zh: "编号", en: "id" },
  asOf: { zh: "检查时点", en: "as of" },
  unit: { zh: "单位", en: "unit" },
  opened: { zh: "立案", en: "opened" },
  closed: { zh: "结案", en: "closed" },
  noEvents: { zh: "没有记录", en: "no events" },
  entered: { zh: "录入于", en: "recorded" },
  unsure: { zh: "依据待确认", en: "citation to be confirmed" },
} as const;

export const label = (name: keyof typeof LABELS, language: Language): string => LABELS[name][language];
