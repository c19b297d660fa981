import { randomBytes } from "node:crypto";
import { constants, copyFile, link, mkdir, open, rm } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes a file that its owner alone may read, whole or not at all. Never overwrites: an error with the code EEXIST
 * where something of that name is there.
 */
export async function writeSecret(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = besides(path);
  try {
    const file = await open(draft, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await putInPlace(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** A name of its own beside a path, for what is to stand there. */
export const besides = (path: string): string => `${path}.${randomBytes(4).toString("hex")}`;

/** Puts a finished file where nothing is yet: linked where the file system can, copied where it cannot. */
export const putInPlace = (draft: string, path: string): Promise<void> =>
  link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") throw error;
    return copyFile(draft, path, constants.COPYFILE_EXCL);
  });
