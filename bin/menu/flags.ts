import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import { type Head, headIn } from "../../pipeline/ledger/head.ts";
import { AUDIENCES, CONFIG_NAME, LEADS_CHOICE, LEADS_CHOICES } from "../../schemas/choices.ts";

/**
 * What a command hands back is the process's exit code: 0 done, 1 done and `--fail-on` was met, 2 something that the
 * user can put right, 3 a detector or the run failed, 4 the report could not be delivered.
 */
type Action = (...given: never[]) => Promise<number>;

/** Loads a command's code when the command is given, so that `--help` is there at once. */
export type Lazily = (load: () => Promise<Action>) => (...given: unknown[]) => Promise<void>;

export const config = () => new Option("-c, --config <file>", "the configuration").default(CONFIG_NAME);
export const language = (unless = "the configuration's") =>
  new Option("--lang <language>", `of sentences (default: ${unless})`).choices(["zh", "en"]);
export const asJson = () => new Option("--json", "JSON on stdout");
export const quiet = () => new Option("-q, --quiet", "print nothing but errors");
export const asOf = (what: string) =>
  new Option("--as-of <moment>", `${what}; a date (its end; today: now) or a date-time, in the configuration's zone`);

export const warningArgument = () => new Argument("<warning>", "its warning_id, or its first 4 characters or more");

/** What commands that publish a report have in common. */
export const reporting = (command: Command): Command =>
  command
    .addOption(config())
    .addOption(asOf("look from this moment (default: now)"))
    .option("-o, --out <folder>", "folder of the report (default: one of its own below report.folder)")
    .addOption(language())
    .addOption(asJson())
    .addOption(quiet())
    .option("--leads <choice>", "leads that get a sheet in leads.docx: top:20, or ids between commas", leads)
    .addOption(
      new Option(
        "--audience <audience>",
        "circulation: an edition without the names of persons beside the inspectors'",
      ).choices(AUDIENCES),
    )
    .option("--wait <seconds>", "how long to wait for another run that holds the workspace", whole, 0)
    .option(
      "--fail-on <severity>",
      "exit with 1 if a warning of this severity (1–5) or above is open: neither set aside nor closed",
      severity,
    );

function severity(text: string): number {
  if (!/^[1-5]$/.test(text)) throw new InvalidArgumentError("It is a severity from 1 to 5.");
  return Number(text);
}

function leads(text: string): string {
  if (!LEADS_CHOICE.test(text)) throw new InvalidArgumentError(`${LEADS_CHOICES}.`);
  return text;
}

export function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It is a whole number.");
  return Number(text);
}

export function headKept(text: string): Head {
  const head = headIn(text);
  if (head === null) throw new InvalidArgumentError("It is as `xiezhi verify` prints it.");
  return head;
}
