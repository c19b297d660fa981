import { loadDetectors } from "../../detectors/registry.ts";
import { CONFIG_NAME, loadConfig } from "../../pipeline/config.ts";
import { UserError } from "../../pipeline/kit/errors.ts";
import type { Span } from "../../pipeline/lookback.ts";
import { type RunResult, run } from "../../pipeline/run.ts";
import { quietOf } from "../../pipeline/warnings/standing.ts";
import type { Audience } from "../../schemas/choices.ts";
import type { Language } from "../../schemas/text.ts";
import { lookedFrom } from "../moment.ts";
import { openProgress } from "../progress.ts";
import { near, saySummary, summaryOf } from "../summary.ts";
import { complain, sayJson } from "../terminal.ts";

export interface RunFlags {
  readonly config: string;
  /** As a person wrote it, or a moment of a log that is made up, which may lie ahead. */
  readonly asOf?: string | number;
  readonly out?: string;
  readonly lang?: Language;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly failOn?: number;
  readonly wait?: number;
  readonly leads?: string;
  readonly audience?: Audience;
  readonly full?: boolean;
}

const STEPS = { load: "Loading", facts: "Preparing", detect: "Detecting", report: "Reporting" } as const;

export default async function runCommand(flags: RunFlags): Promise<number> {
  return tellRun(await runWith(flags), flags);
}

/** Says how a run ended, and gives the exit code. */
export function tellRun(result: RunResult, flags: RunFlags): number {
  const exit = exitOf(result, flags.failOn);
  if (flags.json) sayJson(summaryOf(result, exit));
  else if (!flags.quiet) saySummary(result);
  tellFailures(result);
  return exit;
}

/**
 * The run itself, with its progress and nothing else on the terminal. `spanOf` is told the zone of the configuration.
 */
export async function runWith(flags: RunFlags, spanOf?: (zone: string, asOf: number) => Span): Promise<RunResult> {
  const { config } = await loadConfig(flags.config).catch((error: unknown) => {
    throw isMissing(error, flags.config) ? new UserError(NO_CONFIG) : error;
  });
  const asOf = typeof flags.asOf === "string" ? lookedFrom(flags.asOf, config.timezone) : flags.asOf;
  const lookback = spanOf?.(config.timezone, asOf ?? Date.now());
  const progress = openProgress(flags.quiet === true);
  try {
    return await run({
      config: flags.config,
      detectors: await loadDetectors(),
      asOf,
      out: flags.out,
      leads: flags.leads,
      audience: flags.audience,
      full: flags.full,
      lookback,
      waitMs: (flags.wait ?? 0) * 1000,
      language: flags.lang,
      onProgress: (step, what, done, total) => progress.at(STEPS[step], what, done, total),
    });
  } finally {
    progress.end();
  }
}

const NO_CONFIG = `There is no ${CONFIG_NAME} in this folder, so there is nothing to run.
  xiezhi init   writes one for the logs found here, to look over and fill in
  xiezhi demo   makes an example: a synthetic log, its configuration and a report
  xiezhi run --config <file>   runs a configuration that is elsewhere`;

const isMissing = (error: unknown, config: string): boolean =>
  error instanceof UserError && config === CONFIG_NAME && error.message.startsWith(`${CONFIG_NAME}: no such file`);

export function exitOf({ manifest, undelivered, uncirculated }: RunResult, failOn: number | undefined): number {
  if (undelivered.length > 0) return 4;
  if (uncirculated !== null || manifest.detectors.some(({ state }) => state === "error")) return 3;
  const { warnings } = manifest;
  const bad = Object.entries(warnings.by_severity).some(
    ([severity, n]) => n > quietOf(warnings, Number(severity)) && Number(severity) >= (failOn ?? 9),
  );
  return bad ? 1 : 0;
}

export function tellFailures({ manifest, folder, undelivered, uncirculated }: RunResult): void {
  for (const sentence of undelivered) complain(sentence);
  if (uncirculated !== null) {
    complain(`${uncirculated}; the report in ${near(folder)} is complete but for the edition for circulation`);
  }
  for (const { detector, state, reason } of manifest.detectors) {
    if (state === "error") {
      complain(`detector ${detector}: ${reason?.en}; the report in ${near(folder)} is complete but for it`);
    }
  }
}
