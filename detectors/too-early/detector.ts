import { lastDay, limitName } from "../../pipeline/clock/limit.ts";
import { activityName } from "../../pipeline/detector.ts";
import { dateOf, localTime } from "../../pipeline/kit/zone.ts";
import { defineRuleDetector } from "../../pipeline/rules/detector.ts";
import type { Limit } from "../../schemas/procedure.ts";
import { counted } from "../../schemas/text.ts";
import { rolledSteps } from "../_terms/steps.ts";

export default defineRuleDetector({
  meta: {
    id: "too-early",
    code: "PS06",
    version: "1",
    family: "process-skip",
    title: { zh: "法定期间疑似未满即办理后一环节", en: "Before a period had run out" },
    about: {
      zh: "后一环节应在前一环节起算的期间届满之后办理（如听证要求期间届满后方可作出决定），记录中后一环节早于或等于届满日。",
      en: "A step may come only after a period that another begins has run out, such as a decision after the days in which a hearing can be asked for; on record it came on or before the last of these days.",
    },
    tier: "rule",
    severity: 3,
    absence: true,
    needs: { events: [] },
    law: [],
    innocent: [
      { zh: "当事人放弃该期间，未录入系统", en: "The party waived the period, and that is not in the system" },
      { zh: "前一环节实际办理更早，录入迟延", en: "The earlier step was done before and entered late" },
    ],
    checks: [
      { zh: "核对告知、通知的送达日期和放弃声明", en: "Check when notice was given, and look for a waiver" },
      { zh: "核对后一环节的实际办理日期", en: "Check when the later step was really made" },
    ],
    exclusions: [
      {
        zh: "前一环节之前的后一环节不在此判断（由次序规则处理）；其后没有的：不适用",
        en: "A later step that came before the earlier one is passed over (a matter of order); the first after it is judged, and without any the case is not applicable",
      },
      { zh: "无法计算的期间：无法判断", en: "A period that cannot be counted: cannot tell" },
    ],
    unclear: {
      zh: "有几次起算，不知以哪一次为准；规则是否适用于该环节没有记载；或者期间所涉年份的工作日安排尚未公布。",
      en: "The period may have begun more than once, and which counts is unknown; whether the rule is for this step is not recorded; or the working days of that year are not announced.",
    },
    references: ["行政处罚法 64", "民事诉讼法 139", "刑事诉讼法 187"],
  },
  templates: ["waiting-period"],
  explain: (row, compiled, { zone }) => {
    const a = activityName(compiled, 0);
    const b = activityName(compiled, 1);
    const limit = compiled.rule.limit as Limit;
    const name = limitName(limit);
    const [start, due, end] = [row.start_on ?? 0, row.due_on ?? 0, row.end_on ?? 0];
    const raw = lastDay(start, limit, compiled.procedure) ?? due;
    return {
      message: {
        zh: `“${a.zh}”后第 ${end - start} 日即有“${b.zh}”，期间为 ${name.zh}，至 ${dateOf(due)} 届满，需核查。`,
        en: `"${b.en}" came ${counted(end - start, "day")} after "${a.en}"; the period of ${name.en} ran until ${dateOf(due)}.`,
      },
      measured: end - start,
      threshold: due - start + 1,
      unit: "days",
      clock: [
        { label: { zh: `起点（${a.zh}）`, en: `Start (${a.en})` }, value: localTime(zone, row.start_at ?? 0) },
        {
          label: { zh: "期间（起算日不计入）", en: "Period (the start day is not counted)" },
          value: `+ ${name.en} → ${dateOf(raw)}`,
        },
        ...rolledSteps(due - raw),
        { label: { zh: `届满后方可（${b.zh}）`, en: `Not before (${b.en})` }, value: dateOf(due + 1) },
        { label: { zh: `实际（${b.zh}）`, en: `On record (${b.en})` }, value: localTime(zone, row.end_at ?? 0) },
      ],
    };
  },
});
