import type { Command } from "commander";
import { asJson, config, type Lazily, language, quiet, reporting } from "./flags.ts";

/** What is run, and what comes before it. */
export function running(xiezhi: Command, lazily: Lazily): void {
  xiezhi
    .command("init")
    .description("write a commented xiezhi.yaml for the logs found in a folder")
    .argument("[folder]", "where the logs are", ".")
    .action(lazily(async () => (await import("../commands/init.ts")).default));

  xiezhi
    .command("check")
    .description("look at the configuration, the procedures and every file, and say what is wrong or left out")
    .addOption(config())
    .addOption(language())
    .addOption(asJson())
    .addOption(quiet())
    .action(lazily(async () => (await import("../commands/check.ts")).default));

  reporting(xiezhi.command("run"))
    .description("load what is new, ask every detector, publish a report")
    .option("--full", "look at every case anew, and use nothing of what the last run found")
    .action(lazily(async () => (await import("../commands/run.ts")).default));

  reporting(xiezhi.command("lookback"))
    .description(
      "look back (倒查): every case with a record since a day, examined anew by the law of its time, in a report of its own; what the nightly runs say stays as it is",
    )
    .requiredOption("--since <date>", "cases with a record on or after this day, such as 2020-01-01")
    .option("--until <date>", "… and no later than this one (default: the moment looked from)")
    .action(lazily(async () => (await import("../commands/lookback.ts")).default));
}
