import type { Command } from "commander";
import { asJson, config, headKept, type Lazily } from "./flags.ts";

/** What is kept, and for whom: names, cases, the ledger, its keys. */
export function keeping(xiezhi: Command, lazily: Lazily): void {
  xiezhi
    .command("reidentify")
    .description(
      "who stands behind a pseudonym of a report; takes two names and a reason, and is entered in the ledger",
    )
    .argument("<pseudonym>", "as the report has it, such as P7K2M9QXA4TRC")
    .addOption(config())
    .requiredOption("--by <person>", "who asks")
    .requiredOption("--approved-by <person>", "who approves it: another person")
    .requiredOption("--reason <text>", "what it is needed for")
    .addOption(asJson())
    .action(lazily(async () => (await import("../commands/reidentify.ts")).default));

  xiezhi
    .command("purge")
    .description(
      "take away cases, entries about persons and reports older than a day, and enter it in the ledger; the logs themselves are never touched",
    )
    .requiredOption("--before <date>", "what lies wholly before this day")
    .addOption(config())
    .option("--dry-run", "only say what it would take")
    .addOption(asJson())
    .action(lazily(async () => (await import("../commands/purge.ts")).default));

  xiezhi
    .command("verify")
    .description("read the ledger from its start and say whether anything in it, or in the reports, was changed")
    .addOption(config())
    .option("--head <count:sha256>", "the head as it was kept elsewhere, so that a cut tail shows", headKept)
    .option("--key <file>", "the public key (PEM) that the ledger must begin with")
    .addOption(asJson())
    .action(lazily(async () => (await import("../commands/verify.ts")).default));

  const key = xiezhi
    .command("key")
    .description("the key that signs the ledger, and the one that pseudonyms are made with");
  key
    .command("export")
    .description("print its public half, to be kept where the ledger is not")
    .addOption(config())
    .action(lazily(async () => (await import("../commands/key.ts")).exportKey));
  key
    .command("rotate")
    .description("put a new key in its place, signed for by the old one")
    .addOption(config())
    .action(lazily(async () => (await import("../commands/key.ts")).rotateKey));
  key
    .command("pseudonyms")
    .description("make pseudonyms with the key that is in its place from now on, or with a new one where there is none")
    .addOption(config())
    .action(lazily(async () => (await import("../commands/key.ts")).takeUpPseudonyms));
}
