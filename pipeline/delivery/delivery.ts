import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { Bilingual } from "../../schemas/text.ts";
import type { LoadedConfig } from "../config.ts";
import type { Engine } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import { UserError } from "../kit/errors.ts";
import { sha256Of } from "../kit/sha256.ts";
import { PASSPHRASE } from "../ledger/keys.ts";
import type { Deed, Ledger } from "../ledger/ledger.ts";
import { actor, rememberHead } from "../ledger/record.ts";
import { forgetLookback } from "../lookback.ts";
import { forgetLastRun } from "../warnings/lives.ts";
import { discard, openDraft, type Place, publish, undelivered } from "./publish.ts";

/**
 * How far a report has come. Once a run is `decided` (in the transaction that remembers its warnings as told), every
 * step after it can be taken again, and the next run takes those that were left: the report is moved into place, the
 * run is entered in the ledger, the report is handed to the command that sends it on.
 * `handing` marks a command that was started: whether it sent anything before a crash cannot be known, so it is not
 * started a second time.
 */
type State = "drafting" | "decided" | "entered" | "handing";

interface Delivery extends Place {
  readonly run_id: string;
  readonly state: State;
  readonly deed: string | null;
}

export interface HandOver {
  /** A program and its arguments; it finds the report's folder in `XIEZHI_REPORT`, the run's id in `XIEZHI_RUN`. */
  readonly command: readonly string[];
  readonly cwd: string;
  readonly timeoutMs: number;
}

/** How a configuration has reports sent on; null where they are not. */
export const handOverOf = ({ config: { report }, folder }: LoadedConfig): HandOver | null =>
  report.deliver ? { command: report.deliver, cwd: folder, timeoutMs: report.deliver_seconds * 1000 } : null;

export const DELIVERY_LAYOUT = [
  sql`create table if not exists deliveries (
    run_id varchar primary key, state varchar, draft varchar, target varchar, root varchar, deed varchar)`,
  // Runs whose report was handed to the command that sends it on, and that did not fail. They are not sent again.
  sql`create table if not exists sent_on (run_id varchar primary key, sent_at bigint)`,
];

/** Lets `work` put a report together in its draft, and decide it; where it fails, the draft is let go of. */
export async function drafting<T>(engine: Engine, runId: string, place: Place, work: () => Promise<T>): Promise<T> {
  await begin(engine, runId, place);
  try {
    await openDraft(place);
    return await work();
  } catch (error) {
    // What cannot be cleared away now, on a full disk, the next run clears.
    await giveUp(engine, runId, place).catch(() => {});
    throw undelivered(error, place.target);
  }
}

async function begin(engine: Engine, runId: string, { draft, target, root }: Place): Promise<void> {
  await engine.run(sql`delete from deliveries where run_id = ${runId}`);
  await engine.run(sql`insert into deliveries values (${runId}, 'drafting', ${draft}, ${target}, ${root}, null)`);
}

/** To be called in the transaction that remembers the run. */
export async function decideDelivery(engine: Engine, runId: string, deed: Deed): Promise<void> {
  await engine.run(
    sql`update deliveries set state = 'decided', deed = ${JSON.stringify(deed)} where run_id = ${runId}`,
  );
}

/** Lets go of a draft, unless its run is decided. */
async function giveUp(engine: Engine, runId: string, place: Place): Promise<void> {
  const drafting = await engine.all(
    sql`select 1 from deliveries where run_id = ${runId} and draft = ${place.draft} and state = 'drafting'`,
  );
  if (drafting.length === 0) return;
  await discard(place);
  await engine.run(sql`delete from deliveries where run_id = ${runId}`);
}

/** How the report of a run fared that was to be sent on: why it could not be, or when an earlier making of it was. */
interface HandedOver {
  readonly failure: string | null;
  readonly sentBefore: number | null;
}

/**
 * Takes the steps that are left for a run that is decided; what fails is tried again by the next run. A report that
 * cannot be moved into place is a {@link UserError}.
 */
export async function deliver(
  engine: Engine,
  ledger: Ledger,
  runId: string,
  handOver: HandOver | null,
): Promise<HandedOver> {
  const [delivery] = await engine.all<Delivery>(sql`select * from deliveries where run_id = ${runId}`);
  const sentBefore = handOver === null ? null : await sentOn(engine, runId);
  return { failure: delivery ? await goOn(engine, ledger, delivery, handOver) : null, sentBefore };
}

async function sentOn(engine: Engine, runId: string): Promise<number | null> {
  const [sent] = await engine.all<{ sent_at: number }>(sql`select sent_at from sent_on where run_id = ${runId}`);
  return sent?.sent_at ?? null;
}

interface Recovery {
  readonly notes: readonly Bilingual[];
  /** What could not be delivered this time either. */
  readonly undelivered: readonly string[];
}

/** Finishes what earlier runs left unfinished, and says what it found. */
export async function recoverDeliveries(engine: Engine, ledger: Ledger, handOver: HandOver | null): Promise<Recovery> {
  const left = await engine.all<Delivery>(sql`select * from deliveries order by run_id`);
  const notes: Bilingual[] = [];
  const undelivered: string[] = [];
  for (const delivery of left) {
    const { run_id: run, target, draft, state } = delivery;
    if (state === "drafting") {
      await giveUp(engine, run, delivery);
      notes.push(NOTES.cutShort(run));
    } else if (!existsSync(draft) && !existsSync(join(target, "run.json"))) {
      await forget(engine, run);
      notes.push(NOTES.lost(run));
    } else {
      const failure = await goOn(engine, ledger, delivery, handOver).catch((error: unknown) => {
        if (error instanceof UserError) return error.message;
        throw error;
      });
      if (failure !== null) undelivered.push(failure);
      else notes.push(state === "handing" ? NOTES.doubtful(run) : NOTES.late(run));
    }
  }
  return { notes, undelivered };
}

const NOTES = {
  cutShort: (run: string): Bilingual => ({
    zh: `运行 ${run} 中断，未形成报告；本次运行已涵盖其内容`,
    en: `Run ${run} was cut short and made no report; this run covers what it would have told`,
  }),
  lost: (run: string): Bilingual => ({
    zh: `运行 ${run} 的报告在送达前已不在原处；其中的提示按首次出现重新列出`,
    en: `The report of run ${run} was gone before it was delivered; what it told is told again as new`,
  }),
  late: (run: string): Bilingual => ({
    zh: `运行 ${run} 的报告在本次运行开始时补发`,
    en: `The report of run ${run} was delivered when this run began`,
  }),
  doubtful: (run: string): Bilingual => ({
    zh: `运行 ${run} 的报告在转送途中中断，是否送达无法判断，未重复发送，请核对`,
    en: `Sending on the report of run ${run} was cut short; whether it arrived cannot be told and it is not sent twice, so please look`,
  }),
};

async function goOn(
  engine: Engine,
  ledger: Ledger,
  delivery: Delivery,
  handOver: HandOver | null,
): Promise<string | null> {
  const { run_id: run, target } = delivery;
  const reach = (state: State) => engine.run(sql`update deliveries set state = ${state} where run_id = ${run}`);
  try {
    await publish(delivery);
  } catch (error) {
    throw undelivered(error, target);
  }
  if (delivery.state === "decided") {
    await rememberHead(engine, await ledger.append(JSON.parse(delivery.deed ?? "null") as Deed));
    await reach("entered");
  }
  let handed = delivery.state === "handing";
  if (handOver !== null && !handed && (await sentOn(engine, run)) === null) {
    await rememberHead(engine, await ledger.append(await handingDeed(delivery, handOver, ledger.head.count)));
    await reach("handing");
    const failure = await handTo(handOver, target, run);
    if (failure !== null) {
      await reach("entered");
      return `${handOver.command[0]}: the report in ${target} could not be sent on (${failure}); the next run tries again`;
    }
    handed = true;
  }
  await engine.transaction(async () => {
    if (handed) await engine.run(sql`insert into sent_on values (${run}, ${Date.now()})`);
    await engine.run(sql`delete from deliveries where run_id = ${run}`);
  });
  return null;
}

/** That a report is about to leave the house, by which command, whether or not it arrives. */
async function handingDeed(
  { run_id: run, target }: Delivery,
  { command, cwd }: HandOver,
  entries: number,
): Promise<Deed> {
  const at = Date.now();
  const path = join(target, "run.json");
  const manifest = { name: relative(cwd, path), digest: { sha256: await sha256Of(path) } };
  const body = { what: "report sent on", run_id: run, command: command[0] };
  return { id: `handing ${entries + 1} ${at}`, kind: "export", at, actor: actor(), subject: [manifest], body };
}

async function forget(engine: Engine, runId: string): Promise<void> {
  await engine.transaction(async () => {
    await forgetLastRun(engine, runId);
    await engine.run(sql`delete from runs where run_id = ${runId}`);
    await forgetLookback(engine, runId);
    await engine.run(sql`delete from deliveries where run_id = ${runId}`);
  });
}

/** Runs the command to its end or its time; null when it went well, else what went wrong. */
function handTo({ command, cwd, timeoutMs }: HandOver, report: string, runId: string): Promise<string | null> {
  const [program = "", ...args] = command;
  const { [PASSPHRASE]: _, ...env } = process.env;
  return new Promise((resolve) => {
    // A group of its own, so that what the program started is stopped with it.
    const child = spawn(program, args, {
      cwd,
      env: { ...env, XIEZHI_REPORT: report, XIEZHI_RUN: runId },
      stdio: ["ignore", "ignore", "inherit"],
      detached: true,
    });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, timeoutMs);
    const end = (failure: string | null) => {
      clearTimeout(timer);
      resolve(failure);
    };
    child.on("error", (error) => end(error.message));
    child.on("exit", (code, signal) => {
      if (late) end(`not done after ${timeoutMs / 1000} s`);
      else end(code === 0 ? null : `it ended with ${code ?? signal}`);
    });
  });
}
