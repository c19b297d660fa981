import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { FileAccount } from "../../schemas/run.ts";
import type { LoadedConfig } from "../config.ts";
import type { Engine } from "../engine/engine.ts";
import { UserError } from "../kit/errors.ts";
import { makeFolder } from "../kit/make-folder.ts";
import { zoneOf } from "../kit/zone.ts";
import { QUARANTINE } from "../workspace.ts";
import { IncompleteFile, loadFile, UnreadableFile } from "./load.ts";
import type { SourceFile } from "./sources.ts";
import { tooMuchQuarantine } from "./stops.ts";

interface Telling {
  /** Moment written beside what is loaded, epoch milliseconds. */
  readonly now: number;
  readonly progress: (step: "load", what: string, done: number, total: number) => void;
}

/**
 * Loads what is new of the files, each in a transaction of its own, and gives the account of every one. Those that
 * cannot be read stop the run, once the others are loaded.
 */
export async function loadAll(
  engine: Engine,
  files: readonly SourceFile[],
  { config, folder }: LoadedConfig,
  { now, progress }: Telling,
): Promise<FileAccount[]> {
  const scratch = join(resolve(folder, config.workspace), "scratch");
  await rm(scratch, { recursive: true, force: true });
  await makeFolder(scratch);
  const quarantine = join(resolve(folder, config.workspace), QUARANTINE);
  await rm(quarantine, { force: true });
  const limit = config.ingest.max_quarantine_share;
  const given = new Set(files.map(({ name }) => name));
  const accounts: FileAccount[] = [];
  const [unreadable, incomplete]: [string[], string[]] = [[], []];
  for (const [i, file] of files.entries()) {
    progress("load", file.name, i, files.length);
    try {
      accounts.push(
        ...(await loadFile(file, {
          engine,
          scratch,
          zone: zoneOf(config.timezone),
          maxBytes: config.ingest.max_bytes,
          holding: config.privacy,
          given,
          now,
          maxQuarantineShare: limit,
          quarantine,
        })),
      );
    } catch (error) {
      if (error instanceof UnreadableFile) unreadable.push(error.message);
      else if (error instanceof IncompleteFile) incomplete.push(error.message);
      else throw error;
    }
  }
  await engine.settle();
  progress("load", "", files.length, files.length);
  await rm(scratch, { recursive: true, force: true });
  const written = unreadable.length > 0;
  unreadable.push(...accounts.flatMap((account) => tooMuchQuarantine(account, limit) ?? []));
  if (unreadable.length > 0) {
    const all = written
      ? `; every row set aside of files that are not loaded is in ${join(config.workspace, QUARANTINE)}`
      : "";
    unreadable.push(`\`xiezhi check\` shows the reasons${all}`);
  }
  const stops = [...incomplete, ...unreadable];
  if (stops.length > 0) throw new UserError(stops.join("\n"));
  return accounts;
}
