import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { dateOf } from "../../pipeline/kit/zone.ts";
import { counted } from "../../schemas/text.ts";
import { LEVEL_NAMES, LEVEL_TITLES } from "../_terms/levels.ts";
import { judged, Params } from "./acts.ts";

export default defineDetector({
  meta: {
    id: "approval-level",
    code: "PS05",
    version: "1",
    family: "process-skip",
    title: { zh: "疑似越级越权审批", en: "Approved below the level it needs" },
    about: {
      zh: "派出所决定的罚款超过五百元（2026 年起一千元），或拘留、吊销由县级以下决定；刑事立案、拘留、侦查终结、撤案等由县级以下审批。",
      en: "A police station decided a fine above 500 yuan (1,000 from 2026), or a detention or revocation was decided below the county; or a criminal filing, detention, conclusion or withdrawal was approved below it.",
    },
    tier: "rule",
    scope: "case",
    severity: 4,
    needs: { events: ["approver_level"] },
    law: [
      {
        name: "治安管理处罚法",
        article: "91",
        from: "2006-03-01",
        to: "2025-12-31",
        confidence: "sure",
        note: "警告、五百元以下罚款可由派出所决定",
      },
      {
        name: "治安管理处罚法",
        article: "109",
        from: "2026-01-01",
        confidence: "sure",
        note: "警告、一千元以下罚款可由派出所决定",
      },
      {
        name: "公安机关办理刑事案件程序规定",
        article: "125、178、187、284",
        from: "2020-09-01",
        confidence: "sure",
        note: "县级以上公安机关负责人批准",
      },
    ],
    innocent: [
      {
        zh: "临时主持工作或有书面授权，未录入",
        en: "Acting appointment, or a written delegation that was not entered",
      },
      {
        zh: "系统以经办单位层级代替审批人层级",
        en: "The system put the level of the handling unit for that of the approver",
      },
      { zh: "多级审批中只录入了首级", en: "Of several approvals only the first was entered" },
    ],
    checks: [
      { zh: "查阅呈批表上的签批人及其职务", en: "Read on the approval form who signed, and in what office" },
      { zh: "核对授权文件", en: "Look for the delegation" },
      { zh: "核对处罚决定书落款机关", en: "Compare the organ named in the decision" },
    ],
    exclusions: [
      {
        zh: "审批层级未记载，或不在所列词语之中：无法判断",
        en: "A level that is not recorded, or a word in no list: cannot tell",
      },
      {
        zh: "派出所的决定未记载种类和数额的：无法判断",
        en: "A station's decision of which neither kind nor amount is recorded: cannot tell",
      },
      {
        zh: "未获批准的，以及为其他人员审批的，不算该决定的审批；分不清哪一次审批对应该决定的：无法判断",
        en: "What was refused, or approved of another person, is no approval of the decision; where it cannot be told which approval is: cannot tell",
      },
      {
        zh: "决定或其审批载有授权文号的：不提示",
        en: "With the number of a delegation, on the decision or on its approval: clear",
      },
      {
        zh: "使用中的程序自有审批层级规则的：规则问及的环节由规则处理，其余仍在此判断",
        en: "What a rule of the procedure in use asks of levels is its matter; what it does not ask is looked at here",
      },
      {
        zh: "承办人自批自办由程序中的四眼规则处理",
        en: "Approving one's own work is the matter of the four-eyes rules",
      },
    ],
    unclear: {
      zh: "审批层级没有记载或者用语不能识别；决定的种类、数额没有记载；或者不知哪一次审批对应该决定。",
      en: "The level of approval is not recorded or in unknown words; the kind or amount of the decision is not recorded; or it is not clear which approval belongs to it.",
    },
    references: ["公安机关办理行政案件程序规定 170–172"],
  },
  params: Params,
  row: z.object({
    acts: z.number(),
    activity: z.string(),
    decided_on: z.number(),
    level: z.number(),
    amount: z.number().nullable(),
    cap: z.number().nullable(),
    pos: z.number(),
  }),
  query: (params, situation) => sql`
    select case_key, acts, activity, decided_on, level, amount, cap, pos,
      case when acts > 0 then 'hit' when unsure > 0 then 'cannot tell' else 'clear' end as outcome
    from (${judged(params, situation)}) j where nth = 1`,
  evidence: (params, situation) => sql`
    select h.hit_no, 'a' as part, s.record_no, s.pos
    from hits h join (${judged(params, situation)}) j on j.case_key = h.case_key and j.outcome = 'hit'
    join steps s on s.case_key = h.case_key and s.pos in (j.pos, j.approval_pos)`,
  explain: ({ acts, activity, decided_on, level, amount, cap }) => {
    const found = LEVEL_TITLES[LEVEL_NAMES[level] ?? "station"];
    const fine = cap !== null && amount !== null && amount > cap;
    const what = fine
      ? {
          zh: `罚款 ${amount} 元，超过派出所可以决定的 ${cap} 元`,
          en: `a fine of ${amount} yuan, above the ${cap} that a station may decide`,
        }
      : { zh: "依规定由县级以上决定或批准", en: "which the county and above decides or approves" };
    const more =
      acts > 1
        ? { zh: `；另有 ${acts - 1} 项同类情形`, en: `; ${counted(acts - 1, "more act")} like it` }
        : { zh: "", en: "" };
    return {
      message: {
        zh: `${dateOf(decided_on)} 的“${activity}”由${found.zh}一级审批，${what.zh}${more.zh}，需核查。`,
        en: `"${activity}" of ${dateOf(decided_on)} was approved at the level of the ${found.en}: ${what.en}${more.en}.`,
      },
      measured: fine ? amount : null,
      threshold: fine ? cap : null,
      unit: fine ? "yuan" : null,
    };
  },
});
