import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { noRows, type Sql, sql } from "../../pipeline/engine/sql.ts";
import { when } from "../../pipeline/kit/when.ts";
import { dateOf } from "../../pipeline/kit/zone.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import type { ClockStep } from "../../schemas/warning.ts";
import { LEVEL_NAMES, LEVEL_TITLES } from "../_terms/levels.ts";
import { recordEvidence } from "../_terms/records.ts";
import { approvals, civil, criminal, extendable, layOutRules, Params } from "./approvals.ts";

const Row = z.object({
  key: z.string(),
  title_zh: z.string(),
  title_en: z.string(),
  basis: z.string(),
  start_on: z.number().nullable(),
  expires_on: z.number().nullable(),
  ask_by: z.number().nullable(),
  ask_days: z.number().nullable(),
  decide_by: z.number().nullable(),
  decide_days: z.number().nullable(),
  approved_on: z.number(),
  requested_on: z.number().nullable(),
  level: z.number().nullable(),
  required: z.number().nullable(),
  late: z.boolean().nullable(),
  low: z.boolean().nullable(),
  tardy: z.boolean().nullable(),
  slow: z.boolean().nullable(),
  turn: z.number().nullable(),
  times: z.number().nullable(),
  often: z.boolean().nullable(),
  months_in_all: z.number().nullable(),
  days_in_all: z.number().nullable(),
  most_months: z.number().nullable(),
  most_days: z.number().nullable(),
  much: z.boolean().nullable(),
});

export default defineDetector({
  meta: {
    id: "clock-approvals",
    code: "TM07",
    version: "1",
    family: "timing",
    title: {
      zh: "延长审批疑似届满后作出、越级、逾期申请或决定、超过次数或幅度",
      en: "An extension approved after expiry, by too low a level, asked for or decided too late, once too often, or of too much",
    },
    about: {
      zh: "延长办案期限的审批晚于期限届满，或审批层级低于规定，或申请晚于规定的提前日数（默认侦查羁押七日、刑事一审和民事审限十五日），或民事审限的延长未在届满前规定日数（默认五日）之前决定，或超过规定的次数，或累计延长超过规定的幅度。",
      en: "A limit was extended after it had expired, by a level below the one it needs, or on a request made later than the law allows (by default seven days before the end of custody, fifteen before the end of a first criminal trial's or a civil case's limit), or, in a civil case, was decided on too late before it expired (by default less than five days), or more often, or by more in all, than the law allows.",
    },
    tier: "rule",
    scope: "case",
    severity: 3,
    needs: { extensions: ["kind", "approved_at"] },
    law: [
      {
        name: "公安部关于改革完善受案立案制度的意见",
        from: "2016-01-01",
        confidence: "sure",
        note: "公通字〔2015〕32号：刑事立案审查，县级以上公安机关负责人批准",
        matters: ["TM01-filing-review"],
      },
      {
        name: "最高人民检察院、公安部关于公安机关办理经济犯罪案件的若干规定",
        article: "15",
        from: "2018-01-01",
        confidence: "sure",
        note: "经济犯罪案件立案审查，县级以上、上一级公安机关负责人批准",
        matters: ["TM01-filing-review"],
      },
      {
        name: "公安机关办理刑事案件程序规定",
        article: "148–150",
        from: "2020-09-01",
        confidence: "sure",
        note: "侦查羁押：届满七日前提请延长",
        matters: ["TM02-investigation"],
      },
      {
        name: "刑事诉讼法",
        article: "156、158、159",
        from: "2018-10-26",
        confidence: "sure",
        note: "侦查羁押：上一级、省级人民检察院批准",
        matters: ["TM02-investigation"],
      },
      {
        name: "最高人民法院关于严格规范民商事案件延长审限和延期开庭问题的规定",
        article: "1",
        from: "2019-03-28",
        confidence: "sure",
        note: "民事审限：届满十五日前申请，届满五日前决定",
        matters: Object.keys(civil(0)),
      },
      {
        name: "最高人民法院关于适用〈中华人民共和国刑事诉讼法〉的解释",
        article: "210",
        from: "2021-03-01",
        confidence: "sure",
        note: "刑事一审：上一级人民法院批准；届满十五日前层报",
        matters: Object.keys(criminal(0)),
      },
      {
        name: "治安管理处罚法",
        article: "99",
        from: "2013-01-01",
        to: "2025-12-31",
        confidence: "sure",
        note: "治安案件：上一级公安机关批准",
        matters: ["TM06-decision-from-acceptance"],
      },
      {
        name: "治安管理处罚法",
        article: "118",
        from: "2026-01-01",
        confidence: "sure",
        note: "治安案件：延长以二次为限；派出所案件由所属公安机关批准",
        matters: ["TM06-decision-from-filing", "TM06-decision-unfiled"],
      },
    ],
    innocent: [
      { zh: "审批先以纸质作出，系统时间为录入时间", en: "Approved on paper in time; the system has the time of entry" },
      { zh: "其间有应扣除的时间，未录入", en: "Time that does not count was not entered" },
      { zh: "审批人层级字段录为经办单位", en: "The field holds the level of the unit that handled the request" },
    ],
    checks: [
      { zh: "查阅延长审批表的签批日期和审批机关", en: "Read date and organ on the form of the approval" },
      { zh: "核对扣除、重新计算事由", en: "Look for exclusions and restarts" },
      { zh: "核对届满至审批之间采取的措施", en: "See what was done between the expiry and the approval" },
    ],
    exclusions: [
      {
        zh: "未指明对应期限的审批，以其可能延长的各期限中最晚届满的为准",
        en: "An approval that names no rule is measured by the clock that expires last of those it may extend",
      },
      {
        zh: "期限内已办结、其后才作出且未指明对应期限的审批：不以该期限衡量",
        en: "An approval that names no rule is not measured by a clock that had ended in time before it",
      },
      {
        zh: "起算取决于未记录信息、层级未记载、申请时间未记载的：相应项目无法判断",
        en: "Where the start depends on what is not recorded, or level or request are not recorded: cannot tell",
      },
      {
        zh: "可能对应多个期限的审批，不计入任何一个期限的延长次数",
        en: "An approval that may be meant for several clocks counts for none of them in how often it was extended",
      },
      {
        zh: "同一期限为多人分别延长的：每人的延长单独计次",
        en: "Where a limit was extended of several persons, each person's extensions are counted by themselves",
      },
      {
        zh: "在先的延长未记载长短的，其后的延长是否迟批、迟请无法判断",
        en: "Whether an extension was asked for or approved too late where an earlier one does not say for how long: cannot tell",
      },
      {
        zh: "新法施行后对按旧法起算的期限批准的延长，次数、幅度无法判断",
        en: "How often, and by how much, a clock that began under a law that is over was extended afterwards: cannot tell",
      },
      {
        zh: "层级为确定的最低要求，地方规定更高的可在参数中调整",
        en: "Levels are the least that is sure; where local rules ask for more, set them",
      },
    ],
    unclear: {
      zh: "审批层级、申请时间或者起算没有记载；在先的延长未写明长短；或者期限依旧法起算、延长在新法施行之后。",
      en: "The level of approval, the request or the start of the clock is not recorded; an earlier extension does not say for how long; or the clock began under a law since replaced.",
    },
    references: ["行政处罚法 60"],
  },
  params: Params,
  row: Row,
  prepare: layOutRules,
  query: (params, situation) =>
    extendable(situation).length === 0
      ? noRows({ case_key: "integer", key: "varchar", outcome: "varchar" })
      : sql`
        select y.*, case when late or low or tardy or slow or often or much then 'hit'
          when late is null or low is null or tardy is null or slow is null or often is null or much is null then 'cannot tell'
          else 'clear' end as outcome
        from (
          select x.*, case when expires_on is null or unsure then null else approved_on > expires_on end as late,
            case when required is null then false when level < required and above then null else level < required end as low,
            case when ask_days is null then false when ask_by is null or unsure or requested_on is null then null
              else requested_on > ask_by end as tardy,
            case when decide_days is null then false when decide_by is null or unsure then null
              else approved_on > decide_by and approved_on <= expires_on end as slow,
            ${beyond(sql`turn > times`)} as often,
            ${beyond(sql`${LEAST_MONTH} * months_in_all + days_in_all > ${LONGEST_MONTH} * most_months + most_days`)} as much
          from (${approvals(params, situation)}) x
        ) y`,
  evidence: () => recordEvidence("extensions"),
  explain: (row) => {
    const grounds = groundsOf(row);
    return {
      message: {
        zh: `${dateOf(row.approved_on)} 批准的延长（${row.title_zh}）：${grounds.map(({ zh }) => zh).join("；")}，需核查。`,
        en: `The extension approved on ${dateOf(row.approved_on)} (${row.title_en}): ${grounds.map(({ en }) => en).join("; ")}.`,
      },
      measured: row.late ? row.approved_on - (row.expires_on ?? 0) : null,
      unit: row.late ? "days" : null,
      clock: [
        ...when(row.basis !== "", () => ({ label: { zh: "期限依据", en: "The limit rests on" }, value: row.basis })),
        ...dayStep({ zh: "期限起算", en: "The limit starts" }, row.start_on),
        ...dayStep({ zh: "此次延长前届满", en: "Expires before this extension" }, row.expires_on),
        ...dayStep({ zh: `届满 ${row.ask_days} 日前`, en: `${row.ask_days} days before` }, row.ask_by),
        ...dayStep({ zh: `届满 ${row.decide_days} 日前`, en: `${row.decide_days} days before` }, row.decide_by),
        ...dayStep({ zh: "申请", en: "Requested" }, row.requested_on),
        ...dayStep({ zh: "批准", en: "Approved" }, row.approved_on),
      ],
    };
  },
});

/** A day of the arithmetic, where it is known. */
const dayStep = (label: Bilingual, day: number | null): ClockStep[] =>
  when(day, (known) => ({ label, value: dateOf(known) }));

const [LEAST_MONTH, LONGEST_MONTH] = [28, 31];

/** What goes beyond the law that a clock began under, where nobody approved it under another. */
const beyond = (more: Sql): Sql =>
  sql`case when coalesce(${more}, false) then case when not after_law then true end else false end`;

const amount = (months: number, days: number) => ({
  zh: [months > 0 ? `${months} 个月` : "", days > 0 ? `${days} 日` : ""].filter(Boolean).join(" "),
  en: [months > 0 ? counted(months, "month") : "", days > 0 ? counted(days, "day") : ""].filter(Boolean).join(" and "),
});

/** What may be said against an extension, each where it is so. */
function groundsOf(row: z.output<typeof Row>): Bilingual[] {
  const levelOf = (rank: number | null) => LEVEL_TITLES[LEVEL_NAMES[rank ?? 0] ?? "station"];
  const [level, required] = [levelOf(row.level), levelOf(row.required)];
  const [expires, requested, ask_by, decide_by] = [row.expires_on, row.requested_on, row.ask_by, row.decide_by].map(
    (day) => dateOf(day ?? 0),
  );
  const late = row.approved_on - (row.expires_on ?? 0);
  const granted = amount(row.months_in_all ?? 0, row.days_in_all ?? 0);
  const most = amount(row.most_months ?? 0, row.most_days ?? 0);
  return [
    ...when(row.late, () => ({
      zh: `期限已于 ${expires} 届满，晚 ${late} 日`,
      en: `the limit had expired on ${expires}, ${counted(late, "day")} earlier`,
    })),
    ...when(row.low, () => ({
      zh: `由${level.zh}一级批准，规定为${required.zh}以上`,
      en: `approved by the ${level.en}, where the ${required.en} or above is needed`,
    })),
    ...when(row.tardy, () => ({
      zh: `${requested} 申请，晚于届满前 ${row.ask_days} 日（${ask_by}）`,
      en: `asked for on ${requested}, later than ${row.ask_days} days before the limit (${ask_by})`,
    })),
    ...when(row.slow, () => ({
      zh: `晚于届满前 ${row.decide_days} 日（${decide_by}）决定`,
      en: `decided later than ${row.decide_days} days before the limit (${decide_by})`,
    })),
    ...when(row.often, () => ({
      zh: `为第 ${row.turn} 次延长，规定至多 ${row.times} 次`,
      en: `it is extension number ${row.turn}, where at most ${row.times} ${row.times === 1 ? "is" : "are"} allowed`,
    })),
    ...when(row.much, () => ({
      zh: `累计批准延长 ${granted.zh}，规定至多 ${most.zh}`,
      en: `what was approved comes to ${granted.en}, where the law allows ${most.en} at most`,
    })),
  ];
}
