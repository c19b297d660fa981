import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { loadConfig } from "../../pipeline/config.ts";
import { evaluate, type Tally, type Told } from "../../pipeline/evaluate.ts";
import { UserError } from "../../pipeline/kit/errors.ts";
import { linesOf } from "../../pipeline/ledger/lines.ts";
import { Label } from "../../schemas/label.ts";
import { counted } from "../../schemas/text.ts";
import type { Warning } from "../../schemas/warning.ts";
import { near } from "../paths.ts";
import { bold, count, cyan, green, list, red, say, sayJson, shown, table } from "../terminal.ts";

interface Flags {
  readonly config: string;
  readonly labels?: string;
  readonly report?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
}

const SHOWN = 20;

/** Holds a report against what is known to be in its log. With `--strict`, 1 where anything was missed or false. */
export default async function evaluateCommand(flags: Flags): Promise<number> {
  const loaded = await loadConfig(flags.config);
  const labels = resolve(flags.labels ?? join(dirname(resolve(flags.config)), "labels.ndjson"));
  const report = resolve(flags.report ?? join(loaded.folder, loaded.config.report.folder, "latest"));
  const told = join(report, "warnings.ndjson");
  if (!existsSync(labels))
    throw new UserError(`${near(labels)}: no such file; \`xiezhi demo\` writes one with its log`);
  if (!existsSync(told)) throw new UserError(`${near(told)}: no such file; \`xiezhi run\` makes the report`);
  const tallies = evaluate(await labelsIn(labels), await warningsIn(told));
  const faults = tallies.reduce((all, tally) => all + tally.missed.length + tally.false.length, 0);
  const exit = flags.strict && faults > 0 ? 1 : 0;
  if (flags.json) sayJson({ codes: tallies, faults, exit_code: exit });
  else sayTallies(tallies, faults);
  return exit;
}

async function labelsIn(path: string): Promise<Label[]> {
  const labels: Label[] = [];
  for await (const { text, number } of linesOf(path)) {
    const label = Label.safeParse(parsed(text));
    if (!label.success) throw new UserError(`${near(path)}:${number}: not a label`);
    labels.push(label.data);
  }
  return labels;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Only what is held against the labels stays in memory. */
async function warningsIn(path: string): Promise<Told[]> {
  const warnings: Told[] = [];
  for await (const { text } of linesOf(path)) {
    const { status, code, rule, tier, subject, message, warning_id } = JSON.parse(text) as Warning;
    if (status !== "resolved") warnings.push({ code, rule, tier, subject, message, warning_id });
  }
  return warnings;
}

function sayTallies(tallies: readonly Tally[], faults: number): void {
  const titles = ["planted", "found", "missed", "told", "false", "precision", "recall", "look-alikes", "alerted"];
  say(
    table(
      [{ title: "Code" }, { title: "tier" }, ...titles.map((title) => ({ title, align: "right" as const }))],
      tallies.map((tally) => [
        cyan(tally.code),
        tally.tier ?? "",
        count(tally.planted),
        count(tally.found),
        marked(tally.missed.length),
        count(tally.told),
        marked(tally.false.length),
        share(tally.precision),
        share(tally.recall),
        count(tally.lookAlikes),
        marked(tally.alerted.length),
      ]),
    ),
  );
  const some = (of: (tally: Tally) => readonly string[]) => {
    const all = tallies.flatMap(of);
    return all.length > SHOWN ? [...all.slice(0, SHOWN), `and ${count(all.length - SHOWN)} more`] : all;
  };
  list(
    "Planted and not found",
    some(({ missed }) => missed.map(({ code, subject, rule, note }) => `${rule ?? code} ${subject.id}: ${note}`)),
  );
  list(
    "Look-alikes warned of",
    some(({ alerted }) => alerted.map(({ code, subject, rule, note }) => `${rule ?? code} ${subject.id}: ${note}`)),
  );
  list(
    "Told, and nothing was planted",
    some((tally) => tally.false.map(({ rule, subject, message }) => `${rule} ${subject.id}: ${message.en}`)),
  );
  say();
  say(
    faults === 0
      ? green("Everything planted was found, and nothing else.")
      : shown`${bold(counted(faults, "warning"))} missed or false`,
  );
}

const marked = (n: number) => (n === 0 ? count(n) : red(count(n)));
const share = (value: number | null): string => (value === null ? "" : value.toFixed(2));
