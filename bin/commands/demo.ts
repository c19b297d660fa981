import { readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { generateDemo } from "../../fixtures/generator/demo.ts";
import { loadConfig } from "../../pipeline/config.ts";
import { UserError } from "../../pipeline/kit/errors.ts";
import { makeFolder } from "../../pipeline/kit/make-folder.ts";
import { CONFIG_NAME } from "../../schemas/choices.ts";
import { counted, type Language } from "../../schemas/text.ts";
import type { Warning } from "../../schemas/warning.ts";
import { firstWarning } from "../first.ts";
import { near } from "../paths.ts";
import { openProgress } from "../progress.ts";
import { saySummary, summaryOf } from "../summary.ts";
import { bold, dim, plainTable, say, sayJson, shown } from "../terminal.ts";
import { exitOf, runWith, tellFailures } from "./run.ts";

interface Flags {
  readonly cases: number;
  readonly seed: number;
  readonly plants?: number;
  readonly null?: boolean;
  readonly lang?: Language;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const FEWEST = 100;

export default async function demo(folder: string, flags: Flags): Promise<number> {
  if (flags.cases < FEWEST) throw new UserError(`--cases ${flags.cases}: the demo takes ${FEWEST} cases or more`);
  await clear(folder);
  await makeFolder(resolve(folder));
  const progress = openProgress(flags.quiet === true);
  const made = await generateDemo({
    folder: resolve(folder),
    cases: flags.cases,
    seed: flags.seed,
    nothingPlanted: flags.null === true,
    plants: flags.plants,
    onProgress: (done, total) => progress.at("Generating", "", done, total),
  });
  progress.end();
  const result = await runWith({ ...flags, config: made.config }, Date.parse(made.asOf));
  const language = flags.lang ?? (await loadConfig(made.config)).config.report.language;
  const exit = exitOf(result, undefined);
  if (flags.json) sayJson({ ...summaryOf(result, exit), demo: { ...made, seed: flags.seed } });
  else if (!flags.quiet) {
    say(
      shown`A synthetic log of ${counted(made.cases, "police case")}, and of other organs beside them, in ${bold(near(folder))}; ${
        flags.null ? "nothing was planted" : `what was planted is told in ${near(made.labels)}`
      }.`,
    );
    say();
    saySummary(result, language);
    sayNext(folder, await firstWarning(join(result.folder, "warnings.ndjson")));
  }
  tellFailures(result, language);
  return exit;
}

const OURS = ["labels.ndjson", "logs", "reports", "workspace", CONFIG_NAME];

/** Only an empty folder or an earlier demo is written to; what an earlier one loaded and reported goes. */
async function clear(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === "ENOENT") return [];
    throw error.code === "ENOTDIR" ? new UserError(`${folder}: is a file; name another folder`) : error;
  });
  if (names.length === 0) return;
  if (!names.includes("labels.ndjson") || names.some((name) => !OURS.includes(name))) {
    throw new UserError(`${folder}: holds files that are not a demo; name an empty folder or a new one`);
  }
  for (const name of names) await rm(join(folder, name), { recursive: true, force: true });
}

/** The command as it was called, so that what is proposed can be typed as it stands. */
const CALLED = process.env.npm_command === "exec" ? "npx xiezhi" : "xiezhi";

function sayNext(folder: string, warning: Warning | null): void {
  const config = near(join(folder, CONFIG_NAME));
  const rows: [string, string][] = [[`${CALLED} check --config ${config}`, "the configuration and the files"]];
  if (warning?.case_id) {
    rows.unshift(
      [`${CALLED} audit ${warning.case_id} --config ${config}`, "one case and every rule"],
      [`${CALLED} explain ${warning.warning_id} --config ${config}`, "one warning"],
    );
  }
  say();
  say("Open the report in a browser. In the terminal:");
  say(
    plainTable(
      rows.map(([command, what]) => [command, dim(what)]),
      "  ",
    ),
  );
}
