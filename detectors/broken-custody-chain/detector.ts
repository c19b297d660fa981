import * as z from "zod";
import { defineDetector, type Explanation } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { DAY, HOUR, hoursTold } from "../../pipeline/kit/duration.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import { countedFrom, DATES_ALONE, hoursRun, momentTold } from "../_terms/moments.ts";
import { KINDS, layOutCustody, Params } from "./custody.ts";

const Row = z.object({
  key: z.enum(KINDS),
  measured: z.number(),
  before: z.number().nullable(),
  after: z.number().nullable(),
  unit: z.string().nullable(),
  since: z.number().nullable(),
  waited_ms: z.number().nullable(),
  missing: z.boolean(),
});

export default defineDetector({
  meta: {
    id: "broken-custody-chain",
    code: "XA06",
    version: "1",
    family: "cross-agency",
    title: { zh: "涉案财物流转异常", en: "Break in the custody of seized property" },
    about: {
      zh: "扣押后未按时入库，入库或处置的数量、价值少于扣押，判决生效后未处置，保管人即办案人。",
      en: "Seized things do not reach the store in time, fewer arrive or leave than were seized, nothing is done with them after the final judgment, or the keeper took part in the seizure.",
    },
    tier: "rule",
    scope: "log",
    severity: 4,
    absence: true,
    needs: { events: [] },
    law: [
      {
        name: "刑事诉讼法",
        article: "245",
        from: "2018-10-26",
        confidence: "sure",
        note: "查封、扣押财物的保管、移送与判决后处理",
      },
      {
        name: "公安机关办理刑事案件程序规定",
        article: "235",
        from: "2020-09-01",
        confidence: "sure",
        note: "保管人与办案人分离",
        matters: ["keeper"],
      },
      {
        name: "公安机关涉案财物管理若干规定",
        confidence: "fair",
        note: "2015；二十四小时内移交保管，条文序号未核实",
        matters: ["storage"],
      },
    ],
    innocent: [
      {
        zh: "经批准先行返还、变卖，未录入",
        en: "Given back or sold early with approval, and not entered",
        matters: ["storage", "drop", "undisposed"],
      },
      {
        zh: "大宗、易腐、危险物品在场外保管",
        en: "Bulky, perishable or dangerous things kept elsewhere",
        matters: ["storage"],
      },
      {
        zh: "偏远地区、夜间扣押，次日入库",
        en: "Seized at night or far away, stored the next day",
        matters: ["storage"],
      },
      { zh: "清点单位不同，或估价随后调整", en: "Counted in other units, or valued anew", matters: ["drop"] },
      {
        zh: "另有保管人，入库由办案人登记",
        en: "Somebody else keeps it, and the officer made the entry",
        matters: ["keeper"],
      },
    ],
    checks: [
      {
        zh: "核对扣押清单、入库单、出库单和实物",
        en: "Compare the list of seizure, the notes of arrival and exit, and the things",
      },
      {
        zh: "核对保管员名册与交接签名",
        en: "Compare the register of keepers and the signatures",
        matters: ["keeper"],
      },
      {
        zh: "核对判决主文中的财物处理与执行",
        en: "Compare what the judgment says of the property with its execution",
        matters: ["drop", "undisposed"],
      },
    ],
    exclusions: [
      DATES_ALONE,
      { zh: "查封、冻结等不移动的财物：不查入库", en: "Sealed or frozen property is not moved and not looked at" },
      { zh: "时限内返还、变卖、随案移送的：不提示", en: "What was given back, sold or sent on in time is clear" },
      {
        zh: "数据来源从不记录入库或处置，或缺少数量、价值、人员的：无法判断",
        en: "A source that never records stores or disposals, or a case that lacks numbers, values or persons: cannot tell",
      },
      {
        zh: "入库清单与各次扣押的清单都不一致的：可能属于任何一次扣押，无法判断；仍在入库期限内的，不算缺少",
        en: "An arrival under a list that no seizure has may be of any: cannot tell; what may still arrive in time is not missing",
      },
      {
        zh: "入库记录的角色不是保管人，或者办案人在入库记录中没有角色（可能只是送交）的：无法判断谁在保管",
        en: "Where the role at the arrival is not a keeper's, or an officer of the seizure stands there without one and may just have handed in: who keeps is not known",
      },
    ],
    unclear: {
      zh: "数据来源从不记载入库或者处置；数量、价值、人员、角色没有记载；入库清单与扣押清单对不上；或者只有日期、没有时刻。",
      en: "The source never records stores or disposals; numbers, values, persons or roles are not recorded; the list of an arrival is no seizure's; or the hour is unknown.",
    },
    references: [],
  },
  params: Params,
  row: Row,
  prepare: layOutCustody,
  awaits: ({ seize, store, give_back, dispose }) => [
    {
      name: { zh: "涉案财物入库", en: "Arrival of seized things in the store" },
      acts: store,
      calledBy: seize,
      key: "storage",
    },
    {
      name: { zh: "涉案财物发还或处置", en: "Return or disposal of seized things" },
      acts: [...give_back, ...dispose],
      calledBy: [...seize, ...store],
      key: "undisposed",
    },
  ],
  query: () =>
    sql`select case_key, kind as key, kind as matter, outcome, measured, before, after, unit, since, waited_ms, missing from custody_checks`,
  evidence: () => sql`
    select h.hit_no, case a.kind when 'seize' then 'a' when 'final' then 'a' else 'b' end as part, a.record_no, a.pos, a.source_table
    from hits h join custody_acts a on a.case_key = h.case_key and (
      (h.key = 'storage' and a.kind in ('seize', 'store')) or (h.key = 'drop' and a.kind <> 'final')
      or h.key = 'undisposed' or (h.key = 'keeper' and a.kind in ('seize', 'store')))`,
  explain: (row, params, { zone }) => {
    const when = row.since === null ? "" : momentTold(zone, row.since);
    const from = row.since === null ? { zh: "", en: "" } : countedFrom(zone, row.since);
    return SENTENCES[row.key]({ ...row, when, from }, params);
  },
});

type Told = z.output<typeof Row> & { readonly when: string; readonly from: Bilingual };

const SENTENCES: Record<(typeof KINDS)[number], (row: Told, params: z.output<typeof Params>) => Explanation> = {
  storage: ({ measured, from, waited_ms, missing }, { store_hours }) => {
    const hours = Math.floor((waited_ms ?? 0) / HOUR);
    const [waited, usual] = [hoursRun(waited_ms ?? 0), hoursTold(store_hours)];
    return {
      message: {
        zh: `${from.zh}起的 ${measured} 次扣押${missing ? `至今 ${waited.zh}没有入库、返还或处置的记录` : `在 ${waited.zh}后入库`}，期限 ${usual.zh}（实务标准），需核查。`,
        en: `${counted(measured, "seizure")} from ${from.en} on ${missing ? `${measured === 1 ? "has" : "have"} no arrival in the store, return or disposal after ${waited.en}` : `reached the store after ${waited.en}`}; ${usual.en} ${store_hours === 1 ? "is" : "are"} usual.`,
      },
      severity: missing ? 4 : 3,
      measured: hours,
      threshold: store_hours,
      unit: "hours",
      ...(missing ? { missing: [{ zh: "入库记录", en: "Arrival in the store" }] } : {}),
    };
  },
  drop: ({ measured, before, after, unit, missing }) => {
    const yuan = unit === "yuan";
    return {
      message: {
        zh: `${missing ? "处置" : "入库"}的${yuan ? "价值" : "数量"}为 ${after}，此前${missing ? "入库" : "扣押"}为 ${before}，少 ${measured}${yuan ? " 元" : ""}，需核查。`,
        en: `${yuan ? `${after} yuan` : counted(after ?? 0, "item")} ${missing ? "left the store, where" : "reached the store, where"} ${before} had been ${missing ? "stored" : "seized"}: ${measured} fewer.`,
      },
      measured: after,
      threshold: before,
      unit,
    };
  },
  undisposed: ({ measured, when }, { dispose_days }) => {
    const days = Math.floor(measured / DAY);
    return {
      message: {
        zh: `判决于 ${when} 生效，已 ${days} 日，涉案财物没有发还、上缴等处置记录（默认 ${dispose_days} 日），需核查。`,
        en: `The judgment became final on ${when}; ${days} days later nothing says what became of the seized property (${dispose_days} by default).`,
      },
      measured: days,
      threshold: dispose_days,
      unit: "days",
      missing: [{ zh: "涉案财物处置记录", en: "Disposal of the seized property" }],
    };
  },
  keeper: ({ measured, when }) => ({
    message: {
      zh: `${when} 入库记录的保管人同时是扣押的办案人（${measured} 次），保管应与办案分离，需核查。`,
      en: `The keeper on record on ${when} also took part in the seizure (${counted(measured, "arrival")}); keeping and handling are to be apart.`,
    },
    measured,
    unit: "arrivals",
  }),
};
