import type { Bilingual } from "../../../schemas/text.ts";
import type { Engine } from "../../engine/engine.ts";
import { type Sql, sql } from "../../engine/sql.ts";
import { groupBy } from "../../kit/group.ts";
import type { ContextPart } from "../context.ts";
import type { Loads } from "./loads.ts";
import { contextPart, figure, ofCases, type Said } from "./part.ts";

interface Rate {
  readonly rule_no: number;
  readonly org_id: string;
  readonly hits: number;
  readonly judged: number;
}

/** How often the same rule was hit in the unit and among its peers; a rule of no procedure is number 0. */
export async function ratePart(engine: Engine, found: Sql, loads: Loads | null): Promise<ContextPart | null> {
  const rows = await engine.all<Rate>(sql`
    select f.rule_no, c.org_id, count(case when f.outcome = 'hit' then 1 end) as hits, count(*) as judged
    from (${found}) f join cases c on c.case_key = f.case_key
    where f.outcome in ('hit', 'clear') and c.org_id is not null
      and f.rule_no in (select distinct rule_no from sightings)
    group by f.rule_no, c.org_id`);
  const groupOf = (org: string) => loads?.groupOf(org) ?? null;
  const peers = groupBy(rows, ({ rule_no, org_id }) => `${rule_no} ${groupOf(org_id) ?? ""}`);
  const said = [...peers.values()].flatMap((rates) => {
    const sum = (name: "hits" | "judged") => rates.reduce((n, rate) => n + rate[name], 0);
    const [hits, judged] = [sum("hits"), sum("judged")];
    return rates.map((own): Said => {
      const others = { hits: hits - own.hits, judged: judged - own.judged };
      return [[own.rule_no, own.org_id], rateSaid(own, others, groupOf(own.org_id))];
    });
  });
  return ofCases(
    await contextPart(
      engine,
      "rate",
      [
        ["rule_no", "integer"],
        ["org_id", "text"],
      ],
      said,
    ),
  );
}

type Count = Pick<Rate, "hits" | "judged">;

function rateSaid(own: Count, peers: Count, group: string | null): Bilingual[] {
  if (peers.judged === 0) return [];
  const share = ({ hits, judged }: Count) => `${figure((100 * hits) / judged)}%`;
  const others = group === null ? { zh: "其他单位", en: "other units" } : { zh: "同类其他单位", en: "its peers" };
  return [
    {
      zh: `同一规则的基数：本单位判定 ${own.judged} 件、提示 ${own.hits} 件（${share(own)}）；${others.zh}判定 ${peers.judged} 件、提示 ${peers.hits} 件（${share(peers)}）。`,
      en: `Base rate of the rule: ${own.hits} of ${own.judged} judged in the unit (${share(own)}), ${peers.hits} of ${peers.judged} in ${others.en} (${share(peers)}).`,
    },
  ];
}
