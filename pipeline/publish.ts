import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { UserError } from "./errors.ts";

/** A report folder being written beside the place where it will stand; readers never see it half done. */
export interface Draft {
  readonly folder: string;
  /** Where the report will stand. */
  readonly target: string;
  /** Moves the folder into place in one step. */
  publish(): Promise<string>;
  discard(): Promise<void>;
}

/**
 * `exact` is the folder asked for with `--out`; otherwise the report goes to `<root>/<runId>` and the link
 * `<root>/latest` moves to it.
 */
export async function draftReport(runId: string, root: string, exact: string | undefined): Promise<Draft> {
  const target = exact ?? join(root, runId);
  await refuseForeign(target);
  const parent = dirname(target);
  const suffix = randomBytes(4).toString("hex");
  const folder = join(parent, `.${basename(target)}.draft-${suffix}`);
  try {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    throw undelivered(error, target);
  }
  return {
    folder,
    target,
    async publish() {
      const old = join(parent, `.${basename(target)}.old-${suffix}`);
      const replaces = existsSync(target);
      if (replaces) await rename(target, old);
      await rename(folder, target);
      if (replaces) await rm(old, { recursive: true, force: true });
      if (exact === undefined) await pointLatest(root, runId, suffix);
      return target;
    },
    discard: () => rm(folder, { recursive: true, force: true }),
  };
}

const CAUSES: Readonly<Record<string, string>> = {
  EACCES: "no permission to write there",
  EPERM: "no permission to write there",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "a part of the path is a file",
};

/** A report that cannot be written is told in one sentence; any other error stays what it is. */
export function undelivered(error: unknown, target: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const cause = CAUSES[code];
  return cause
    ? new UserError(
        `${target}: the report could not be delivered (${cause}); make room or name another folder with --out, and run again`,
        4,
      )
    : error;
}

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

async function pointLatest(root: string, runId: string, suffix: string): Promise<void> {
  const link = join(root, `.latest-${suffix}`);
  await symlink(runId, link);
  await rename(link, join(root, "latest"));
}
