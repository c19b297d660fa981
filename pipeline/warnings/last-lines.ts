import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import type { RunManifest } from "../../schemas/run.ts";
import type { Warning } from "../../schemas/warning.ts";
import type { Engine } from "../engine/engine.ts";
import { type Sql, sql } from "../engine/sql.ts";
import { metaOf } from "../meta.ts";
import { hasWarnings } from "./lives.ts";

/** Where a file has the line of a warning, in bytes. */
export interface LinePlace {
  readonly line_start: number;
  readonly line_bytes: number;
}

/**
 * Where the workspace keeps the full text of the last run's warnings. Every run writes a file of its own name, and the
 * transaction that makes its warnings the last run's says which: whenever it is cut short, places and lines fit.
 */
export async function linesIn(engine: Engine, folder: string): Promise<string | null> {
  const name = await metaOf(engine, "warning_lines");
  return name === null ? null : join(folder, name);
}

/** The full text of a warning of the last run; null where there is none of that id. */
export const findWarning = async (engine: Engine, folder: string, warningId: string): Promise<Warning | null> =>
  (await lastTold(engine, folder, sql`warning_id = ${warningId}`))[0] ?? null;

/** The last run whose report stands, and the file that was loaded last by then; null where there is none. */
export async function lastRun(engine: Engine): Promise<{ manifest: RunManifest; lastFile: number } | null> {
  const [row] = await engine.all<{ manifest: string; last_file: string | null }>(sql`
    select r.manifest, f.value as last_file
    from runs r join meta m on m.name = 'warning_lines' and m.value like 'warnings-' || r.run_id || '-%'
    left join meta f on f.name = 'looked_at_file'`);
  return row
    ? { manifest: JSON.parse(row.manifest), lastFile: Number(row.last_file ?? Number.POSITIVE_INFINITY) }
    : null;
}

/** The full text of all that the last run told, but for what is gone. */
export async function* openWarnings(engine: Engine, folder: string): AsyncIterable<Warning[]> {
  const lines = await linesIn(engine, folder);
  const told = engine.batches<LinePlace>(
    sql`select line_start, line_bytes from warnings where status <> 'resolved' order by line_start`,
  );
  for await (const places of told) yield await readLines(lines, places);
}

/** The full text of the last run's warnings about a case, but for those that are gone. */
export const warningsOfCase = (engine: Engine, folder: string, caseId: string): Promise<Warning[]> =>
  lastTold(engine, folder, sql`case_id = ${caseId} and status <> 'resolved'`);

/** The full text of what the last run told of a subject under a rule. */
export const warningsUnder = (engine: Engine, folder: string, rule: string, subjectId: string): Promise<Warning[]> =>
  lastTold(engine, folder, sql`rule = ${rule} and subject_id = ${subjectId}`);

async function lastTold(engine: Engine, folder: string, of: Sql): Promise<Warning[]> {
  if (!(await hasWarnings(engine))) return [];
  const places = await engine.all<LinePlace>(
    sql`select line_start, line_bytes from warnings where ${of} order by line_start`,
  );
  return places.length === 0 ? [] : readLines(await linesIn(engine, folder), places);
}

/** The warnings whose lines stand in a file. */
export async function readLines(path: string | null, places: readonly LinePlace[]): Promise<Warning[]> {
  if (path === null) throw new Error("the workspace has warnings and does not say where their lines are");
  const file = await open(path, "r");
  try {
    const warnings: Warning[] = [];
    for (const place of places) warnings.push(await readLine(file, place));
    return warnings;
  } finally {
    await file.close();
  }
}

async function readLine(file: FileHandle, { line_start, line_bytes }: LinePlace): Promise<Warning> {
  const { buffer } = await file.read(Buffer.allocUnsafe(line_bytes), 0, line_bytes, line_start);
  // A line of an earlier release has neither.
  return {
    context: [],
    closing: null,
    ...(JSON.parse(buffer.toString("utf8")) as Omit<Warning, "context" | "closing">),
  };
}
