import { createPublicKey, type KeyObject } from "node:crypto";
import type { EntryKind, Predicate, Resource } from "../../schemas/ledger.ts";
import { opened } from "./envelope.ts";
import { EMPTY, type Head } from "./head.ts";
import { keyId } from "./keys.ts";
import { sha256 } from "./ledger.ts";
import { isFinished, linesOf } from "./lines.ts";

type Fault =
  | "not an entry"
  | "unfinished entry"
  | "out of sequence"
  | "chain broken"
  | "signature wrong"
  | "key not the expected one"
  | "entries missing"
  | "head differs"
  | "heads not as they were kept"
  | "decision not entered"
  | "decision changed"
  | "decision gone";

export interface Finding {
  /** Line of the ledger; null where it is the whole that is wrong. */
  readonly line: number | null;
  readonly fault: Fault;
  readonly detail: string;
}

/** A file as the ledger last knew it. */
export interface Named extends Resource {
  readonly line: number;
}

export interface Verification {
  readonly head: Head;
  readonly findings: readonly Finding[];
  readonly byKind: Readonly<Partial<Record<EntryKind, number>>>;
  /** By name, as the last entry that names it has it: what runs read (`inputs`) and what they made (`outputs`). */
  readonly inputs: ReadonlyMap<string, Named>;
  readonly outputs: ReadonlyMap<string, Named>;
  /** By name, the outputs that a purge took away, as they were then. */
  readonly purged: ReadonlyMap<string, Named>;
  readonly purges: readonly Purge[];
  /** What people decided, by the ids of the entries. */
  readonly decisions: ReadonlyMap<string, DecisionEntered>;
  /** The register of exemptions as the last run had it, and when that entered it. */
  readonly exemptions: (RegisterEntered & { readonly line: number; readonly at: number }) | null;
}

/** The kinds of entries that hold what people decided. */
export const DECIDED: readonly EntryKind[] = ["suppression", "review"];

/** The register of exemptions in a run's entry; its list stands there where it is another than that of the run before. */
export interface RegisterEntered {
  readonly entries: readonly Resource[];
  /** The last file that the run had loaded. */
  readonly last_file: number;
  /** How many of its entries purges and seals had taken out. */
  readonly removed: number;
}

interface DecisionEntered {
  readonly line: number;
  readonly at: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a purge took away, as its entry says. */
export interface Purge {
  readonly line: number;
  readonly before: string;
  readonly cases: number;
  readonly rows: number;
}

export interface Expectation {
  /** Heads kept elsewhere: every entry up to each must still be there. */
  readonly heads?: readonly Head[] | undefined;
  /** The public key (PEM) that the first entry must bring. */
  readonly key?: string | undefined;
}

/** Reads a ledger from its start and says everything that is not as it was written. One line at a time in memory. */
export async function verifyLedger(path: string, { heads = [], key: first }: Expectation = {}): Promise<Verification> {
  const reading = new Reading(heads, first === undefined ? null : keyId(createPublicKey(first)));
  for await (const { text, number } of linesOf(path)) reading.line(text, number);
  return reading.end(await isFinished(path));
}

class Reading {
  readonly #findings: Finding[] = [];
  readonly #byKind: Partial<Record<EntryKind, number>> = {};
  readonly #inputs = new Map<string, Named>();
  readonly #outputs = new Map<string, Named>();
  readonly #purged = new Map<string, Named>();
  readonly #purges: Purge[] = [];
  readonly #decisions = new Map<string, DecisionEntered>();
  #exemptions: Verification["exemptions"] = null;
  readonly #kept: ReadonlyMap<number, readonly string[]>;
  #expectedKey: string | null;
  #key: KeyObject | null = null;
  #head: Head = EMPTY;

  constructor(kept: readonly Head[], expectedKey: string | null) {
    const byCount = new Map<number, string[]>();
    for (const { count, sha256 } of kept) byCount.set(count, [...(byCount.get(count) ?? []), sha256]);
    this.#kept = byCount;
    this.#expectedKey = expectedKey;
  }

  line(text: string, number: number): void {
    const entry = opened(text);
    const before = this.#head;
    this.#head = { count: number, sha256: sha256(text) };
    const other = this.#kept.get(number)?.find((kept) => kept !== this.#head.sha256);
    if (other !== undefined) this.#find(number, "head differs", `the head kept elsewhere says ${other}`);
    if (entry === null) {
      this.#find(number, "not an entry", "the line is not one this program writes");
      return;
    }
    const { predicate, subject } = entry.statement;
    if (predicate.sequence !== number) {
      this.#find(number, "out of sequence", `it says that it is entry ${predicate.sequence}`);
    }
    if (predicate.previous !== before.sha256) {
      this.#find(number, "chain broken", "the line before is not the one it was written after");
    }
    const brought = predicate.kind === "key" ? keyBrought(predicate) : null;
    const signer = number === 1 ? brought : this.#key;
    if (signer === null || keyId(signer) !== entry.keyid || !entry.signedBy(signer)) {
      this.#find(number, "signature wrong", "not signed by the key in force");
    }
    if (number === 1 && this.#expectedKey !== null && (signer === null || keyId(signer) !== this.#expectedKey)) {
      this.#find(number, "key not the expected one", `the ledger begins with key ${entry.keyid}`);
    }
    if (brought) this.#key = brought;
    this.#byKind[predicate.kind] = (this.#byKind[predicate.kind] ?? 0) + 1;
    this.#remember(predicate, subject, number);
  }

  end(finished: boolean): Verification {
    if (!finished)
      this.#find(this.#head.count, "unfinished entry", "the last line has no end; the next entry takes its place");
    const most = [...this.#kept.keys()].reduce((a, b) => Math.max(a, b), 0);
    if (this.#head.count < most) {
      const detail = `${this.#head.count} entries, but ${most} were there when the head was kept`;
      this.#find(null, "entries missing", detail);
    }
    return {
      head: this.#head,
      findings: this.#findings,
      byKind: this.#byKind,
      inputs: this.#inputs,
      outputs: this.#outputs,
      purged: this.#purged,
      purges: this.#purges,
      decisions: this.#decisions,
      exemptions: this.#exemptions,
    };
  }

  #find(line: number | null, fault: Fault, detail: string): void {
    this.#findings.push({ line, fault, detail });
  }

  #remember({ id, kind, at, body }: Predicate, subject: readonly Resource[], line: number): void {
    if (DECIDED.includes(kind)) this.#decisions.set(id, { line, at: Date.parse(at), body });
    if (kind === "run" && body.register) {
      const { entries = this.#exemptions?.entries ?? [], ...rest } = body.register as Partial<RegisterEntered>;
      this.#exemptions = { line, at: Date.parse(at), ...(rest as RegisterEntered), entries };
    }
    if (kind === "purge") {
      for (const gone of subject) this.#purged.set(gone.name, { ...gone, line });
      const { before, cases, rows } = body;
      this.#purges.push({ line, before: String(before), cases: Number(cases), rows: Number(rows) });
    }
    if (kind !== "run" && kind !== "export") return;
    for (const output of subject) this.#outputs.set(output.name, { ...output, line });
    for (const input of (body.inputs ?? []) as Resource[]) this.#inputs.set(input.name, { ...input, line });
  }
}

function keyBrought({ body }: Predicate): KeyObject | null {
  try {
    return createPublicKey(String(body.public_key));
  } catch {
    return null;
  }
}
