import * as z from "zod";
import type { Situation } from "../../pipeline/detector.ts";
import { id, join, type Sql, sql, word } from "../../pipeline/engine/sql.ts";
import { localDay } from "../../pipeline/kit/zone.ts";
import { periodsWithin } from "../../pipeline/statistics/periods.ts";
import { judgeRates, type Stratum } from "../../pipeline/statistics/rates.ts";
import { sampleOf } from "../_terms/records.ts";
import { falseDiscoveryRate } from "../_terms/signal.ts";

const Rate = z.strictObject({
  zh: z.string().min(1),
  en: z.string().min(1),
  exits: z.array(z.string().min(1)).min(1),
  others: z.array(z.string().min(1)).min(1),
});

export const Params = z.strictObject({
  rates: z
    .record(z.string(), Rate)
    .default({
      withdrawn: {
        zh: "撤案、终止侦查",
        en: "withdrawn or ended in the investigation",
        exits: ["撤案", "撤销案件", "终止侦查"],
        others: ["移送审查起诉", "移送起诉", "移送其他机关"],
      },
      "no-arrest": {
        zh: "不批准逮捕",
        en: "arrest not approved",
        exits: ["不批准逮捕", "不批捕", "不予批准逮捕", "不予逮捕"],
        others: ["批准逮捕", "批捕", "决定逮捕"],
      },
      "not-prosecuted": {
        zh: "不起诉",
        en: "not prosecuted",
        exits: ["不起诉", "不起诉决定"],
        others: ["提起公诉", "起诉", "起诉决定"],
      },
      "charge-withdrawn": {
        zh: "撤回起诉",
        en: "charge withdrawn",
        exits: ["准许撤回起诉", "裁定准许撤回起诉"],
        others: ["判决", "一审判决", "宣判", "当庭宣判", "定期宣判"],
      },
    })
    .describe("labels of the exits, and of the other decisions of the same stage that they are a share of"),
  quarters: z.int().min(1).default(4).describe("latest complete quarters counted; an engineering default"),
  min_cases: z.int().min(1).default(30).describe("decisions of a unit below which nothing is said; a default"),
  min_units: z.int().min(3).default(6).describe("units with that many decisions; an engineering default"),
  min_ratio: z.number().min(1).default(1.5).describe("against what is expected, up or down; an engineering default"),
  max_p: z.number().positive().max(1).default(0.002).describe("two-sided; 0.002 is the 99.8% limit"),
  false_discovery_rate: falseDiscoveryRate(0.05),
  sample: sampleOf("exits"),
});
export type Params = z.output<typeof Params>;

/** The latest complete quarters as days and by name; null where there are not enough of them. */
export function spanOf({ quarters }: Params, { facts, asOf }: Situation) {
  const today = localDay(facts.zone.name, asOf);
  const found = periodsWithin("quarter", today - 92 * (quarters + 1), today).slice(-quarters);
  const [first, last] = [found[0], found.at(-1)];
  if (!first || !last) return null;
  return { key: first === last ? first.key : `${first.key}–${last.key}`, first: first.first, last: last.last };
}

/** The first decision of each stage in each case: `heading, case_key, pos, occurred_on, org_id, exits` (0 or 1). */
export function decisions({ rates }: Params): Sql {
  const rows = Object.entries(rates).flatMap(([heading, { exits, others }]) => [
    ...exits.map((label) => sql`(cast(${label} as varchar), cast(${heading} as varchar), 1)`),
    ...others.map((label) => sql`(cast(${label} as varchar), cast(${heading} as varchar), 0)`),
  ]);
  const labels = sql`(values ${join(rows)}) as k(activity, heading, exits)`;
  return sql`
    select d.heading, d.case_key, d.pos, k.exits, s.occurred_on, coalesce(s.org_id, c.org_id) as org_id
    from (
      select k.heading, s.case_key, min(s.pos) as pos from steps s join ${labels} on k.activity = s.activity
      group by k.heading, s.case_key
    ) d
    join steps s on s.case_key = d.case_key and s.pos = d.pos
    join ${labels} on k.activity = s.activity and k.heading = d.heading
    join cases c on c.case_key = d.case_key`;
}

/** Units beside what the exits of the others, in cases of the same kind and cause, let one expect of them. */
export async function judge(params: Params, situation: Situation) {
  const span = spanOf(params, situation);
  if (!span) return [];
  const kind = (["case_type", "cause_code"] as const).flatMap((name) =>
    situation.has("cases", name) ? [sql`coalesce(c.${id(name)}, '')`] : [],
  );
  const mix = kind.length > 0 ? join(kind, word(" || ' / ' || ")) : sql`cast('' as varchar)`;
  const strata = await situation.facts.engine.all<Stratum>(sql`
    select d.org_id, d.heading, ${mix} as mix, count(*) as n, sum(d.exits) as observed
    from (${decisions(params)}) d join cases c on c.case_key = d.case_key
    where d.org_id is not null and d.occurred_on between ${span.first} and ${span.last}
    group by d.org_id, d.heading, ${mix} order by d.heading, d.org_id, mix`);
  return judgeRates(strata, params).map((rate) => ({ ...rate, key: `${rate.heading} ${span.key}` }));
}
