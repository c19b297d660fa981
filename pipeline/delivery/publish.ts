import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { LoadedConfig } from "../config.ts";
import { causeOf, UserError } from "../kit/errors.ts";
import { makeFolder } from "../kit/make-folder.ts";

/** Where a report is written and where it will stand; readers never see it half done. */
export interface Place {
  /** Folder beside the target in which the report is put together. */
  readonly draft: string;
  readonly target: string;
  /** Folder whose link `latest` moves to the report; null for a report asked for with `--out`, and for a look back. */
  readonly root: string | null;
}

/**
 * `out` is the folder asked for with `--out`; otherwise the report goes to one of its own among the others, of which
 * `latest` is to be the one of the last night.
 */
export async function placeReport(
  runId: string,
  { config, folder }: LoadedConfig,
  { out, isNight }: { readonly out: string | undefined; readonly isNight: boolean },
): Promise<Place> {
  const root = resolve(folder, config.report.folder);
  const target = out === undefined ? join(root, runId) : resolve(out);
  await refuseForeign(target);
  const draft = join(dirname(target), `.${basename(target)}.draft-${randomBytes(4).toString("hex")}`);
  return { draft, target, root: out === undefined && isNight ? root : null };
}

export async function openDraft({ draft, target }: Place): Promise<void> {
  try {
    await makeFolder(dirname(target));
    await mkdir(draft, { mode: 0o700 });
  } catch (error) {
    const found = causeOf(asFileInPath(error));
    throw found ? refused(target, found.cause) : error;
  }
}

/** Node says that a file among the folders of a path exists. */
const asFileInPath = (error: unknown): unknown =>
  error instanceof Error && "code" in error && error.code === "EEXIST"
    ? Object.assign(error, { code: "ENOTDIR" })
    : error;

/** Moves a finished draft into place in one step. May be called again after it was cut short anywhere. */
export async function publish({ draft, target, root }: Place): Promise<void> {
  const old = `${draft}-old`;
  if (existsSync(draft)) {
    if (existsSync(target)) await rename(target, old);
    await rename(draft, target);
  }
  await rm(old, { recursive: true, force: true });
  if (root !== null) await pointLatest(root, basename(target));
}

/** Where the place cannot even be looked into, as below a file, no draft was made. */
export async function discard({ draft }: Place): Promise<void> {
  if (existsSync(draft)) await rm(draft, { recursive: true, force: true });
}

/**
 * A report that cannot be written is told in one sentence; any other error, as of a file that should be there, stays
 * what it is.
 */
export function undelivered(error: unknown, target: string): unknown {
  const found = causeOf(error);
  return found !== null && found.code !== "ENOENT" ? refused(target, found.cause) : error;
}

const refused = (target: string, cause: string): UserError =>
  new UserError(
    `${target}: the report could not be delivered (${cause}); make room or name another folder with --out, and run again`,
    4,
  );

/** Only an empty folder or an earlier report is ever replaced. */
async function refuseForeign(target: string): Promise<void> {
  if (!existsSync(target)) return;
  const names = await readdir(target).catch(() => {
    throw new UserError(`${target}: is not a folder; name another place for the report`);
  });
  if (names.length > 0 && !names.includes("run.json")) {
    throw new UserError(`${target}: holds files that are not a report; name an empty folder or another one`);
  }
}

/** The new link is named for its report, so that one left by a run that was cut short is found again. */
async function pointLatest(root: string, report: string): Promise<void> {
  const link = join(root, `.${report}.latest`);
  await rm(link, { force: true });
  await symlink(report, link);
  await rename(link, join(root, "latest"));
}
