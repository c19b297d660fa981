import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { UserError } from "./errors.ts";

/** A report folder being written beside the place where it will stand; readers never see it half done. */
export interface Draft {
  readonly folder: string;
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
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const suffix = randomBytes(4).toString("hex");
  const folder = join(parent, `.${basename(target)}.draft-${suffix}`);
  await mkdir(folder, { mode: 0o700 });
  return {
    folder,
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
