import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "../../pipeline/config.ts";
import { situationOf } from "../../pipeline/detector.ts";
import type { Engine } from "../../pipeline/engine/engine.ts";
import { id as name, render, type Sql, type SqlScalar, sql } from "../../pipeline/engine/sql.ts";
import { buildFacts } from "../../pipeline/facts.ts";
import { UserError } from "../../pipeline/kit/errors.ts";
import { zoneOf } from "../../pipeline/kit/zone.ts";
import { builtInProcedures, type LoadedProcedure, loadProcedures } from "../../pipeline/procedures.ts";
import { matchesOf } from "../../pipeline/rules/compile.ts";
import { deadlineTables } from "../../pipeline/rules/deadline.ts";
import { buildRuleSet } from "../../pipeline/rules/ruleset.ts";
import { prepareDetectors } from "../../pipeline/settings.ts";
import { ensureStored, storedName } from "../../pipeline/stored-rows.ts";
import { openWorkspace } from "../../pipeline/workspace.ts";
import { TABLE_NAMES, tableOf } from "../../schemas/tables.ts";
import { hasNoConfig } from "../paths.ts";
import { complain, harmless, Shown, say } from "../terminal.ts";
import { detectorOf } from "./detectors.ts";

/** The query as it would run where every table and column is there; the log itself is not looked at. */
export default async function showSql(id: string, flags: { readonly config: string }): Promise<number> {
  const detector = await detectorOf(id);
  const { procedures, setting, zone } = await settingsOf(flags.config, detector.meta.id);
  if (setting === "off" || setting === false) complain(`${detector.meta.id} is switched off in ${flags.config}`);
  const settings = typeof setting === "object" ? { [detector.meta.id]: setting } : {};
  const [prepared] = prepareDetectors([detector], settings, () => flags.config);
  const folder = await mkdtemp(join(tmpdir(), "xiezhi-sql-"));
  const engine = await openWorkspace(folder);
  try {
    await pretendAll(engine, procedures);
    const facts = await buildFacts(engine, { zone: zoneOf(zone), asOf: Date.now() });
    const ruleSet = await buildRuleSet(
      procedures.map(({ procedure }) => procedure),
      facts,
    );
    if (
      detector.templates.length > 0 &&
      !ruleSet.rules.some(({ rule }) => detector.templates.includes(rule.template))
    ) {
      throw new UserError(`${detector.meta.id} serves rules of procedures, and none in use has a rule of its kind`);
    }
    const query = tidy(written(detector.query(prepared?.params, situationOf({ facts, ruleSet }))));
    // What several detectors read is laid out once before them.
    const laidOut = /\bdeadlines\b/.test(query) ? deadlineTables(ruleSet) : [];
    const before = laidOut.map(([table, rows]) => `create temp table ${table} as\n${tidy(written(rows))};\n`);
    say(new Shown(`${before.join("")}${query};`));
  } finally {
    engine.close();
    await rm(folder, { recursive: true, force: true });
  }
  return 0;
}

/** The configuration's procedures and settings; without a configuration, the procedures that come with the package. */
async function settingsOf(
  path: string,
  detector: string,
): Promise<{ procedures: LoadedProcedure[]; setting: unknown; zone: string }> {
  if (hasNoConfig(path)) {
    return {
      procedures: await loadProcedures(await builtInProcedures(), "."),
      setting: undefined,
      zone: "Asia/Shanghai",
    };
  }
  const { config, folder, at } = await loadConfig(path);
  const procedures = await loadProcedures(config.procedures, folder, (i) => at("procedures", i));
  return { procedures, setting: config.detectors[detector], zone: config.timezone };
}

/** Every table with every column and one row that is nothing, and the activities that the procedures name. */
async function pretendAll(engine: Engine, procedures: readonly LoadedProcedure[]): Promise<void> {
  for (const table of TABLE_NAMES) {
    await ensureStored(engine, table, Object.keys(tableOf(table).columns));
    await engine.run(sql`insert into ${name(storedName(table))} (record_no) values (0)`);
  }
  const labels = procedures.flatMap(({ procedure }) =>
    Object.keys(procedure.activities).flatMap((activity) => matchesOf(procedure, activity)),
  );
  for (const [i, label] of [...new Set(labels)].entries()) {
    await engine.run(sql`insert into activity_index values (${i + 1}, ${label})`);
  }
}

const written = (query: Sql): string => render(query, (position) => literal(query.values[position - 1] ?? null));

const literal = (value: SqlScalar): string =>
  value === null ? "null" : typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);

/** Lines without the indentation of the source they were written in. */
function tidy(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== "");
  const depths = lines.slice(1).map((line) => line.length - line.trimStart().length);
  const least = depths.length > 0 ? Math.min(...depths) : 0;
  return lines.map((line, i) => harmless(i === 0 ? line.trimStart() : line.slice(least))).join("\n");
}
