import { activityName } from "../../pipeline/detector.ts";
import { defineRuleDetector } from "../../pipeline/rules/detector.ts";
import { askedOf, wholly } from "../_terms/asked.ts";

export default defineRuleDetector({
  meta: {
    id: "repeated-step",
    code: "PS09",
    version: "1",
    family: "process-skip",
    title: { zh: "环节次数与规则不符", en: "A step occurs too often" },
    about: {
      zh: "某一环节出现的次数达到或超过规则所限（例如一案两次决定）。",
      en: "A step occurs as often as, or more often than, the rule allows (two decisions in one case, for instance).",
    },
    tier: "rule",
    severity: 2,
    needs: { events: [] },
    law: [],
    innocent: [
      { zh: "一案多人，按人分别作出", en: "Several persons in one case, one record each" },
      { zh: "补正、更正文书形成的重复记录", en: "A corrected document made a second record" },
      { zh: "系统重复推送", en: "The feed delivered the same act twice under two identifiers" },
    ],
    checks: [
      { zh: "核对各次记录对应的当事人和文书号", en: "Compare the party and document number of each record" },
      { zh: "核对是否有更正、撤销手续", en: "Look for a correction or withdrawal" },
    ],
    exclusions: [
      {
        zh: "同一源记录的重复送达不计（入库时已去重）",
        en: "A record delivered twice counts once: loading removes duplicates",
      },
    ],
    unclear: {
      zh: "环节属于哪一种、规则是否适用于本案没有记载，不知是否应计入次数。",
      en: "Of which kind a step was, or whether the rule is for this case, is not recorded, so that it may not count.",
    },
    references: ["Pesic, Schonenberg & van der Aalst 2007, DECLARE"],
  },
  templates: ["absence", "exactly"],
  explain: (_, compiled, { parts }) => {
    const a = activityName(compiled, 0);
    const times = compiled.rule.count ?? 1;
    const measured = parts.filter((part) => part === "a").length;
    if (compiled.rule.template === "exactly") {
      const asked = askedOf(compiled.rule, 0);
      return {
        measured,
        threshold: times,
        unit: "events",
        message: {
          zh: `${asked.zh}“${a.zh}”的记录为 ${measured} 次，应为 ${times} 次，需核查。`,
          en: `"${a.en}"${asked.en} is on record ${measured === 1 ? "once" : `${measured} times`}; ${times} ${times === 1 ? "is" : "are"} expected.`,
        },
        missing: measured < times ? [wholly(a, asked)] : [],
      };
    }
    return {
      measured,
      threshold: times === 1 ? null : times - 1,
      unit: "events",
      message:
        times === 1
          ? {
              zh: `出现 ${measured} 次“${a.zh}”，依规则不应出现，需核查。`,
              en: `"${a.en}" is on record ${measured === 1 ? "once" : `${measured} times`}; the rule says it must not be.`,
            }
          : {
              zh: `“${a.zh}”的记录为 ${measured} 次，依规则至多 ${times - 1} 次，需核查。`,
              en: `"${a.en}" is on record ${measured} times; the rule allows ${times === 2 ? "one" : times - 1}.`,
            },
    };
  },
});
