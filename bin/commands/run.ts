import { loadDetectors } from "../../detectors/registry.ts";
import { loadConfig } from "../../pipeline/config.ts";
import { UserError } from "../../pipeline/kit/errors.ts";
import { type RunOptions, type RunResult, run } from "../../pipeline/run.ts";
import { quietOf } from "../../pipeline/warnings/standing.ts";
import { type Audience, CONFIG_NAME } from "../../schemas/choices.ts";
import type { Language } from "../../schemas/text.ts";
import { lookedFrom } from "../moment.ts";
import { hasNoConfig, near } from "../paths.ts";
import { openProgress } from "../progress.ts";
import { saySummary, summaryOf } from "../summary.ts";
import { complain, sayJson } from "../terminal.ts";

export interface RunFlags {
  readonly config: string;
  readonly asOf?: string;
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

/** Runs and says how it ended; gives the exit code. `spanOf` is told the zone of the configuration. */
export default async function runCommand(
  flags: RunFlags,
  spanOf?: (zone: string, asOf: number) => RunOptions["lookback"],
): Promise<number> {
  if (hasNoConfig(flags.config)) throw new UserError(NO_CONFIG);
  const { timezone, report } = (await loadConfig(flags.config)).config;
  const asOf = flags.asOf === undefined ? undefined : lookedFrom(flags.asOf, timezone);
  const result = await runWith(flags, asOf, spanOf?.(timezone, asOf ?? Date.now()));
  const exit = exitOf(result, flags.failOn);
  const language = flags.lang ?? report.language;
  if (flags.json) sayJson(summaryOf(result, exit));
  else if (!flags.quiet) saySummary(result, language);
  tellFailures(result, language);
  return exit;
}

/** The run itself, with its progress and nothing else on the terminal. */
export async function runWith(
  flags: Omit<RunFlags, "asOf">,
  asOf: number | undefined,
  lookback?: RunOptions["lookback"],
): Promise<RunResult> {
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

export function exitOf({ manifest, undelivered, uncirculated }: RunResult, failOn: number | undefined): number {
  if (undelivered.length > 0) return 4;
  if (uncirculated !== null || manifest.detectors.some(({ state }) => state === "error")) return 3;
  const { warnings } = manifest;
  if (failOn === undefined) return 0;
  const bad = Object.entries(warnings.by_severity).some(
    ([severity, n]) => Number(severity) >= failOn && n > quietOf(warnings, Number(severity)),
  );
  return bad ? 1 : 0;
}

export function tellFailures({ manifest, folder, undelivered, uncirculated }: RunResult, language: Language): void {
  for (const sentence of undelivered) complain(sentence);
  if (uncirculated !== null) {
    complain(`${uncirculated}; the report in ${near(folder)} is complete but for the edition for circulation`);
  }
  for (const { detector, state, reason } of manifest.detectors) {
    if (state === "error") {
      complain(`detector ${detector}: ${reason?.[language]}; the report in ${near(folder)} is complete but for it`);
    }
  }
}
