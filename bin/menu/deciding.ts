import { type Command, Option } from "commander";
import { CLOSE_CODE_NAMES, SUPPRESS_REASONS } from "../../schemas/choices.ts";
import { asJson, config, type Lazily, language, warningArgument } from "./flags.ts";

/** What people decide of a warning. */
export function deciding(xiezhi: Command, lazily: Lazily): void {
  xiezhi
    .command("suppress")
    .description(
      "set a warning aside for a time, with a reason and two names; it is still computed, counted and listed",
    )
    .argument("[warning]", "its warning_id, or its first 4 characters or more; or give --rule and --subject")
    .addOption(config())
    .option("--rule <id>", "what this rule says …")
    .option("--subject <id>", "… of this case, unit or series")
    .addOption(new Option("--reason <code>", "why").choices(SUPPRESS_REASONS))
    .option("--note <text>", "on what grounds")
    .option("--by <person>", "who asks for it")
    .option("--approved-by <person>", "who approves it: another person")
    .option("--until <date>", "its last day")
    .option("--lift <id>", "end one before its day")
    .option("--list", "what is set aside, and was")
    .addOption(asJson())
    .action(lazily(async () => (await import("../commands/suppress.ts")).default));

  xiezhi
    .command("review")
    .description(
      "enter a view of a lead, or what the handler says of it; two persons of one view close it, until something about it changes",
    )
    .addArgument(warningArgument())
    .addOption(config())
    .addOption(new Option("--code <code>", "the view").choices(CLOSE_CODE_NAMES))
    .option("--note <text>", "on what grounds")
    .option("--explanation <text>", "what the handler or the unit says")
    .option("--by <person>", "who says so")
    .addOption(language())
    .addOption(asJson())
    .action(lazily(async () => (await import("../commands/review.ts")).default));

  xiezhi
    .command("clearance")
    .description("write down, as DOCX and HTML, that a warning was reviewed and cleared (澄清)")
    .addArgument(warningArgument())
    .addOption(config())
    .option("-o, --out <folder>", "where to write it", "clearances")
    .addOption(language())
    .addOption(asJson())
    .action(lazily(async () => (await import("../commands/clearance.ts")).default));
}
