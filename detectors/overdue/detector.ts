import { activityName } from "../../pipeline/detector.ts";
import { DAY } from "../../pipeline/duration.ts";
import { defineRuleDetector } from "../../pipeline/rules/detector.ts";
import { dateOf, localTime } from "../../pipeline/zone.ts";

export default defineRuleDetector({
  meta: {
    id: "overdue",
    code: "TM06",
    version: "1",
    family: "timing",
    title: { zh: "疑似超过期限", en: "Over the time limit" },
    about: {
      zh: "自起点环节首次发生起，至终点环节首次发生（未发生的，至本次检查时点），超过规则所定期限。",
      en: "From the first start of a clock to its first end (or, while there is none, to the moment of this run) more time went by than the rule allows.",
    },
    tier: "rule",
    severity: 3,
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
      { zh: "无法计算的期限：无法判断", en: "A limit that cannot be counted: cannot tell" },
    ],
    references: ["刑事诉讼法 105", "民事诉讼法 85"],
  },
  templates: ["deadline"],
  explain: (row, compiled, { zone, asOf }) => {
    const a = activityName(compiled, 0);
    const b = activityName(compiled, 1);
    const start = row.start_at ?? 0;
    const end = row.end_at ?? null;
    const exact = row.limit_ms != null;
    const added = (row.extended ?? 0) + (row.excluded ?? 0);
    const limit = exact ? round((row.limit_ms ?? 0) / DAY) : (row.raw_on ?? 0) - (row.start_on ?? 0);
    const measured = exact ? round((row.elapsed_ms ?? 0) / DAY) : (row.end_on ?? 0) - (row.start_on ?? 0);
    const threshold = exact ? limit + added : (row.due_on ?? 0) - (row.start_on ?? 0);
    const rolled = exact ? 0 : threshold - limit - added;
    const due = exact ? localTime(zone, start + (row.limit_ms ?? 0) + added * DAY) : dateOf(row.due_on ?? 0);
    return {
      message:
        end === null
          ? {
              zh: `自“${a.zh}”起已 ${measured} 日，仍无“${b.zh}”的记录，期限为 ${threshold} 日，需核查。`,
              en: `${measured} days after "${a.en}" there is still no "${b.en}"; the limit is ${threshold} days.`,
            }
          : {
              zh: `“${a.zh}”至“${b.zh}”历时 ${measured} 日，期限为 ${threshold} 日，需核查。`,
              en: `From "${a.en}" to "${b.en}" took ${measured} days; the limit is ${threshold} days.`,
            },
      measured,
      threshold,
      unit: "days",
      missing: end === null ? [b] : [],
      clock: [
        { label: { zh: `起点：${a.zh}`, en: `Start: ${a.en}` }, value: localTime(zone, start) },
        {
          label: exact
            ? { zh: `期限（每日按 24 小时计）`, en: "Limit (days of 24 hours)" }
            : { zh: "期限（起算日不计入）", en: "Limit (the start day is not counted)" },
          value: `+ ${limit} d`,
        },
        ...(row.extended
          ? [{ label: { zh: "已批准延长", en: "Approved extension" }, value: `+ ${row.extended} d` }]
          : []),
        ...(row.excluded ? [{ label: { zh: "依法扣除", en: "Time not counted" }, value: `+ ${row.excluded} d` }] : []),
        ...(rolled > 0
          ? [{ label: { zh: "末日为节假日，顺延", en: "The last day is a holiday, moved by" }, value: `+ ${rolled} d` }]
          : []),
        { label: { zh: "届满", en: "Expires" }, value: due },
        end === null
          ? { label: { zh: `尚无：${b.zh}；检查时点`, en: `No ${b.en} yet; as of` }, value: localTime(zone, asOf) }
          : { label: { zh: `终点：${b.zh}`, en: `End: ${b.en}` }, value: localTime(zone, end) },
        { label: { zh: "超出", en: "Over by" }, value: `${round(measured - threshold)} d` },
      ],
    };
  },
});

const round = (days: number): number => Math.round(days * 100) / 100;
