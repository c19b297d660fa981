import { tableOf } from "../../schemas/tables.ts";
import type { Engine } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import { broughtBy } from "../stored-rows.ts";
import type { Staged } from "./normalise.ts";

/**
 * What tells the register of a file of cases from another: the columns that it brings. Where records name their columns
 * themselves, which of them some record of a file has differs from night to night: such a register is known by the name
 * of its files without figures, and brings what any of them ever brought.
 */
export async function registerOf(engine: Engine, { table, columns, register }: Staged): Promise<string> {
  if (register === null) return broughtBy(columns);
  const [known] = await engine.all<{ brought: string }>(sql`select brought from registers where name = ${register}`);
  const before = known?.brought ?? "";
  const brought = broughtBy(
    Object.keys(tableOf(table).columns).filter((name) => columns.includes(name) || before.includes(`,${name},`)),
  );
  if (known === undefined) await engine.run(sql`insert into registers values (${register}, ${brought})`);
  else if (brought !== before)
    await engine.run(sql`update registers set brought = ${brought} where name = ${register}`);
  return register;
}
