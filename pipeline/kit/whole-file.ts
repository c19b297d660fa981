import { randomBytes } from "node:crypto";
import { constants, copyFile, link, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "./make-folder.ts";

/** New, readable by its owner alone, and on disk before anything goes on. */
const FOR_ITS_OWNER = { flag: "wx", mode: 0o600, flush: true } as const;

/**
 * Writes a file that its owner alone may read, whole or not at all. Never overwrites: an error with the code EEXIST
 * where something of that name is there.
 */
export async function writeSecret(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path));
  const draft = besides(path);
  try {
    await writeFile(draft, text, FOR_ITS_OWNER);
    await putInPlace(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Puts a file that its owner alone may read in the place of what is there, whole or not at all. */
export async function putWhole(path: string, content: string | Buffer): Promise<void> {
  await clearBesides(path);
  const draft = besides(path);
  try {
    await writeFile(draft, content, FOR_ITS_OWNER);
    await rename(draft, path);
  } catch (error) {
    // The error names the file that was asked for, not the draft.
    throw Object.assign(error as NodeJS.ErrnoException, { path });
  } finally {
    await rm(draft, { force: true });
  }
}

/** A unique name beside a path, for a draft of what is to stand there. */
export const besides = (path: string): string => `${path}.draft-${randomBytes(4).toString("hex")}`;

/** What the engine writes ahead stands beside its draft. */
const BESIDES = /^\.draft-[0-9a-f]{8}(?:\.wal)?$/;

/** Takes away what a process that was cut short left beside a path; one that is at work finds its draft gone. */
export async function clearBesides(path: string): Promise<void> {
  const [folder, name] = [dirname(path), basename(path)];
  for (const found of await readdir(folder).catch(() => [])) {
    if (found.startsWith(name) && BESIDES.test(found.slice(name.length)))
      await rm(join(folder, found), { force: true });
  }
}

/** Puts a finished file where nothing is yet: linked where the file system can, copied where it cannot. */
export const putInPlace = (draft: string, path: string): Promise<void> =>
  link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") throw error;
    return copyFile(draft, path, constants.COPYFILE_EXCL);
  });
