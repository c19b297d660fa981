import { activityName } from "../../pipeline/detector.ts";
import { defineRuleDetector } from "../../pipeline/rules/detector.ts";
import type { Limit } from "../../schemas/procedure.ts";
import { counted } from "../../schemas/text.ts";
import { barelyOver, DOUBTS, limitSaid, readingOf, spanSaid, stepsOf, whoseClock } from "../_terms/arithmetic.ts";

const SEVERITY = 3;

export default defineRuleDetector({
  meta: {
    id: "overdue",
    code: "TM06",
    version: "1",
    family: "timing",
    title: { zh: "疑似超过期限", en: "Over the time limit" },
    about: {
      zh: "自起点环节首次发生起，至其后终点环节首次发生（未发生的，至本次检查时点），超过规则所定期限。",
      en: "From the first start of a clock to the first end after it (or, while there is none, to the moment of this run) more time went by than the rule allows.",
    },
    tier: "rule",
    severity: SEVERITY,
    absence: true,
    needs: { events: [] },
    law: [],
    innocent: [
      {
        zh: "期限已依法延长或有应扣除的时间，未录入系统",
        en: "The limit was extended, or time is excluded by law, and that is not in the system",
      },
      { zh: "终点环节已办理，录入迟延", en: "The end was reached and entered late" },
    ],
    checks: [
      { zh: "核对延长审批、扣除事由", en: "Look for approvals of extension and grounds for exclusion" },
      { zh: "核对终点环节的实际办理时间", en: "Check when the end was really reached" },
    ],
    exclusions: [
      {
        zh: "已办结而没有终点环节的案件：不适用（由缺失环节规则处理）",
        en: "A complete case without the end step is not applicable here; that is a missing step",
      },
      {
        zh: "重新起算的期限有多次超过的：提示正在超过的一次，没有的提示超过最多的一次，其余一并列入证据",
        en: "Of a clock that started anew and was over the limit more than once, the run that is over now is told, or else the one that was over by the most; the evidence has all",
      },
      {
        zh: "未指明对应期限、在终点之后才批准的延长：不计入",
        en: "An extension that names no rule and was approved after the end lengthens nothing",
      },
      { zh: "无法计算的期限：无法判断", en: "A limit that cannot be counted: cannot tell" },
      {
        zh: "以小时计的期限，起止只记日期（零时）的：按当日最晚时刻仍超过的才提示，否则无法判断",
        en: "Of a limit in hours a start at midnight may be a date: over from the end of that day it is told, else cannot tell",
      },
      {
        zh: "终点环节只见于起点之前的未结案件：无法判断；每人分别计算、可重复或者重新起算的期限，起点当日以前的终点不影响判断",
        en: "An open case whose only end came before the start: cannot tell; of a clock of one person, one that repeats or one that starts anew, an end before the day of the start is no doubt",
      },
      {
        zh: "每人分别计算或者重新起算的期限，终点与起点（含重新起算）同日、先后不明的：按起点在先；此前期限已在计算的，终点是否也终止当日起算的一次，无法判断",
        en: "A clock of one person, or one that starts anew, with an end on the day of a start, or of what starts it anew, in an order that is not known: the start counts as the first; where the clock was running before, whether the end also ended what started that day: cannot tell",
      },
    ],
    unclear: {
      zh: "起点、终点是否成立或者先后没有记载；延长、扣除未载入或者未写明天数；结案时间无法读取；或者工作日安排尚未公布。",
      en: "Whether a start or an end counts, or which came first, is not recorded; extensions or exclusions are not loaded or give no days; the closing time cannot be read; or working days are not announced.",
    },
    references: ["刑事诉讼法 105", "民事诉讼法 85"],
  },
  templates: ["deadline"],
  explain: (row, compiled, telling) => {
    const { limit, severity, escalate = [] } = compiled.rule;
    const a = activityName(compiled, 0);
    const b = activityName(compiled, 1);
    const open = row.end_at == null;
    const reading = readingOf(row, limit as Limit);
    const { measured, threshold, unit } = reading;
    const gone = spanSaid(measured, unit);
    const within = limitSaid(row, limit as Limit, reading);
    const barely = barelyOver(row, reading);
    const by = barely === null ? { zh: "", en: "" } : { zh: `，超出 ${barely.zh}`, en: `, over by ${barely.en}` };
    const who = whoseClock(row.key, compiled.rule);
    const more = row.also_over
      ? {
          zh: `此外另有 ${row.also_over} 次超过期限。`,
          en: ` It was over the limit ${counted(row.also_over, "more time")}.`,
        }
      : { zh: "", en: "" };
    const worse = escalate.filter(
      (step) => (step.open === undefined || open) && (step.over === undefined || measured > step.over * threshold),
    );
    return {
      message: open
        ? {
            zh: `${who.zh}自“${a.zh}”起已 ${gone.zh}，仍无“${b.zh}”的记录，期限为 ${within.zh}${by.zh}，需核查。${more.zh}`,
            en: `${who.en}${gone.en} after "${a.en}" there is still no record of "${b.en}"; the limit is ${within.en}${by.en}.${more.en}`,
          }
        : {
            zh: `${who.zh}“${a.zh}”至“${b.zh}”历时 ${gone.zh}，期限为 ${within.zh}${by.zh}，需核查。${more.zh}`,
            en: `${who.en}${who.en ? "it" : "It"} took ${gone.en} from "${a.en}" to "${b.en}"; the limit is ${within.en}${by.en}.${more.en}`,
          },
      measured,
      threshold,
      unit,
      severity: Math.max(severity ?? SEVERITY, ...worse.map((step) => step.severity)),
      missing: open ? [b] : [],
      clock: stepsOf(row, compiled, reading, telling),
      unclear: row.doubt ? DOUBTS[row.doubt] : undefined,
    };
  },
});
