import { resolve } from "node:path";
import { loadDetectors } from "../../detectors/registry.ts";
import { type LoadedConfig, loadConfig } from "../../pipeline/config.ts";
import { actsUnder } from "../../pipeline/decisions/acts.ts";
import { lift, suppress, suppressionsOf } from "../../pipeline/decisions/suppressions.ts";
import { UserError } from "../../pipeline/kit/errors.ts";
import { didYouMean } from "../../pipeline/kit/nearest.ts";
import { localDate, localTime } from "../../pipeline/kit/zone.ts";
import { openRecord, recordView } from "../../pipeline/ledger/record.ts";
import { prepare } from "../../pipeline/prepare.ts";
import type { Suppression } from "../../schemas/decision.ts";
import { momentOf, saidMoment } from "../moment.ts";
import { bold, dim, say, sayJson, shown, table } from "../terminal.ts";
import { warningIdOf } from "../warning-id.ts";
import { withWorkspace } from "../workspace.ts";

interface Flags {
  readonly config: string;
  readonly rule?: string;
  readonly subject?: string;
  readonly reason?: Suppression["reason"];
  readonly note?: string;
  readonly by?: string;
  readonly approvedBy?: string;
  readonly until?: string;
  readonly lift?: string;
  readonly list?: boolean;
  readonly json?: boolean;
}

/** Sets a warning aside, ends that, or lists what is set aside. What is set aside is still computed and shown. */
export default async function suppressCommand(wanted: string | undefined, flags: Flags): Promise<number> {
  const loaded = await loadConfig(flags.config);
  const { timezone: zone, decisions, workspace } = loaded.config;
  const now = Date.now();
  return withWorkspace(loaded, async (engine) => {
    if (flags.list) {
      const rows = await suppressionsOf(engine);
      await recordView(engine, loaded, "suppressions", rows);
      return sayAll(rows, zone, flags.json === true);
    }
    const { ledger } = await openRecord(engine, loaded, now);
    if (flags.lift !== undefined) {
      const by = needed(flags.by, "--by");
      await lift(engine, ledger, flags.lift, by, now);
      if (flags.json) sayJson({ suppression_id: flags.lift, lifted_by: by, lifted_at: now });
      else say(shown`Lifted   ${bold(flags.lift)}; the next run shows it as any other`);
      return 0;
    }
    const target =
      wanted !== undefined
        ? { warning_id: await warningIdOf(engine, wanted) }
        : {
            rule: await ruleNamed(needed(flags.rule, "--rule (or a warning)"), loaded),
            subject: needed(flags.subject, "--subject"),
          };
    const acts = await actsUnder(engine, resolve(loaded.folder, workspace), target);
    const decision = await suppress(
      engine,
      ledger,
      {
        target,
        reason: needed(flags.reason, "--reason"),
        note: needed(flags.note, "--note"),
        author: needed(flags.by, "--by"),
        approver: needed(flags.approvedBy, "--approved-by"),
        expires_at: endOf(needed(flags.until, "--until"), zone, now),
      },
      { now, maxDays: decisions.max_suppression_days, acts },
    );
    if (flags.json) sayJson(decision);
    else {
      say(shown`Set aside ${bold(decision.suppression_id)} until ${localTime(zone, decision.expires_at)}`);
      say(
        dim(
          "It is still computed, counted and listed, with its reason, and a part of what is set aside is shown again.",
        ),
      );
    }
    return 0;
  });
}

function endOf(until: string, zone: string, now: number): number {
  const end = momentOf(until, zone, "--until");
  if (end > now) return end;
  const today = localDate(zone, now);
  const past = localDate(zone, end) < today ? `today (${today})` : `now (${saidMoment(now, zone)})`;
  throw new UserError(`--until ${until} is before ${past}`);
}

function needed<T>(value: T | undefined, flag: string): T {
  if (value === undefined) throw new UserError(`${flag} is needed; \`xiezhi suppress --help\` says what for`);
  return value;
}

function sayAll(rows: Awaited<ReturnType<typeof suppressionsOf>>, zone: string, json: boolean): number {
  if (json) sayJson({ suppressions: rows });
  else if (rows.length === 0) say("Nothing is set aside.");
  else {
    const day = (at: number) => localDate(zone, at);
    const titles = ["Id", "of", "reason", "by", "approved by", "until", "note"].map((title) => ({ title }));
    const now = Date.now();
    const until = (row: (typeof rows)[number]) =>
      row.lifted_at !== null
        ? `lifted ${day(row.lifted_at)}`
        : `${day(row.expires_at)}${row.expires_at <= now ? " (over)" : ""}`;
    const of = (row: (typeof rows)[number]) => row.warning_id ?? `${row.rule} ${row.subject_id}`;
    say(
      table(
        titles,
        rows.map((row) => [row.suppression_id, of(row), row.reason, row.author, row.approver, until(row), row.note]),
      ),
    );
  }
  return 0;
}

/** A rule of the procedures in use, or a detector of its own: a name that neither has would set nothing aside. */
async function ruleNamed(rule: string, loaded: LoadedConfig): Promise<string> {
  const { procedures, prepared } = await prepare(loaded, await loadDetectors());
  const known = [
    ...procedures.flatMap(({ procedure }) => procedure.rules.map(({ id }) => id)),
    ...prepared.flatMap(({ detector }) => (detector.templates.length === 0 ? detector.meta.id : [])),
  ];
  if (known.includes(rule)) return rule;
  const near = didYouMean(rule, known) || "; `rule` of its warnings tells how it is called";
  throw new UserError(`--rule ${rule}: neither a rule of the procedures in use nor a detector${near}`);
}
