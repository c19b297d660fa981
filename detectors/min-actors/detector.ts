import { activityName } from "../../pipeline/detector.ts";
import { defineRuleDetector } from "../../pipeline/rules/detector.ts";

export default defineRuleDetector({
  meta: {
    id: "min-actors",
    code: "PS07",
    version: "1",
    family: "process-skip",
    title: { zh: "办理人数疑似不足", en: "Fewer persons than required" },
    about: {
      zh: "某一环节全部记录中出现的不同人员（含协办人）少于规则要求的人数。",
      en: "The distinct persons on all of a step's records in the case (co-actors included) are fewer than the rule asks for.",
    },
    tier: "rule",
    severity: 3,
    absence: true,
    needs: { events: ["actor_id"] },
    law: [],
    innocent: [
      { zh: "第二名人员只记载在纸质文书上", en: "The second person is named on paper only" },
      { zh: "依法可由一人办理并全程同步录音录像", en: "One person was allowed, with full audio-visual recording" },
    ],
    checks: [
      { zh: "调阅笔录，核对签名人数", en: "Count the signatures on the record" },
      { zh: "核对同步录音录像", en: "Look for the recording" },
    ],
    exclusions: [
      { zh: "缺少人员信息的记录：无法判断", en: "A record without a person is cannot tell" },
      { zh: "未办结案件：人员仍可补录，为待定", en: "In an open case another record can still come: pending" },
    ],
    unclear: {
      zh: "记录未写明人员，或者数据来源从不记载第二人；规则是否适用没有记载；或者结案时间无法读取，不知能否补录。",
      en: "A record names nobody, or its source never names a second person; whether the rule applies is not recorded; or the closing time cannot be read, so that another record may still come.",
    },
    references: ["刑事诉讼法 118", "行政处罚法 42", "治安管理处罚法 108"],
  },
  templates: ["min-actors"],
  explain: (_, compiled, { parts }) => {
    const a = activityName(compiled, 0);
    const threshold = compiled.rule.count ?? 2;
    return {
      message: {
        zh: `“${a.zh}”共 ${parts.length} 条记录，出现的不同人员少于 ${threshold} 人，需核查。`,
        en: `The ${parts.length} record${parts.length === 1 ? "" : "s"} of "${a.en}" name fewer than ${threshold} distinct persons.`,
      },
      threshold,
      unit: "persons",
    };
  },
});
