import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder that its owner alone may enter, and those above it; one that is there stays as it is. The runtime's own
 * way of making those above never ends where a file system, as that of /proc, says that one is missing which is there.
 */
export async function makeFolder(path: string): Promise<void> {
  const failed = await mkdir(path, { mode: 0o700 }).then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  );
  if (failed === null || (await isFolder(path))) return;
  if (failed.code !== "ENOENT" || (await isFolder(dirname(path)))) throw failed;
  await makeFolder(dirname(path));
  await makeFolder(path);
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
