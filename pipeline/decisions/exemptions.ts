import type { Engine } from "../engine/engine.ts";
import { id, join, type Sql, sql } from "../engine/sql.ts";
import type { Facts } from "../facts.ts";

const SHOWN = ["kind", "reason", "document", "author", "approver", "from_at", "to_at"] as const;

/**
 * By number of hit, the entry of the register of exemptions that covers it: one of its case or unit, of its rule where
 * it names one, whose days meet those of the case, or else of the records that the hit rests on. Where these have no
 * time, the entry covers it and says that its time was not compared. Reads `sightings`, `cards` and `evidence_rows`.
 */
export async function exemptionsOf(
  engine: Engine,
  { columns, zone }: Pick<Facts, "columns" | "zone">,
): Promise<Map<number, Record<string, unknown>>> {
  const brought = columns.get("exemptions");
  if (!brought) return new Map();
  const text = (name: string) => (brought.has(name) ? sql`x.${id(name)}` : sql`cast(null as varchar)`);
  const time = (name: string) => (brought.has(name) ? sql`x.${id(name)}` : sql`cast(null as bigint)`);
  const day = (moment: Sql) => engine.localDay(moment, zone);
  const shown = SHOWN.map((name) => sql`${name.endsWith("_at") ? time(name) : text(name)} as ${id(name)}`);
  const [began, ended] = [sql`coalesce(k.first_at, e.first_at)`, sql`coalesce(k.last_at, e.last_at)`];
  const rows = await engine.all<{ hit_no: number; undated: boolean } & Record<string, unknown>>(sql`
    select m.hit_no, m.began is null and coalesce(${time("from_at")}, ${time("to_at")}) is not null as undated,
      x.exemption_id, ${join(shown)}
    from (
      select s.hit_no, min(x.exemption_id) as exemption_id, min(${began}) as began
      from (
        select s.hit_no, s.rule_no, s.case_id, x.exemption_id from sightings s join exemptions x on ${text("case_id")} = s.case_id
        union all
        select s.hit_no, s.rule_no, s.case_id, x.exemption_id
        from sightings s join exemptions x on ${text("org_id")} = s.org_id where ${text("case_id")} is null
      ) s
      join exemptions x on x.exemption_id = s.exemption_id
      join cards c on c.rule_no = s.rule_no left join cases k on k.case_id = s.case_id
      left join (
        select hit_no, min(occurred_at) as first_at, max(occurred_at) as last_at from evidence_rows group by hit_no
      ) e on e.hit_no = s.hit_no
      where (${text("rule")} is null or ${text("rule")} in (c.rule, c.code, c.detector))
        and coalesce(${day(time("from_at"))} <= ${day(ended)}, true)
        and coalesce(${day(time("to_at"))} >= ${day(began)}, true)
      group by s.hit_no
    ) m join exemptions x on x.exemption_id = m.exemption_id
    order by m.hit_no`);
  return new Map(
    rows.map(({ hit_no, undated, ...entry }) => [hit_no, undated ? { ...entry, time_compared: false } : entry]),
  );
}
