import type { Bilingual } from "../../schemas/text.ts";
import { type ColumnOf, columnOf } from "../columns.ts";
import type { Engine } from "../engine/engine.ts";
import { id, join, type Sql, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";
import { untilMidnight } from "../rules/span.ts";

const SHOWN = ["kind", "reason", "document", "author", "approver", "from_at", "to_at"] as const;

/**
 * By number of hit, the entry of the register of exemptions that covers it: one of its case or unit, or of neither,
 * which is of all; of its rule where it names one, whose days meet those of the case, or else of the records that the
 * hit rests on. Where these have no time, the entry covers it and says that its time was not compared. Reads
 * `sightings`, `cards` and `evidence_rows`.
 */
export async function exemptionsOf(
  engine: Engine,
  facts: Pick<Facts, "columns" | "has" | "zone">,
): Promise<Map<number, Entry>> {
  if (!facts.columns.has("exemptions")) return new Map();
  const own = (name: ColumnOf<"exemptions">) => columnOf(facts, "exemptions", name, sql`x`);
  const day = (moment: Sql) => engine.localDay(moment, facts.zone);
  // An entry covers the whole of its last day.
  const until = untilMidnight(own("to_at"), engine.localTime(own("to_at"), facts.zone));
  const shown = SHOWN.map((name) => sql`${name === "to_at" ? until : own(name)} as ${id(name)}`);
  const [began, ended] = [sql`coalesce(k.first_at, e.first_at)`, sql`coalesce(k.last_at, e.last_at)`];
  const covered = await engine.all<{ hit_no: number; exemption_id: string; undated: boolean }>(sql`
    select m.hit_no, m.exemption_id,
      m.began is null and coalesce(${own("from_at")}, ${own("to_at")}) is not null as undated
    from (
      select s.hit_no, min(x.exemption_id) as exemption_id, min(${began}) as began
      from (
        select s.hit_no, s.rule_no, s.case_key, x.exemption_id from sightings s join exemptions x on ${own("case_id")} = s.case_id
        union all
        select s.hit_no, s.rule_no, s.case_key, x.exemption_id
        from sightings s join exemptions x on ${own("org_id")} = s.org_id where ${own("case_id")} is null
        union all
        select s.hit_no, s.rule_no, s.case_key, x.exemption_id
        from sightings s cross join exemptions x where ${own("case_id")} is null and ${own("org_id")} is null
      ) s
      join exemptions x on x.exemption_id = s.exemption_id
      join cards c on c.rule_no = s.rule_no left join cases k on k.case_key = s.case_key
      left join (
        select hit_no, min(occurred_at) as first_at, max(occurred_at) as last_at from evidence_rows group by hit_no
      ) e on e.hit_no = s.hit_no
      where (${own("rule")} is null or ${own("rule")} in (c.rule, c.code, c.detector))
        and coalesce(${day(own("from_at"))} <= ${day(ended)}, true)
        and coalesce(${day(own("to_at"))} >= ${day(began)}, true)
      group by s.hit_no
    ) m join exemptions x on x.exemption_id = m.exemption_id
    order by m.hit_no`);
  // An entry without case and unit may cover every hit: all of them share one object.
  const entries = await engine.all<Entry>(sql`select x.exemption_id, ${join(shown)} from exemptions x`);
  const known = new Map(entries.map((entry) => [entry.exemption_id, entry]));
  const undated = new Map(entries.map((entry) => [entry.exemption_id, { ...entry, time_compared: false }]));
  return new Map(covered.map((hit) => [hit.hit_no, (hit.undated ? undated : known).get(hit.exemption_id) as Entry]));
}

type Entry = Readonly<Record<string, unknown>> & { readonly exemption_id: string };

/** How many entries a note names. */
const NAMED = 20;

/** What a report says of entries that it shows beside no warning: `shown` are the others. */
export async function exemptionNotes(
  { engine, columns }: Pick<Facts, "engine" | "columns">,
  shown: ReadonlySet<string>,
): Promise<Bilingual[]> {
  if (!columns.has("exemptions")) return [];
  const entries = await engine.all<{ id: string }>(sql`select distinct exemption_id as id from exemptions order by 1`);
  const idle = entries.flatMap(({ id }) => (shown.has(id) ? [] : [id]));
  if (idle.length === 0) return [];
  const [first, more] = [idle.slice(0, NAMED), idle.length > NAMED ? " …" : ""];
  return [
    {
      zh: `容错清单共 ${entries.length} 项，其中 ${idle.length} 项未标注于任何提示：${first.join("、")}${more}`,
      en: `Of ${entries.length} entries of the register of exemptions, ${idle.length} stand beside no warning: ${first.join(", ")}${more}`,
    },
  ];
}
