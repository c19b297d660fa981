import { activityName } from "../../pipeline/detector.ts";
import { when } from "../../pipeline/kit/when.ts";
import { defineRuleDetector } from "../../pipeline/rules/detector.ts";
import { askedOf, following, wholly } from "../_terms/asked.ts";
import { documented } from "../_terms/documented.ts";

const SEVERITY = 3;

export default defineRuleDetector({
  meta: {
    id: "missing-step",
    code: "PS01",
    version: "1",
    family: "process-skip",
    title: { zh: "必经环节疑似缺失", en: "Mandatory step not on record" },
    about: {
      zh: "案件已办结或已进入后续环节，但日志中没有程序规定的环节。未办结且仍可补上的，为待定，不提示。",
      en: "The case is complete, or past the point, and a step that the procedure requires is not in the log. An open case in which it can still come is pending, not reported.",
    },
    tier: "rule",
    severity: SEVERITY,
    absence: true,
    needs: { events: [] },
    law: [],
    innocent: [
      { zh: "该环节以纸质方式办理，未录入系统", en: "The step was done on paper and not entered" },
      { zh: "系统间数据同步延迟", en: "The feed from another system lags" },
      {
        zh: "案件适用简化程序，或已并案、移送",
        en: "A simplified procedure applied, or the case was merged or transferred",
      },
    ],
    checks: [
      { zh: "调阅纸质卷宗，核对是否有该环节的文书", en: "Look in the paper file for the document of this step" },
      { zh: "核对案件适用的程序类型", en: "Check which procedure the case was under" },
    ],
    exclusions: [
      { zh: "日志中没有任何事件的案件：无法判断", en: "Cases without a single event: cannot tell" },
      {
        zh: "条件所需字段未记录的案件：无法判断",
        en: "Cases that lack a value the rule's condition needs: cannot tell",
      },
      {
        zh: "规则设有容差，应在其后的环节只记日期（零时）、与前一环节同日的：无法判断",
        en: "A rule with a tolerance, and the step that is to follow at midnight of the same day, which may be a date: cannot tell",
      },
      {
        zh: "以小时计的间隔，只记日期（零时）的：当日任何时刻均不合要求的才提示，否则无法判断",
        en: "Of a distance in hours, what is at midnight may be a date: told only where no hour of that day would do, else cannot tell",
      },
    ],
    unclear: {
      zh: "案件没有任何记录，或者数据来源从不记载该环节；规则所依据的情况（如案件类型、对象）没有记载；或者结案时间、时刻不明。",
      en: "The case has no records, or its source never records this step; what the rule depends on, such as the kind of case or who was served, is not recorded; or a closing time or hour is unknown.",
    },
    references: ["Pesic, Schonenberg & van der Aalst 2007, DECLARE", "Bauer, Leucker & Schallhart 2010, RV-LTL"],
  },
  templates: [
    "existence",
    "choice",
    "responded-existence",
    "co-existence",
    "response",
    "alternate-response",
    "chain-response",
    "end",
  ],
  explain: (_, compiled, { parts }) => {
    const { rule } = compiled;
    const a = activityName(compiled, 0);
    const b = rule.activities.length > 1 ? activityName(compiled, 1) : a;
    const times = rule.count ?? 1;
    const shown = parts.filter((part) => part === "a" || part === "b").length;
    const less = documented(parts, rule.severity ?? SEVERITY);
    const asked = askedOf(rule, 0);
    const wanted = askedOf(rule, 1, following(rule.template));
    switch (rule.template) {
      case "existence":
        return {
          message:
            times === 1
              ? {
                  zh: `日志中没有${asked.zh}“${a.zh}”的记录，需核查。`,
                  en: `There is no record of "${a.en}"${asked.en} in the log.`,
                }
              : {
                  zh: `${asked.zh}“${a.zh}”的记录为 ${shown} 次，应不少于 ${times} 次，需核查。`,
                  en: `"${a.en}"${asked.en} is on record ${shown === 1 ? "once" : `${shown} times`}; at least ${times} are expected.`,
                },
          missing: [wholly(a, asked)],
          measured: shown,
          threshold: times,
          unit: "events",
          ...less,
        };
      case "choice": {
        const names = rule.activities.map((_name, i) => activityName(compiled, i));
        return {
          message: {
            zh: `${asked.zh}“${names.map((n) => n.zh).join("”“")}”均无记录，应至少有一项，需核查。`,
            en: `None of ${names.map((n) => `"${n.en}"`).join(", ")}${asked.en} is on record; at least one is expected.`,
          },
          missing: names.map((name) => wholly(name, asked)),
        };
      }
      case "end":
        return {
          message: {
            zh: `案件已办结，但最后一个环节不是${asked.zh}“${a.zh}”，需核查。`,
            en: `The case is complete, and its last step is not "${a.en}"${asked.en}.`,
          },
          missing: [wholly(a, asked)],
        };
      case "co-existence": {
        const lacking = [
          ...when(parts.includes("a"), () => ({ has: a, lacks: b, which: wanted })),
          ...when(parts.includes("b"), () => ({ has: b, lacks: a, which: asked })),
        ];
        const zh = lacking.map(({ has, lacks, which }) => `有“${has.zh}”的记录，没有${which.zh}“${lacks.zh}”的记录`);
        const en = lacking.map(({ has, lacks, which }) => `"${has.en}" is on record with no "${lacks.en}"${which.en}`);
        return {
          message: {
            zh: `${zh.join("；")}，两者应同时存在，需核查。`,
            en: `${en.join("; ")}; either both are expected or neither.`,
          },
          missing: lacking.map(({ lacks, which }) => wholly(lacks, which)),
        };
      }
      case "responded-existence":
        return {
          message: {
            zh: `有“${a.zh}”的记录，但全案没有${wanted.zh}“${b.zh}”的记录，需核查。`,
            en: `"${a.en}" is on record, and nowhere in the case is "${b.en}"${wanted.en}.`,
          },
          missing: [wholly(b, wanted)],
          measured: shown,
          unit: "events",
          ...less,
        };
      default:
        return {
          message: {
            zh: `${shown} 次“${a.zh}”之后没有${wanted.zh}“${b.zh}”的记录，需核查。`,
            en: `After ${shown === 1 ? `"${a.en}"` : `${shown} times "${a.en}"`} no "${b.en}"${wanted.en} is on record.`,
          },
          missing: [wholly(b, askedOf(rule, 1))],
          measured: shown,
          unit: "events",
          ...less,
        };
    }
  },
});
