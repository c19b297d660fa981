import { activityName } from "../../pipeline/detector.ts";
import { defineRuleDetector } from "../../pipeline/rules/detector.ts";
import type { RULE_PERSONS, Rule } from "../../schemas/procedure.ts";
import type { Bilingual } from "../../schemas/text.ts";
import type { Evidence } from "../../schemas/warning.ts";

export default defineRuleDetector({
  meta: {
    id: "four-eyes",
    code: "PS05",
    version: "1",
    family: "process-skip",
    title: { zh: "应由不同人员办理的环节疑似同一人办理", en: "Separation of duties" },
    about: {
      zh: "在两个环节的全部记录中，只要有一人（含协办人）同时出现即提示；任何一条记录缺少人员的，为无法判断。也用于“应为同一人”和“应由特定角色办理”的规则。",
      en: "Looks at all records of both steps: one person (co-actors included) on both sides is a hit; a record without a person makes it cannot tell. Also serves rules that ask for the same person, or for a role.",
    },
    tier: "rule",
    ofRecords: true,
    severity: 4,
    needs: { events: ["actor_id"] },
    law: [],
    innocent: [
      { zh: "依法独任或在权力清单授权范围内", en: "A single judge, or a decision within the delegated power list" },
      { zh: "代理、临时授权有书面依据", en: "A written acting appointment or delegation" },
      { zh: "由内勤以同一账号代为录入", en: "A clerk entered both under one account" },
    ],
    checks: [
      { zh: "核对纸质审批表上的签名", en: "Compare the signatures on the paper approval" },
      { zh: "核对授权、代理文件", en: "Ask for the delegation or acting appointment" },
      { zh: "核对录入账号与实际办理人是否一致", en: "Check whether the account is the person who acted" },
    ],
    exclusions: [
      {
        zh: "缺少人员信息的记录：无法判断，从不视为“不同的人”",
        en: "A missing person is cannot tell, never a different person",
      },
      {
        zh: "捕诉一体为法定模式，不作规则",
        en: "The same prosecutor for arrest and charge is normal and no rule of ours",
      },
    ],
    unclear: {
      zh: "环节没有记载人员或者其角色；同一记录有数人，不知各自做了什么；或者规则所依据的情况没有记载。",
      en: "A step names nobody, or not in what role; a record names several persons and not who did what; or what the rule depends on, such as an amount, is not recorded.",
    },
    references: ["行政处罚法 58", "公安机关办理刑事案件程序规定 235"],
  },
  templates: ["different-actor", "same-actor", "role"],
  explain: (_, compiled, { evidence }) => {
    const a = activityName(compiled, 0);
    const persons = personsOf(compiled.rule, evidence);
    const named = persons.length > 0 && persons.length <= 5 ? `（${persons.join("、")}）` : "";
    const namedEn = persons.length > 0 && persons.length <= 5 ? ` (${persons.join(", ")})` : "";
    if (compiled.rule.template === "role") {
      const roles = compiled.rule.roles ?? [];
      return {
        message: {
          zh: `“${a.zh}”由规则所列角色（${roles.join("、")}）以外的角色办理${named}，需核查。`,
          en: `"${a.en}" was done in a role other than ${roles.join(", ")}${namedEn}.`,
        },
        measured: evidence.length,
        unit: "events",
      };
    }
    const b = activityName(compiled, 1);
    if (compiled.rule.template === "same-actor") {
      return {
        message: {
          zh: `“${a.zh}”与“${b.zh}”由不同人员办理${named}，依规则应为同一人，需核查。`,
          en: `"${a.en}" and "${b.en}" were done by different persons${namedEn}; the rule asks for the same one.`,
        },
        measured: persons.length,
        threshold: 1,
        unit: "persons",
      };
    }
    const [ofA, ofB] = [asked(compiled.rule, 0), asked(compiled.rule, 1)];
    return {
      message: {
        zh: `“${a.zh}”${ofA.zh}与“${b.zh}”${ofB.zh}的记录中出现同一人员${named}，依规则应由不同人员办理，需核查。`,
        en: `The same person${namedEn} is on record for both "${a.en}"${ofA.en} and "${b.en}"${ofB.en}; the rule asks for different ones.`,
      },
      measured: evidence.length,
      unit: "events",
    };
  },
});

/** Whom the evidence names: who acted. Where the rule asks for others, nobody is named rather than the wrong one. */
function personsOf({ template, activities, persons }: Rule, evidence: readonly Evidence[]): string[] {
  if (persons) return [];
  const actors = evidence.flatMap(({ part, actor_id }) => (actor_id === null ? [] : [{ part, actor_id }]));
  const shared = actors.filter(({ actor_id }, i) =>
    actors.some((other, j) =>
      activities[0] === activities[1]
        ? i !== j && other.actor_id === actor_id
        : other.actor_id === actor_id && other.part !== actors[i]?.part,
    ),
  );
  return [...new Set((template === "different-actor" ? shared : actors).map(({ actor_id }) => actor_id))];
}

const CALLED: Readonly<Record<(typeof RULE_PERSONS)[number], Bilingual>> = {
  actor_id: { zh: "经办人", en: "who acted" },
  co_actor_ids: { zh: "协办人", en: "who took part" },
  approver_id: { zh: "审批人", en: "who approved" },
};

/** Which persons of an activity the rule asks for, in brackets; nothing where it asks for all who took part. */
function asked({ persons }: Rule, position: 0 | 1): Bilingual {
  const columns = persons?.[position].map((column) => CALLED[column]);
  if (!columns) return { zh: "", en: "" };
  return { zh: `（${columns.map(({ zh }) => zh).join("、")}）`, en: ` (${columns.map(({ en }) => en).join(", ")})` };
}
