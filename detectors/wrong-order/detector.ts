import { activityName } from "../../pipeline/detector.ts";
import { when } from "../../pipeline/kit/when.ts";
import { defineRuleDetector } from "../../pipeline/rules/detector.ts";
import type { Template } from "../../schemas/procedure.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { askedOf, following, wholly } from "../_terms/asked.ts";
import { documented } from "../_terms/documented.ts";

const SEVERITY = 3;

export default defineRuleDetector({
  meta: {
    id: "wrong-order",
    code: "PS02",
    version: "1",
    family: "process-skip",
    title: { zh: "环节次序疑似倒置", en: "Steps out of order" },
    about: {
      zh: "后一环节已有记录，而依程序应在其前的环节没有在先的记录（按业务时间，同一时间按日志次序）。",
      en: "A step is on record without the step that the procedure puts before it (by event time; at equal times by the order of the log).",
    },
    tier: "rule",
    severity: SEVERITY,
    absence: true,
    needs: { events: [] },
    law: [],
    innocent: [
      { zh: "以录入时间代替了业务时间", en: "Entry time was recorded in place of the time of the act" },
      { zh: "紧急情况下先行办理、事后依法补批", en: "An urgent act with lawful approval afterwards" },
      { zh: "不同系统的时钟不一致", en: "The clocks of two systems differ" },
    ],
    checks: [
      { zh: "核对两份文书的签署时间", en: "Compare the signing times of the two documents" },
      { zh: "核对业务时间与录入时间是否混用", en: "Check whether event time and entry time were mixed up" },
    ],
    exclusions: [
      {
        zh: "规则可设容差：容差之内视为同时；设有容差的，后一环节只记日期（零时）、应在其前的环节同日在后的：无法判断",
        en: "A rule can set a tolerance within which steps count as simultaneous; where it does, a step at midnight, which may be a date, and the step before it later that day: cannot tell",
      },
      {
        zh: "以小时计的间隔，只记日期（零时）的：当日任何时刻均不合要求的才提示，否则无法判断",
        en: "Of a distance in hours, what is at midnight may be a date: told only where no hour of that day would do, else cannot tell",
      },
    ],
    unclear: {
      zh: "规则所依据的情况、环节属于哪一种没有记载；或者只有日期、没有时刻，不知同日孰先孰后、相隔几时。",
      en: "What the rule depends on, or of which kind a step was, is not recorded; or there is a date without a time, so that order or distance within the day is unknown.",
    },
    references: ["Pesic, Schonenberg & van der Aalst 2007, DECLARE"],
  },
  templates: [
    "precedence",
    "alternate-precedence",
    "chain-precedence",
    "succession",
    "alternate-succession",
    "chain-succession",
    "init",
  ],
  explain: (_, compiled, { parts }) => {
    const { rule } = compiled;
    const a = activityName(compiled, 0);
    if (rule.template === "init") {
      const asked = askedOf(rule, 0);
      return {
        message: {
          zh: `案件的第一个环节不是${asked.zh}“${a.zh}”，需核查。`,
          en: `The first step of the case is not "${a.en}"${asked.en}.`,
        },
        missing: [wholly(a, asked)],
      };
    }
    const b = activityName(compiled, 1);
    const early = parts.filter((part) => part === "b").length;
    const unanswered = parts.filter((part) => part === "a").length;
    const later = parts.includes("context");
    const [first, second] = [
      askedOf(rule, 0, before(rule.template)),
      askedOf(rule, 1, following(rule.template) ?? LATER),
    ];
    const clauses = [
      ...when(early > 0, () => ({
        zh: `${early} 次“${b.zh}”没有${first.zh}“${a.zh}”${later ? "（其后才有）" : ""}`,
        en: `"${b.en}" is on record${early > 1 ? ` ${early} times` : ""} with no "${a.en}"${first.en}${later ? " (one came only later)" : ""}`,
      })),
      ...when(unanswered > 0, () => ({
        zh: `${unanswered} 次“${a.zh}”之后没有${second.zh}“${b.zh}”`,
        en: `"${a.en}" is on record${unanswered > 1 ? ` ${unanswered} times` : ""} with no "${b.en}"${second.en}`,
      })),
    ];
    return {
      message: {
        zh: `${clauses.map((clause) => clause.zh).join("；")}，需核查。`,
        en: `${clauses.map((clause) => clause.en).join("; ")}.`,
      },
      missing: when(early > 0 && !later, () => wholly(a, askedOf(rule, 0))),
      measured: early + unanswered,
      unit: "events",
      ...(later ? {} : documented(parts, rule.severity ?? SEVERITY)),
    };
  },
});

const before = (template: Template): Bilingual =>
  template.startsWith("chain")
    ? { zh: "紧邻其前", en: "right before it" }
    : template.startsWith("alternate")
      ? { zh: "在先、专为该次", en: "of its own before it" }
      : { zh: "在先", en: "before it" };

const LATER: Bilingual = { zh: "相应", en: "to follow it" };
