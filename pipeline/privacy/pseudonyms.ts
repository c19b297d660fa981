import { createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import type { Bilingual } from "../../schemas/text.ts";
import type { LoadedConfig } from "../config.ts";
import type { Engine } from "../engine/engine.ts";
import { causeOf, UserError } from "../kit/errors.ts";
import { clearBesides, writeSecret } from "../kit/whole-file.ts";
import { type Ledger, recordAs } from "../ledger/ledger.ts";
import { actor, enter } from "../ledger/record.ts";
import { metaOf, setMeta } from "../meta.ts";

/** The secret that pseudonyms are made with; whoever holds it can tell who stands behind one. */
export type PseudonymKey = KeyObject;

const FORM = /^[0-9a-f]{64}\n?$/;
/** Without letters that are taken for figures. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LETTERS = 12;
const GONE = "the key of the pseudonyms is not there; restore it from its copy";
const ANEW = "give everyone other pseudonyms with `xiezhi key pseudonyms`";

/** What keeps the key from being used, as a report says it of the key. */
const FAULTS = {
  gone: { zh: "不在原处，须从其副本恢复", en: "is not there, and is to be restored from its copy" },
  another: {
    zh: "不是此前代称所用的那一把，须恢复原来的密钥",
    en: "is not the one that earlier pseudonyms were made with, which is to be restored",
  },
  open: {
    zh: "他人可以读取，须先收紧其文件权限",
    en: "may be read by others, and its permissions are to be narrowed first",
  },
  malformed: {
    zh: "所在文件的内容不是密钥，须从其副本恢复",
    en: "is not what its file holds, and is to be restored from its copy",
  },
  unreachable: {
    zh: "因磁盘或者权限原因无法读写，密钥本身未必有误",
    en: "cannot be read or written for its disk or permissions, and may well be as it was",
  },
} as const satisfies Readonly<Record<string, Bilingual>>;
type Fault = keyof typeof FAULTS;

class UnusableKey extends UserError {
  readonly fault: Fault;

  constructor(fault: Fault, message: string) {
    super(message, 3);
    this.fault = fault;
  }
}

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

/**
 * Opens the key that a workspace's pseudonyms are made with, or makes the first one: 256 random bits that its owner
 * alone may read. One that is gone, or is another, is an error: everyone would go by another name without a word, and
 * the names that were given out could not be told.
 */
export async function openPseudonymKey(engine: Engine, loaded: LoadedConfig): Promise<PseudonymKey> {
  const path = pseudonymKeyPath(loaded);
  const known = await rememberedKey(engine);
  if (known !== null && !existsSync(path)) throw new UnusableKey("gone", `${path}: ${GONE}, or ${ANEW}`);
  const { key } = await readOrMake(loaded);
  if (known === null) await rememberKey(engine, key);
  else if (known !== nameOf(key)) {
    throw new UnusableKey(
      "another",
      `${path}: not the key that earlier pseudonyms were made with; restore that one, or ${ANEW}`,
    );
  }
  return key;
}

/**
 * The key that an edition for circulation takes, or why it cannot be used: to whoever runs it (`why`), and to whoever
 * reads the report for inspectors, which takes none and is made all the same (`notes`).
 */
export interface UsableKey {
  readonly key: PseudonymKey | null;
  readonly why: string | null;
  readonly notes: readonly Bilingual[];
}

/** Of a run that makes no edition for circulation. */
export const NO_KEY: UsableKey = { key: null, why: null, notes: [] };

export async function usableKey(engine: Engine, loaded: LoadedConfig): Promise<UsableKey> {
  try {
    return { ...NO_KEY, key: await openPseudonymKey(engine, loaded) };
  } catch (error) {
    const cause = causeOf(error);
    if (cause !== null) return unusable("unreachable", `${pseudonymKeyPath(loaded)}: ${cause.cause}`);
    if (error instanceof UnusableKey) return unusable(error.fault, error.message);
    throw error;
  }
}

const unusable = (fault: Fault, why: string): UsableKey => ({
  key: null,
  why,
  notes: [
    {
      zh: `流转版未制作：代称密钥${FAULTS[fault].zh}。内部核查版不受影响`,
      en: `No edition for circulation was made: the key of the pseudonyms ${FAULTS[fault].en}. The edition for inspectors lacks nothing by it`,
    },
  ],
});

/** Which key pseudonyms are made with from now on, and what became of it. */
interface TakenUp {
  readonly path: string;
  readonly state: "new" | "another" | "the same";
}

/**
 * From now on pseudonyms are made with the key that is in its place, or with a new one where there is none. That it is
 * not the one before is in the ledger.
 */
export async function takeUpPseudonymKey(
  engine: Engine,
  ledger: Ledger,
  loaded: LoadedConfig,
  now: number,
): Promise<TakenUp> {
  const { path, key, made } = await readOrMake(loaded);
  const before = await rememberedKey(engine);
  const body = { before, key: nameOf(key) };
  if (before === body.key) return { path, state: "the same" };
  const id = `pseudonym key ${ledger.head.count + 1} ${now}`;
  await enter(
    engine,
    ledger,
    { id, kind: "pseudonym-key", at: now, actor: actor(), subject: [recordAs(id, body)], body },
    () => rememberKey(engine, key),
  );
  return { path, state: made ? "new" : "another" };
}

async function readOrMake(loaded: LoadedConfig): Promise<{ path: string; key: PseudonymKey; made: boolean }> {
  const path = pseudonymKeyPath(loaded);
  const made = !existsSync(path);
  if (made) await makeKey(path);
  await clearBesides(path);
  return { path, key: await readPseudonymKey(loaded), made };
}

/** What a key is remembered by, which tells nothing of it. */
const nameOf = (key: PseudonymKey): string => createHmac("sha256", key).update("name").digest("hex").slice(0, 32);

const rememberedKey = (engine: Engine): Promise<string | null> => metaOf(engine, "pseudonym_key");

const rememberKey = (engine: Engine, key: PseudonymKey): Promise<void> => setMeta(engine, "pseudonym_key", nameOf(key));

/** Opens the key that is there; without it no pseudonym that was given out can be told. */
export async function readPseudonymKey(loaded: LoadedConfig): Promise<PseudonymKey> {
  const path = pseudonymKeyPath(loaded);
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    throw new UnusableKey("gone", `${path}: ${GONE}`);
  });
  if (((await stat(path)).mode & 0o077) !== 0) {
    throw new UnusableKey("open", `${path}: others may read the key of the pseudonyms; \`chmod 600\` it`);
  }
  if (!FORM.test(text))
    throw new UnusableKey("malformed", `${path}: not a key of pseudonyms; restore it from its copy`);
  return createSecretKey(Buffer.from(text.trim(), "hex"));
}
