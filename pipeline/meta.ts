import type { Engine } from "./engine/engine.ts";
import { sql } from "./engine/sql.ts";

/** What a workspace remembers of itself, each a text under its name. */
export type MetaName =
  /** Which layout its tables have, and whether all of them are laid out. */
  | "layout"
  | "laid_out"
  /** When it was begun, by the clock: what the ledger has from before is of another one. */
  | "begun"
  /** Folders that go with what was taken out of it. */
  | "to_clear"
  /** The moment before which all was purged that may go. */
  | "whole_since"
  /** The last head of the ledger, and the register of exemptions as it was entered last. */
  | "ledger"
  | "register"
  | "pseudonym_key"
  /** Of the last run: the file of its lines, the last file it had loaded, and what its verdicts and rules rest on. */
  | "warning_lines"
  | "looked_at_file"
  | "verdicts"
  | "verdicts_of"
  | "rules_kept";

export const META_LAYOUT = sql`create table if not exists meta (name varchar primary key, value varchar)`;

export const metaOf = async (engine: Engine, name: MetaName): Promise<string | null> =>
  (await metasOf(engine, name)).get(name) ?? null;

/** Several of them, read at once. */
export async function metasOf(engine: Engine, ...names: readonly MetaName[]): Promise<ReadonlyMap<MetaName, string>> {
  const rows = await engine.all<{ name: MetaName; value: string }>(
    sql`select name, value from meta where name in ${names}`,
  );
  return new Map(rows.map(({ name, value }) => [name, value]));
}

export async function setMeta(engine: Engine, name: MetaName, value: string): Promise<void> {
  await dropMeta(engine, name);
  await engine.run(sql`insert into meta values (${name}, ${value})`);
}

export const dropMeta = (engine: Engine, ...names: readonly MetaName[]): Promise<void> =>
  engine.run(sql`delete from meta where name in ${names}`);
