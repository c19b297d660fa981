import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import { defineDetector, type Situation } from "../../pipeline/detector.ts";
import { id, join, type Sql, sql, word } from "../../pipeline/engine/sql.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { sideParams } from "../_terms/handovers.ts";
import { optionalLabels } from "../_terms/labels.ts";
import { recordEvidence } from "../_terms/records.ts";
import { layOutRounds, SHARED_NUMBERS } from "../_terms/rounds.ts";

const Params = z.strictObject({
  ...sideParams,
  amend: optionalLabels(
    ["追加起诉", "变更起诉", "补充起诉", "补充移送", "追加移送", "变更强制措施", "更正移送清单", "退回补正"],
    "labels of a document that changes what was handed over; it explains any difference",
  ),
  apart: optionalLabels(
    ["另案处理", "分案处理", "不起诉决定", "不起诉", "另行移送"],
    "labels of a person dealt with apart; with `events.party_id` it explains that person, without one nothing can be told",
  ),
});
type Params = z.output<typeof Params>;

const LISTS = ["persons", "charges", "measures"] as const;
const FIELDS = [...LISTS, "items", "quantity"] as const;

export default defineDetector({
  meta: {
    id: "hand-over-mismatch",
    code: "XA02",
    version: "1",
    family: "cross-agency",
    title: { zh: "移送内容不一致", en: "The two sides of a hand-over differ" },
    about: {
      zh: "同一移送编号下，双方登记的人员、罪名、强制措施、物品清单或数量不一致，又没有追加、变更、另案等文书。",
      en: "Under one number the two sides recorded other persons, charges, measures, items or quantities, and no document of an addition, change or separate handling explains it.",
    },
    tier: "rule",
    scope: "log",
    severity: 3,
    absence: true,
    needs: { handovers: [] },
    law: [
      {
        name: "刑事诉讼法",
        article: "162、176、245",
        from: "2018-10-26",
        confidence: "fair",
        note: "移送案卷材料、证据和涉案财物清单",
      },
    ],
    innocent: [
      { zh: "部分人员另案处理或不起诉", en: "Some persons are dealt with apart or not prosecuted" },
      { zh: "罪名经审查变更，文书未录入", en: "The charge was changed on review, and the document is not entered" },
      { zh: "双方的清单格式或计量单位不同", en: "The sides list or count in other units" },
    ],
    checks: [
      { zh: "核对纸质移送清单与签收回执", en: "Compare the paper list with the signed receipt" },
      { zh: "逐人、逐物核对去向", en: "Account for each person and item" },
    ],
    exclusions: [
      SHARED_NUMBERS,
      {
        zh: "次序、空格、分隔符号不同的清单：视为一致",
        en: "Order, blanks and what stands between the parts of a list make no difference",
      },
      {
        zh: "仅一方登记的人员已记载另案处理的：其罪名、强制措施、物品可能随之不同，这些内容无法判断",
        en: "Where a person whom one side alone has is dealt with apart, their charge, measure and items may be what differs: of those nothing can be told",
      },
      { zh: "已退回补正的移送：不比较", en: "What was sent back for correction is not compared" },
      {
        zh: "一方没有登记该项内容的：无法判断",
        en: "What one of the sides did not record cannot be compared: cannot tell",
      },
      {
        zh: "移送之日以前的追加、变更文书：不能解释此次移送的差异",
        en: "A change made before the day of the sending explains no difference of it",
      },
      { zh: "没有接收登记的：属 XA01", en: "Without a receipt: the matter of XA01" },
    ],
    unclear: {
      zh: "一方没有登记该项内容；接收登记不知对应哪一次移送；或者另案处理的是何人没有记载。",
      en: "One side did not record the item; a receipt may belong to either of two sendings; or who was handled separately is not recorded.",
    },
    references: [],
  },
  params: Params,
  row: z.object({
    handover_no: z.string(),
    from_org: z.string().nullable(),
    to_org: z.string().nullable(),
    persons_sent: z.number(),
    persons_received: z.number(),
    charges_sent: z.number(),
    charges_received: z.number(),
    measures_sent: z.number(),
    measures_received: z.number(),
    items: z.boolean(),
    quantity: z.boolean(),
    quantity_sent: z.number().nullable(),
    quantity_received: z.number().nullable(),
    aside: z.boolean(),
  }),
  prepare: async (params, situation) => {
    const { engine } = situation.facts;
    await layOutRounds(params, situation);
    await engine.run(sql`create or replace temp table explained_parties as ${explanations(params, situation)}`);
    await engine.run(sql`create or replace temp table list_differences as ${listDifferences(situation)}`);
  },
  query: () => {
    const lists = LISTS.map(
      (name) => sql`coalesce(d.${id(`${name}_sent`)}, 0) as ${id(`${name}_sent`)},
        coalesce(d.${id(`${name}_received`)}, 0) as ${id(`${name}_received`)}`,
    );
    const compared = join(
      [...LISTS, "items_hash", "quantity"].map(
        (name) => sql`(s.${id(name)} is not null and r.${id(name)} is not null)`,
      ),
      word(" or "),
    );
    return sql`
      select case when case_key is null then 'series' end as subject_type,
        case when case_key is null then round end as subject_id, round as key, x.*,
        case
          when returned or amended then 'clear'
          when not compared then 'cannot tell'
          when not (people or things) then 'clear'
          when nameless or (aside and not people) then 'cannot tell'
          else 'hit'
        end as outcome
      from (
        select y.*, persons_sent + persons_received > 0 as people,
          charges_sent + charges_received + measures_sent + measures_received > 0 or items or quantity as things
        from (
          select coalesce(h.sent_case, h.received_case) as case_key, h.round, h.handover_no, h.sent_no, h.received_no, h.from_org,
            h.to_org, h.returned, ${join(lists)}, coalesce(d.aside, false) as aside,
            coalesce(lower(s.items_hash) <> lower(r.items_hash), false) as items, coalesce(s.quantity <> r.quantity, false) as quantity,
            s.quantity as quantity_sent, r.quantity as quantity_received, ${compared} as compared,
            coalesce(e.amended > 0, false) as amended, coalesce(e.nameless > 0, false) as nameless
          from handover_rounds h
          join handover_records s on s.record_no = h.sent_no
          left join handover_records r on r.record_no = h.received_no
          left join list_differences d on d.round = h.round
          left join (
            select round, sum(case when kind = 'amend' then 1 else 0 end) as amended,
              sum(case when kind = 'apart' and party_id is null then 1 else 0 end) as nameless
            from explained_parties group by round
          ) e on e.round = h.round
          where h.received_no is not null or h.unsure
        ) y
      ) x`;
  },
  evidence: () => sql`
    ${recordEvidence("handovers", "sent_no")}
    union all select hit_no, 'b', received_no, null, 'handovers' from hits`,
  explain: (row) => {
    const { handover_no, from_org, to_org } = row;
    const told = row.aside ? (["persons"] as const) : FIELDS;
    const differing = told.flatMap((field) => differenceOf(field, row));
    return {
      message: {
        zh: `移送 ${handover_no}（${from_org ? `${from_org} ` : "移送方"}至 ${to_org ?? "接收方"}）双方登记不一致：${differing.map(({ zh }) => zh).join("；")}。未见相应的追加、变更或另案文书，需核查。`,
        en: `The two sides of hand-over ${handover_no} (${from_org ?? "the sender"} to ${to_org ?? "the receiver"}) differ: ${differing.map(({ en }) => en).join("; ")}. No document of an addition, change or separate handling that explains it is on record.`,
      },
      measured: differing.length,
      unit: "fields",
      missing: [{ zh: "追加、变更或另案处理文书", en: "Document of the addition, change or separate handling" }],
    };
  },
});

type Row = Readonly<
  Record<(typeof FIELDS)[number] | `${(typeof LISTS)[number] | "quantity"}_${"sent" | "received"}`, unknown>
>;

const FIELD_NAMES: Record<(typeof LISTS)[number], Bilingual> = {
  persons: { zh: "人员", en: "persons" },
  charges: { zh: "罪名", en: "charges" },
  measures: { zh: "强制措施", en: "measures" },
};

function differenceOf(field: (typeof FIELDS)[number], row: Omit<Row, (typeof LISTS)[number]>): Bilingual[] {
  if (field === "items") return row.items ? [{ zh: "物品清单不同", en: "the lists of items differ" }] : [];
  if (field === "quantity") {
    const { quantity_sent: sent, quantity_received: received } = row;
    return row.quantity
      ? [{ zh: `数量移送 ${sent}、接收 ${received}`, en: `quantity ${sent} sent, ${received} received` }]
      : [];
  }
  const [sent, received] = [Number(row[`${field}_sent`]), Number(row[`${field}_received`])];
  if (sent + received === 0) return [];
  const { zh, en } = FIELD_NAMES[field];
  const each = field === "persons" ? "人" : "项";
  return [
    {
      zh: `${zh}仅移送方登记的 ${sent} ${each}、仅接收方登记的 ${received} ${each}`,
      en: `${en}: ${sent} with the sender alone, ${received} with the receiver alone`,
    },
  ];
}

/**
 * Documents in either side's case: `round, kind` (amend or apart)`, party_id`. What changes a hand-over comes from
 * the day of its sending on; who is dealt with apart may have been before.
 */
function explanations({ amend, apart }: Params, situation: Situation): Sql {
  return sql`
    select distinct h.round, case when e.activity in ${amend} then 'amend' else 'apart' end as kind,
      ${columnOf(situation, "events", "party_id", sql`e`)} as party_id
    from events e join (
      select round, sent_on, sent_case as case_key from handover_rounds
      union select round, sent_on, received_case from handover_rounds
    ) h on h.case_key = e.case_key
    where e.activity in ${[...amend, ...apart]} and (e.activity in ${[...apart, ""]} or e.occurred_on >= h.sent_on)`;
}

/**
 * How many parts of each list only one side has; a row where any does: `round, persons_sent, persons_received …`, and
 * whether a person is `aside`: dealt with apart, and for that not counted.
 */
function listDifferences({ engine }: Situation): Sql {
  const side = (name: string, record: "s" | "r") => sql`
    select h.round, ${word(record)}.sent, ${word(record)}.${id(name)} as list
    from handover_rounds h
    join handover_records s on s.record_no = h.sent_no and s.${id(name)} is not null
    join handover_records r on r.record_no = h.received_no and r.${id(name)} is not null`;
  const sidesOf = (name: string) => sql`${side(name, "s")} union all ${side(name, "r")}`;
  const parts = LISTS.map(
    (name) => sql`
      select distinct t.round, ${name} as field, t.sent, p.value as part
      from (${sidesOf(name)}) t cross join lateral ${engine.split(sql`t.list`, "p")}
      where p.value <> ''`,
  );
  const count = (name: string, sent: boolean) =>
    sql`sum(case when field = ${name} and sent = ${sent} and not apart then 1 else 0 end) as ${id(`${name}_${sent ? "sent" : "received"}`)}`;
  return sql`
    select round, ${join(LISTS.flatMap((name) => [count(name, true), count(name, false)]))}, bool_or(apart) as aside
    from (
      select p.round, p.field, p.part, bool_or(p.sent) as sent, bool_or(e.round is not null) as apart
      from (${join(parts, word(" union all "))}) p
      left join explained_parties e on p.field = 'persons' and e.kind = 'apart' and e.round = p.round and e.party_id = p.part
      group by p.round, p.field, p.part
      having count(*) = 1
    ) x group by round`;
}
