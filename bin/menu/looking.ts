import type { Command } from "commander";
import { asJson, asOf, config, type Lazily, language, warningArgument } from "./flags.ts";

/** What is looked at: a case, a warning, a detector. */
export function looking(xiezhi: Command, lazily: Lazily): void {
  xiezhi
    .command("audit")
    .description("one case: its timeline and what every rule says of it, from what was last loaded")
    .argument("<case>", "identifier of the case")
    .addOption(config())
    .addOption(asOf("look from this moment (default: the last run's)"))
    .option("--html <file>", "write it to this file as a page that needs nothing else")
    .addOption(language())
    .addOption(asJson())
    .action(lazily(async () => (await import("../commands/audit.ts")).default));

  xiezhi
    .command("explain")
    .description("everything about one warning of the last run")
    .addArgument(warningArgument())
    .addOption(config())
    .addOption(language())
    .addOption(asJson())
    .action(lazily(async () => (await import("../commands/explain.ts")).default));

  const detectors = xiezhi.command("detectors").description("what can be looked for");
  detectors
    .command("list", { isDefault: true })
    .description("every detector, a line each")
    .addOption(language("en"))
    .addOption(asJson())
    .action(lazily(async () => (await import("../commands/detectors.ts")).listAll));
  detectors
    .command("show")
    .description("one detector: what it needs, its settings, what it leaves aside; or all that speaks under a code")
    .argument("<id or code>")
    .addOption(language("en"))
    .addOption(asJson())
    .action(lazily(async () => (await import("../commands/detectors.ts")).show));
  detectors
    .command("sql")
    .description("the query it would run, with its values")
    .argument("<id>")
    .addOption(config())
    .action(lazily(async () => (await import("../commands/sql.ts")).default));
  detectors
    .command("new")
    .description("start one: copies detectors/_template to ./detectors/<id>")
    .argument("<id>", "lower-case words with hyphens, such as late-handover")
    .action(lazily(async () => (await import("../commands/new.ts")).default));
}
