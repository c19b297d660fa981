import type { Command } from "commander";
import { asJson, config, type Lazily, language, quiet, whole } from "./flags.ts";

/** What is tried out on a log that is made up. */
export function trying(xiezhi: Command, lazily: Lazily): void {
  xiezhi
    .command("demo")
    .description("make a synthetic log with planted cases, and run everything on it")
    .argument("[folder]", "where to write it", "xiezhi-demo")
    .option("--cases <number>", "how many cases", whole, 2000)
    .option("--seed <number>", "the same seed gives the same log", whole, 1)
    .option(
      "--plants <number>",
      "so many plants of each code, in a log with room for them (default: by the cases)",
      whole,
    )
    .option("--null", "plant nothing: what is found then is found by chance")
    .addOption(language())
    .addOption(asJson())
    .addOption(quiet())
    .action(lazily(async () => (await import("../commands/demo.ts")).default));

  xiezhi
    .command("evaluate")
    .description("hold the last report against what is known to be in its log (labels.ndjson of a demo)")
    .addOption(config())
    .option("--labels <file>", "the labels (default: labels.ndjson beside the configuration)")
    .option("--report <folder>", "the report (default: the last one)")
    .option("--strict", "exit with 1 if anything was missed or false")
    .addOption(asJson())
    .action(lazily(async () => (await import("../commands/evaluate.ts")).default));
}
