import * as z from "zod";
import { columnOf } from "../../pipeline/columns.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { labels, optionalLabels } from "../_terms/labels.ts";

export const Params = z.strictObject({
  submit: labels(
    ["呈请审批", "提交审批", "呈批", "报请审批", "提请审批", "提交审核", "送审"],
    "labels by which a file is submitted for approval",
  ),
  approve: labels(["审批", "审批通过", "审核", "法制审核", "院长审批", "检察长审批"], "labels of an approval"),
  ordered: labels(
    [
      "受案登记",
      "立案",
      "传唤",
      "询问",
      "讯问",
      "处罚前告知",
      "法制审核",
      "集体讨论",
      "审批",
      "处罚决定",
      "送达",
      "侦查终结",
      "移送审查起诉",
      "提起公诉",
      "开庭",
      "评议",
      "判决",
    ],
    "steps that the law puts in an order, so that they cannot be done at one moment",
  ),
  exempt_variants: optionalLabels(
    ["当场处罚", "on-the-spot", "速裁程序", "速裁", "fast-track", "快速办理"],
    "variants (`cases.procedure_variant`) dealt with on the spot or in one go",
  ),
  max_seconds: z.number().positive().default(60).describe("from submission to approval; an engineering default"),
  min_documents: z.int().min(1).default(2).describe("documents submitted, at least; an engineering default"),
  percentile: z
    .number()
    .positive()
    .max(0.5)
    .default(0.01)
    .describe("share of the same kind that is as fast; a default"),
  habit: z
    .number()
    .positive()
    .max(1)
    .default(0.05)
    .describe("share of the kind under `max_seconds` that makes it a habit of the place; a default"),
  min_sample: z.int().min(1).default(100).describe("of the same kind, to know its percentile; an engineering default"),
  min_steps: z.int().min(2).default(3).describe("ordered steps at one moment; an engineering default"),
  entered_later_hours: z
    .number()
    .positive()
    .default(24)
    .describe("recorded so much after the moment, the steps were entered later and say nothing of speed; a default"),
});
export type Params = z.output<typeof Params>;

/** The type of a case `c`, empty where none is on record. */
export const typeOf = (situation: Situation): Sql =>
  sql`coalesce(${columnOf(situation, "cases", "case_type", sql`c`)}, '')`;

/** Whether a case `c` is dealt with on the spot or in one go. */
export const exempt = ({ exempt_variants }: Params, situation: Situation): Sql =>
  sql`coalesce(${columnOf(situation, "cases", "procedure_variant", sql`c`)} in ${exempt_variants}, false)`;

/** Units of which no time has seconds: what is one moment of theirs cannot be told. */
export const toTheMinute = sql`
  select coalesce(org_id, '') as unit from steps group by coalesce(org_id, '') having max(occurred_at % 60000) = 0`;
