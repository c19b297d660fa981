import { stat, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { UserError } from "../../pipeline/kit/errors.ts";
import { builtInProcedures, loadProcedures } from "../../pipeline/procedures.ts";
import { matchesOf } from "../../pipeline/rules/compile.ts";
import { CONFIG_NAME } from "../../schemas/choices.ts";
import { TABLE_NAMES } from "../../schemas/tables.ts";
import { counted } from "../../schemas/text.ts";
import { configText, type Proposal, proposalOf } from "../init/config.ts";
import { grouped, lookAround } from "../init/look.ts";
import { near } from "../paths.ts";
import { bold, dim, plainTable, say, shown, yellow } from "../terminal.ts";

export default async function init(folder: string): Promise<number> {
  const info = await stat(folder).catch(() => null);
  if (!info?.isDirectory()) throw new UserError(`${folder}: no such folder`);
  const path = join(folder, CONFIG_NAME);
  const glimpses = await lookAround(folder);
  if (glimpses.length === 0) {
    throw new UserError(
      `${near(folder)}: no logs here, nor up to two folders below (looked for .csv .tsv .xes .parquet .json .ndjson .arrow .xlsx, also .gz); \`xiezhi demo\` makes an example`,
    );
  }
  const proposals = grouped(glimpses).map(proposalOf).sort(byTable);
  const procedures = await fitting(proposals);
  const text = configText(basename(resolve(folder)), proposals, procedures, await builtInProcedures());
  await writeFile(path, text, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EEXIST" ? new UserError(`${near(path)}: is there already and was left as it is`) : error;
  });
  sayProposals(near(path), proposals, glimpses.length);
  return 0;
}

const TABLE_ORDER: readonly (string | null)[] = [...TABLE_NAMES, null];
const byTable = (x: Proposal, y: Proposal): number => TABLE_ORDER.indexOf(x.table) - TABLE_ORDER.indexOf(y.table);

/**
 * Built-in procedures for the kinds of cases seen; where no kind is on record, those that name the most of the
 * activities seen, and at least three.
 */
async function fitting(proposals: readonly Proposal[]): Promise<string[]> {
  const builtIn = (await loadProcedures(await builtInProcedures(), ".")).map(({ procedure }) => procedure);
  const kinds = new Set<unknown>(proposals.flatMap(({ caseTypes }) => caseTypes));
  const kindred = builtIn.filter(({ applies }) => [applies?.case_type].flat().some((kind) => kinds.has(kind)));
  if (kindred.length > 0) return kindred.map(({ id }) => id);
  const seen = new Set(proposals.flatMap(({ activities }) => activities));
  const named = builtIn.map((procedure) => {
    const labels = Object.keys(procedure.activities).flatMap((activity) => matchesOf(procedure, activity));
    return { id: procedure.id, count: new Set(labels.filter((label) => seen.has(label))).size };
  });
  const most = Math.max(ENOUGH, ...named.map(({ count }) => count));
  return named.filter(({ count }) => count === most).map(({ id }) => id);
}

const ENOUGH = 3;

function sayProposals(path: string, proposals: readonly Proposal[], files: number): void {
  say(shown`Wrote ${bold(path)} for ${counted(files, "file")}.`);
  say();
  const rows = proposals.map(({ files: patterns, table: name, lacking }) => [
    patterns.join(", "),
    name === null ? yellow("left out: no table recognised") : name,
    lacking.length > 0 ? yellow(`no column found for ${lacking.join(", ")}`) : "",
  ]);
  say(plainTable(rows, "  "));
  say();
  if (proposals.every(({ table: name }) => name === null))
    say(shown`No table was recognised: fill in \`sources\` in ${path}, where the columns of the files stand. Then`);
  else say("Look it over, then");
  say(shown`  xiezhi check   ${dim("says what is read, what would be set aside, and which rules can be asked")}`);
  say(shown`  xiezhi run     ${dim("loads, detects and reports")}`);
}
