import { activityName } from "../../pipeline/detector.ts";
import { defineRuleDetector } from "../../pipeline/rules/detector.ts";
import { askedOf, distance, wholly } from "../_terms/asked.ts";

export default defineRuleDetector({
  meta: {
    id: "forbidden-step",
    code: "PS09",
    version: "1",
    family: "process-skip",
    title: { zh: "不应并存或先后出现的环节", en: "Steps that do not go together" },
    about: {
      zh: "同一案件中出现了依程序不应并存、或不应先后出现的环节。",
      en: "A case has steps that the procedure says exclude each other, or must not follow one another.",
    },
    tier: "rule",
    severity: 3,
    needs: { events: [] },
    law: [],
    innocent: [
      { zh: "办理中发现新事实后依法转换程序", en: "The procedure was lawfully changed when a new fact was found" },
      { zh: "其中一条记录为误录，后已更正", en: "One of the records was a slip, corrected later" },
    ],
    checks: [
      { zh: "核对程序转换的审批文书", en: "Look for the approval of a change of procedure" },
      { zh: "核对两条记录对应的文书", en: "Compare the documents behind the records" },
    ],
    exclusions: [],
    unclear: {
      zh: "规则所依据的情况没有记载，如环节属于哪一种、涉及何人。",
      en: "What the rule depends on is not recorded, such as of which kind a step was, or whom it was about.",
    },
    references: ["Pesic, Schonenberg & van der Aalst 2007, DECLARE"],
  },
  templates: [
    "not-responded-existence",
    "not-co-existence",
    "not-response",
    "not-precedence",
    "not-succession",
    "not-chain-response",
    "not-chain-precedence",
    "not-chain-succession",
    "exclusive-choice",
  ],
  explain: (_, compiled, { parts }) => {
    const a = activityName(compiled, 0);
    const b = activityName(compiled, 1);
    const counts = { measured: parts.length, unit: "events" };
    const asked = askedOf(compiled.rule, 0);
    const spans = distance(compiled.rule);
    const apart = {
      zh: spans.map(({ zh }) => `，${zh}`).join(""),
      en: spans.map(({ en }) => ` ${en}`).join(""),
    };
    switch (compiled.rule.template) {
      case "exclusive-choice":
        return parts.some((part) => part === "a" || part === "b")
          ? {
              ...counts,
              message: {
                zh: `“${a.zh}”与“${b.zh}”均有记录，两者应择一，需核查。`,
                en: `Both "${a.en}" and "${b.en}" are on record; one of the two is expected.`,
              },
            }
          : {
              message: {
                zh: `${asked.zh}“${a.zh}”与“${b.zh}”均无记录，两者应择一，需核查。`,
                en: `Neither "${a.en}" nor "${b.en}"${asked.en} is on record; one of the two is expected.`,
              },
              missing: [wholly(a, asked), wholly(b, asked)],
            };
      case "not-co-existence":
      case "not-responded-existence":
        return {
          ...counts,
          message: {
            zh: `同一案件中“${a.zh}”与“${b.zh}”均有记录${apart.zh}，依规则不应并存，需核查。`,
            en: `Both "${a.en}" and "${b.en}" are on record in one case${apart.en}; the rule says they exclude each other.`,
          },
        };
      default: {
        const close = compiled.rule.template.includes("chain");
        return {
          ...counts,
          message: {
            zh: `“${a.zh}”之后${close ? "紧接着" : ""}出现了“${b.zh}”${apart.zh}，依规则不应如此，需核查。`,
            en: `"${b.en}" comes ${close ? "right " : ""}after "${a.en}"${apart.en}; the rule says it must not.`,
          },
        };
      }
    }
  },
});
