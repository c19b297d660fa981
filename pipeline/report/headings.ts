import type { Bilingual } from "../../schemas/text.ts";

/** What the parts of a notice are called on the page, in the workbook, on the sheet and in the terminal. */
export const HEADINGS = {
  clock: { zh: "推算过程", en: "The arithmetic" },
  missing: { zh: "日志中未见的记录", en: "What is missing from the log" },
  peer: { zh: "同类单位数据", en: "Peer numbers" },
  law: { zh: "依据", en: "Law" },
  context: { zh: "可供参考的情况", en: "On record beside it" },
  innocent: { zh: "可能的合理解释", en: "Innocent explanations" },
  checks: { zh: "建议核查", en: "Checks to make" },
  exemption: { zh: "容错清单", en: "Exemption on the register" },
  suppression: { zh: "已搁置", en: "Set aside by decision" },
  closing: { zh: "已办结", en: "Closed by reviewers" },
  changed: { zh: "曾办结，其后有变化", en: "Closed before, and changed since" },
  reopened: { zh: "曾办结，其后有变化，重新列出", en: "Closed before, changed since, and open again" },
  reviews: { zh: "核查意见", en: "Views entered" },
  explanations: { zh: "情况说明", en: "What the handler or the unit says" },
  measured: { zh: "数据显示", en: "Measured" },
  threshold: { zh: "比对标准", en: "Compared with" },
  severity: { zh: "等级", en: "Level" },
  confidence: { zh: "数据把握度", en: "Confidence in the data" },
  tier: { zh: "类别", en: "Tier" },
  rule: { zh: "规则", en: "Rule" },
  procedure: { zh: "程序", en: "Procedure" },
  detector: { zh: "检测项", en: "Detector" },
  status: { zh: "状态", en: "Status" },
  unit: { zh: "单位", en: "Unit" },
  lastSeen: { zh: "最近出现", en: "Last seen" },
  id: { zh: "编号", en: "Id" },
  asOf: { zh: "检查时点", en: "As of" },
} satisfies Record<string, Bilingual>;

/** A heading before what it names, in the middle of a line. */
export const inLine = ({ zh, en }: Bilingual): Bilingual => ({ zh, en: en.replace(/^[A-Z]/, (c) => c.toLowerCase()) });
