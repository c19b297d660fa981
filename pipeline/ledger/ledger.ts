import { createHash } from "node:crypto";
import { link, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { type EntryKind, PREDICATE_TYPE, type Resource, STATEMENT_TYPE } from "../../schemas/ledger.ts";
import { causeOf, UserError } from "../kit/errors.ts";
import { clearBesides } from "../kit/whole-file.ts";
import { opened, sealed } from "./envelope.ts";
import { EMPTY, type Head, headText } from "./head.ts";
import { makeKey, readKey, type SigningKey } from "./keys.ts";
import { appendLine, lastLines } from "./lines.ts";

/** What was done, before it has a place in the ledger. */
export interface Deed {
  readonly id: string;
  readonly kind: EntryKind;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actor: string;
  readonly subject: readonly Resource[];
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Ledger {
  readonly head: Head;
  /** Why the last head could not be kept where it is to be kept too; null where it is. */
  readonly unkept: string | null;
  /** Enters a deed, on disk before it returns; a deed whose id is there already is not entered again. */
  append(deed: Deed): Promise<Head>;
  /** Makes a new key, has the old one sign it, and puts it in the old one's place, which is kept beside it. */
  rotate(at: number, actor: string): Promise<Head>;
}

export interface LedgerPlace {
  /** `ledger.ndjson`. */
  readonly file: string;
  /** The private key; may lie on another medium. */
  readonly key: string;
  /** A file that is told every head, a line each; best on another medium. */
  readonly heads?: string | undefined;
}

export const sha256 = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");

/** A record that is not a file, as something that can be signed for. */
export const recordAs = (name: string, record: unknown): Resource => ({
  name,
  digest: { sha256: sha256(JSON.stringify(record)) },
});

/**
 * Opens the ledger of a workspace, for one process at a time; the first time it makes a key and enters it.
 * A last line without a line end is an entry that was being written when the power went: it is let go of, and whoever
 * wanted it entered enters it again.
 */
export async function openLedger(place: LedgerPlace, at: number, actor: string): Promise<Ledger> {
  const lines = await lastLines(place.file);
  let key = await readKey(place.key);
  if (key === null) {
    if (lines.length > 0) throw new UserError(`${place.key}: the ledger's key is missing; restore it from its copy`, 3);
    key = await makeKey(place.key);
  }
  const ledger = new FileLedger(place, lines, key);
  if (lines.length === 0) await ledger.append(keyDeed(key, at, actor));
  for (const path of [place.key, nextKey(place)]) await clearBesides(path);
  await ledger.finishRotation();
  await ledger.keepHead();
  return ledger;
}

class FileLedger implements Ledger {
  head: Head;
  unkept: string | null = null;
  readonly #place: LedgerPlace;
  readonly #ids: Set<string>;
  #key: SigningKey;
  #last: string | undefined;

  constructor(place: LedgerPlace, lines: readonly string[], key: SigningKey) {
    this.#place = place;
    this.#key = key;
    this.#last = lines.at(-1);
    const entries = lines.map((line) => opened(line)?.statement.predicate);
    const count = entries.at(-1)?.sequence;
    if (lines.length > 0 && count === undefined) {
      throw new UserError(`${place.file}: its last line is no entry of a ledger; \`xiezhi verify\` says more`, 3);
    }
    this.#ids = new Set(entries.flatMap((entry) => entry?.id ?? []));
    this.head = this.#last === undefined ? EMPTY : { count: count ?? 0, sha256: sha256(this.#last) };
  }

  async append({ id, kind, at, actor, subject, body }: Deed): Promise<Head> {
    if (this.#ids.has(id)) return this.head;
    const sequence = this.head.count + 1;
    const line = sealed(
      {
        _type: STATEMENT_TYPE,
        subject: [...subject],
        predicateType: PREDICATE_TYPE,
        predicate: {
          sequence,
          previous: this.head.sha256,
          id,
          kind,
          at: new Date(at).toISOString(),
          actor,
          body: { ...body },
        },
      },
      this.#key,
    );
    await appendLine(this.#place.file, line);
    this.#ids.add(id);
    this.#last = line;
    this.head = { count: sequence, sha256: sha256(line) };
    await this.keepHead();
    return this.head;
  }

  /** A medium that is not there stops nothing: the entry is made, and that its head is not kept is told. */
  async keepHead(): Promise<void> {
    const { heads } = this.#place;
    if (heads === undefined) return;
    try {
      await stat(dirname(heads));
      if ((await lastLines(heads)).at(-1) !== headText(this.head)) await appendLine(heads, headText(this.head));
      this.unkept = null;
    } catch (error) {
      const found = causeOf(error);
      if (found === null) throw error;
      this.unkept = found.cause;
    }
  }

  async rotate(at: number, actor: string): Promise<Head> {
    const next = await makeKey(nextKey(this.#place));
    await this.append(keyDeed(next, at, actor));
    await this.#moveIn(next);
    return this.head;
  }

  /** A rotation is decided by its entry: a new key without one is let go of, one with an entry is moved in. */
  async finishRotation(): Promise<void> {
    const next = await readKey(nextKey(this.#place));
    if (next === null) return;
    const predicate = this.#last === undefined ? undefined : opened(this.#last)?.statement.predicate;
    if (predicate?.kind === "key" && predicate.body.keyid === next.id) await this.#moveIn(next);
    else await rm(nextKey(this.#place));
  }

  /** Every step can be taken again: the old key stays where it is until the new one takes its place. */
  async #moveIn(next: SigningKey): Promise<void> {
    await link(this.#place.key, `${this.#place.key}.${this.#key.id}`).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
    await rename(nextKey(this.#place), this.#place.key);
    this.#key = next;
  }
}

const nextKey = ({ key }: LedgerPlace): string => `${key}.next`;

const keyDeed = (key: SigningKey, at: number, actor: string): Deed => ({
  id: `key ${key.id}`,
  kind: "key",
  at,
  actor,
  subject: [{ name: `key ${key.id}`, digest: { sha256: sha256(key.publicPem) } }],
  body: { keyid: key.id, public_key: key.publicPem },
});
