import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { withForms } from "../pipeline/ingest/form.ts";
import { causeOf, UserError } from "../pipeline/kit/errors.ts";
import { PACKAGE_ROOT } from "../pipeline/kit/root.ts";
import { type Head, headIn } from "../pipeline/ledger/head.ts";
import { AUDIENCES, CLOSE_CODE_NAMES, LEADS_CHOICE, LEADS_CHOICES, SUPPRESS_REASONS } from "../schemas/choices.ts";
import { complain } from "./terminal.ts";

/**
 * What a command hands back is the process's exit code: 0 done, 1 done and `--fail-on` was met, 2 something that the
 * user can put right, 3 a detector or the run failed, 4 the report could not be delivered.
 */
type Action = (...given: never[]) => Promise<number>;
type Handler = (load: () => Promise<Action>) => (...given: unknown[]) => Promise<void>;

const { version } = JSON.parse(readFileSync(join(PACKAGE_ROOT, "package.json"), "utf8")) as { version: string };
const config = () => new Option("-c, --config <file>", "the configuration").default("xiezhi.yaml");
const language = (unless = "the configuration's") =>
  new Option("--lang <language>", `of sentences (default: ${unless})`).choices(["zh", "en"]);
const asJson = () => new Option("--json", "JSON on stdout");
const quiet = () => new Option("-q, --quiet", "print nothing but errors");
const asOf = (what: string) =>
  new Option("--as-of <moment>", `${what}; a date (its end; today: now) or a date-time, in the configuration's zone`);

/** What commands that publish a report have in common. */
const reporting = (command: Command): Command =>
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

/** Does what the arguments after the command's name ask for and says how it ended, as the process's exit code. */
export async function answer(args: readonly string[]): Promise<number> {
  let exit = 0;
  // A command's code is loaded when the command is given, so that `--help` is there at once.
  const lazily: Handler =
    (load) =>
    async (...given) => {
      const action = await load();
      exit = await action(...(given.slice(0, -1) as never[]));
    };
  try {
    await commandLine(lazily).parseAsync(args, { from: "user" });
    return exit;
  } catch (error) {
    return exitCodeOf(error);
  }
}

function commandLine(lazily: Handler): Command {
  const xiezhi = new Command("xiezhi")
    .description(
      "Xiezhi 獬豸 reads the process logs of case-handling organs and hands inspectors leads, never findings.",
    )
    .version(version)
    .showHelpAfterError("(add --help for the flags)")
    .exitOverride();

  xiezhi
    .command("init")
    .description("write a commented xiezhi.yaml for the logs found in a folder")
    .argument("[folder]", "where the logs are", ".")
    .action(lazily(async () => (await import("./commands/init.ts")).default));

  xiezhi
    .command("check")
    .description("look at the configuration, the procedures and every file, and say what is wrong or left out")
    .addOption(config())
    .addOption(language())
    .addOption(asJson())
    .addOption(quiet())
    .action(lazily(async () => (await import("./commands/check.ts")).default));

  reporting(xiezhi.command("run"))
    .description("load what is new, ask every detector, publish a report")
    .option("--full", "look at every case anew, and use nothing of what the last run found")
    .action(lazily(async () => (await import("./commands/run.ts")).default));

  reporting(xiezhi.command("lookback"))
    .description(
      "look back (倒查): every case with a record since a day, examined anew by the law of its time, in a report of its own; what the nightly runs say stays as it is",
    )
    .requiredOption("--since <date>", "cases with a record on or after this day, such as 2020-01-01")
    .option("--until <date>", "… and no later than this one (default: the moment looked from)")
    .action(lazily(async () => (await import("./commands/lookback.ts")).default));

  xiezhi
    .command("audit")
    .description("one case: its timeline and what every rule says of it, from what was last loaded")
    .argument("<case>", "identifier of the case")
    .addOption(config())
    .addOption(asOf("look from this moment (default: the last run's)"))
    .option("--html <file>", "write it to this file as a page that needs nothing else")
    .addOption(language())
    .addOption(asJson())
    .action(lazily(async () => (await import("./commands/audit.ts")).default));

  xiezhi
    .command("explain")
    .description("everything about one warning of the last run")
    .argument("<warning>", "its warning_id, or its first 4 characters or more")
    .addOption(config())
    .addOption(language())
    .addOption(asJson())
    .action(lazily(async () => (await import("./commands/explain.ts")).default));

  const detectors = xiezhi.command("detectors").description("what can be looked for");
  detectors
    .command("list", { isDefault: true })
    .description("every detector, a line each")
    .addOption(language("en"))
    .addOption(asJson())
    .action(lazily(async () => (await import("./commands/detectors.ts")).listAll));
  detectors
    .command("show")
    .description("one detector: what it needs, its settings, what it leaves aside; or all that speaks under a code")
    .argument("<id or code>")
    .addOption(language("en"))
    .addOption(asJson())
    .action(lazily(async () => (await import("./commands/detectors.ts")).show));
  detectors
    .command("sql")
    .description("the query it would run, with its values")
    .argument("<id>")
    .addOption(config())
    .action(lazily(async () => (await import("./commands/sql.ts")).default));
  detectors
    .command("new")
    .description("start one: copies detectors/_template to ./detectors/<id>")
    .argument("<id>", "lower-case words with hyphens, such as late-handover")
    .action(lazily(async () => (await import("./commands/new.ts")).default));

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
    .action(lazily(async () => (await import("./commands/suppress.ts")).default));

  xiezhi
    .command("review")
    .description(
      "enter a view of a lead, or what the handler says of it; two persons of one view close it, until something about it changes",
    )
    .argument("<warning>", "its warning_id, or its first 4 characters or more")
    .addOption(config())
    .addOption(new Option("--code <code>", "the view").choices(CLOSE_CODE_NAMES))
    .option("--note <text>", "on what grounds")
    .option("--explanation <text>", "what the handler or the unit says")
    .option("--by <person>", "who says so")
    .addOption(language())
    .addOption(asJson())
    .action(lazily(async () => (await import("./commands/review.ts")).default));

  xiezhi
    .command("clearance")
    .description("write down, as DOCX and HTML, that a warning was reviewed and cleared (澄清)")
    .argument("<warning>", "its warning_id, or its first 4 characters or more")
    .addOption(config())
    .option("-o, --out <folder>", "where to write it", "clearances")
    .addOption(language())
    .addOption(asJson())
    .action(lazily(async () => (await import("./commands/clearance.ts")).default));

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
    .action(lazily(async () => (await import("./commands/reidentify.ts")).default));

  xiezhi
    .command("purge")
    .description(
      "take away cases, entries about persons and reports older than a day, and enter it in the ledger; the logs themselves are never touched",
    )
    .requiredOption("--before <date>", "what lies wholly before this day")
    .addOption(config())
    .option("--dry-run", "only say what it would take")
    .addOption(asJson())
    .action(lazily(async () => (await import("./commands/purge.ts")).default));

  xiezhi
    .command("verify")
    .description("read the ledger from its start and say whether anything in it, or in the reports, was changed")
    .addOption(config())
    .option("--head <count:sha256>", "the head as it was kept elsewhere, so that a cut tail shows", headKept)
    .option("--key <file>", "the public key (PEM) that the ledger must begin with")
    .addOption(asJson())
    .action(lazily(async () => (await import("./commands/verify.ts")).default));

  const key = xiezhi
    .command("key")
    .description("the key that signs the ledger, and the one that pseudonyms are made with");
  key
    .command("export")
    .description("print its public half, to be kept where the ledger is not")
    .addOption(config())
    .action(lazily(async () => (await import("./commands/key.ts")).exportKey));
  key
    .command("rotate")
    .description("put a new key in its place, signed for by the old one")
    .addOption(config())
    .action(lazily(async () => (await import("./commands/key.ts")).rotateKey));
  key
    .command("pseudonyms")
    .description("make pseudonyms with the key that is in its place from now on, or with a new one where there is none")
    .addOption(config())
    .action(lazily(async () => (await import("./commands/key.ts")).takeUpPseudonyms));

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
    .action(lazily(async () => (await import("./commands/demo.ts")).default));

  xiezhi
    .command("evaluate")
    .description("hold the last report against what is known to be in its log (labels.ndjson of a demo)")
    .addOption(config())
    .option("--labels <file>", "the labels (default: labels.ndjson beside the configuration)")
    .option("--report <folder>", "the report (default: the last one)")
    .option("--strict", "exit with 1 if anything was missed or false")
    .addOption(asJson())
    .action(lazily(async () => (await import("./commands/evaluate.ts")).default));

  return xiezhi;
}

function severity(text: string): number {
  if (!/^[1-5]$/.test(text)) throw new InvalidArgumentError("It is a severity from 1 to 5.");
  return Number(text);
}

function leads(text: string): string {
  if (!LEADS_CHOICE.test(text)) throw new InvalidArgumentError(`${LEADS_CHOICES}.`);
  return text;
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It is a whole number.");
  return Number(text);
}

function headKept(text: string): Head {
  const head = headIn(text);
  if (head === null) throw new InvalidArgumentError("It is as `xiezhi verify` prints it.");
  return head;
}

/** Tells what went wrong; a mistake that a person can put right is told without a stack. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UserError) {
    complain(error.message);
    return error.exit;
  }
  const { path } = error as NodeJS.ErrnoException;
  const found = causeOf(error);
  if (found !== null) {
    const where = path ?? pathIn(error) ?? (found.code === "ENOMEM" ? "the engine" : "a file of the workspace");
    complain([`${where}: ${found.cause}`, ...(ADVICE[found.code] ?? [])].join("; "));
    if (MISNAMED.includes(found.code)) return 2;
  } else complain(error instanceof Error ? `${withForms(error.message)}\n${frames(error)}` : String(error));
  return 3;
}

/** The stack frames without the message, which may quote a value of the log. */
const frames = ({ stack = "" }: Error): string => /^ +at [\s\S]*/m.exec(stack)?.[0] ?? "";

/** A file where a folder is expected, or the other way round: the configuration must name another path. */
const MISNAMED = ["EEXIST", "ENOTDIR", "EISDIR"];

const INTACT = "what was stored before is intact";
const MAKE_ROOM = ["make room and run again", INTACT];
const ADVICE: Readonly<Record<string, readonly string[]>> = {
  ENOSPC: MAKE_ROOM,
  EDQUOT: MAKE_ROOM,
  EFBIG: MAKE_ROOM,
  ENOMEM: ["raise engine.memory_limit, or engine.spill_limit where it is set, and run again", INTACT],
};

/** The file that an error message of the engine names. */
const pathIn = (error: unknown): string | undefined => /file "([^"]+)"/.exec((error as Error).message)?.[1];
