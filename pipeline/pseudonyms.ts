import { createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import type { LoadedConfig } from "./config.ts";
import { UserError } from "./errors.ts";
import { clearBesides, writeSecret } from "./whole-file.ts";

/** The secret that pseudonyms are made with; whoever holds it can tell who stands behind one. */
export type PseudonymKey = KeyObject;

const FORM = /^[0-9a-f]{64}\n?$/;
/** Without letters that are taken for figures. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LETTERS = 12;

/**
 * The same person has the same name under the same key, and another one under any other: `P` and twelve letters, 60
 * bits of the HMAC-SHA-256 of the identifier.
 */
export function pseudonym(key: PseudonymKey, id: string): string {
  const digest = createHmac("sha256", key).update(`person ${id}`).digest();
  return `P${Array.from(digest.subarray(0, LETTERS), (byte) => ALPHABET[byte % ALPHABET.length]).join("")}`;
}

/** Where a configuration keeps the key: a file of its own, never in the workspace or among the reports. */
function pseudonymKeyPath({ config, folder, file }: LoadedConfig): string {
  const path = resolve(folder, config.privacy.pseudonym_key);
  for (const [what, place] of [
    ["workspace", config.workspace],
    ["folder of the reports", config.report.folder],
  ] as const) {
    if (lies(path, resolve(folder, place))) {
      throw new UserError(
        `${file}: privacy.pseudonym_key lies in the ${what}; whoever gets that would get the key: keep it elsewhere`,
      );
    }
  }
  return path;
}

const lies = (path: string, folder: string): boolean => {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && resolve(way) !== way;
};

const makeKey = (path: string): Promise<void> =>
  writeSecret(path, `${randomBytes(32).toString("hex")}\n`).catch((error: unknown) => {
    // Another process was quicker, and may have cleared this one's draft away.
    if (!existsSync(path)) throw error;
  });

/** Opens the key, or makes one where there is none yet: 256 random bits that its owner alone may read. */
export async function openPseudonymKey(loaded: LoadedConfig): Promise<PseudonymKey> {
  const path = pseudonymKeyPath(loaded);
  if (!existsSync(path)) await makeKey(path);
  await clearBesides(path);
  return readPseudonymKey(loaded);
}

/** Opens the key that is there; without it no pseudonym that was given out can be told. */
export async function readPseudonymKey(loaded: LoadedConfig): Promise<PseudonymKey> {
  const path = pseudonymKeyPath(loaded);
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    throw new UserError(`${path}: the key of the pseudonyms is not there; restore it from its copy`, 3);
  });
  if (((await stat(path)).mode & 0o077) !== 0) {
    throw new UserError(`${path}: others may read the key of the pseudonyms; \`chmod 600\` it`, 3);
  }
  if (!FORM.test(text)) throw new UserError(`${path}: not a key of pseudonyms; restore it from its copy`, 3);
  return createSecretKey(Buffer.from(text.trim(), "hex"));
}
