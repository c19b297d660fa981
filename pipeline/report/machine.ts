import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import type { RunManifest } from "../../schemas/run.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { type ClockStep, type Subject, Warning } from "../../schemas/warning.ts";
import { type Notice, type Own, SHARED_KEYS, type Shared, type SharedKey } from "../warnings.ts";
import { type ArrowColumn, ArrowFile, type ArrowValue, Bytes } from "./arrow.ts";

export type Output = RunManifest["outputs"][number];

type Key = keyof Warning;
const KEYS = Object.keys(Warning.shape) as Key[];

const SPLIT = { subject: ["type", "id"], title: ["zh", "en"], message: ["zh", "en"] } as const;
const isSplit = (key: Key): key is keyof typeof SPLIT => key in SPLIT;
const isShared = (key: Key): key is SharedKey => (SHARED_KEYS as readonly Key[]).includes(key);

const COLUMN_TYPES: Partial<Record<Key, ArrowColumn["type"]>> = {
  schema_version: "integer",
  severity: "integer",
  occurrences: "integer",
  measured: "number",
  threshold: "number",
  as_of: "time",
  first_seen: "time",
  last_seen: "time",
  peer: "json",
  evidence: "json",
  missing: "json",
  clock: "json",
  law: "json",
  context: "json",
  innocent: "json",
  checks: "json",
  exemption: "json",
  suppression: "json",
  head_of: "json",
};
/** Columns of few values, each of which the file holds once. */
const FEW = ["confidence", "status", "subject_type", "unit", "innocent"];

const columnsOf = (key: Key): ArrowColumn[] =>
  (isSplit(key) ? SPLIT[key].map((part) => `${key}_${part}`) : [key]).map((name) => {
    const type = COLUMN_TYPES[key] ?? "text";
    return { name, type, few: (isShared(key) || FEW.includes(name)) && (type === "text" || type === "json") };
  });

/** Columns of `warnings.arrow`, in order. */
export const ARROW_COLUMNS: readonly ArrowColumn[] = KEYS.flatMap(columnsOf);

const BATCH_ROWS = 8_192;
const BATCH_BYTES = 64 * 2 ** 20;
const CHUNK = 2 ** 20;

export interface MachineFiles {
  /** Bytes of `warnings.ndjson` so far: where the next warning's line will start. */
  readonly position: number;
  /** Waits only when a chunk is due to be written; a caller that awaits it never runs ahead of the disk. */
  write(notice: Pick<Notice, "shared" | "own">): Promise<void> | undefined;
  /** Ends both files and gives their sizes and hashes. */
  close(): Promise<Output[]>;
  /** Lets go of both files as they are. */
  abort(): Promise<void>;
}

/**
 * Opens `warnings.ndjson` and `warnings.arrow` in a folder (mode 0600, overwritten).
 *
 * `warnings.ndjson`: one warning a line, keys in the order of the schema.
 *
 * `warnings.arrow`: an Arrow IPC file in batches of at most 8,192 rows, a column per scalar of the schema. Times are
 * timestamps in milliseconds, UTC. `subject`, `title` and `message` are two text columns each (`subject_type`,
 * `subject_id`, `message_zh`, `message_en` …). The nested parts (`peer`, `evidence`, `missing`, `clock`, `law`,
 * `context`, `innocent`, `checks`, `exemption`, `suppression`, `head_of`) are text columns that hold the same JSON as the line does. Text
 * that all warnings of a rule share is dictionary-encoded.
 *
 * Every part of a warning is turned into text once, for both files; what its rule's warnings share, once a rule.
 */
export async function openMachineFiles(folder: string): Promise<MachineFiles> {
  const lines = await HashedFile.open(folder, "warnings.ndjson");
  const table = await HashedFile.open(folder, "warnings.arrow");
  const arrow = new ArrowFile(ARROW_COLUMNS, BATCH_ROWS);
  const text = new Bytes(2 * CHUNK);
  const forms = new Map<Shared, Form>();

  const flushLines = async () => {
    const chunk = Buffer.from(text.view());
    text.clear();
    await lines.append(chunk);
  };
  const flush = async () => {
    if (text.end >= CHUNK) await flushLines();
    if (arrow.rows === BATCH_ROWS || arrow.bytes >= BATCH_BYTES) await table.append(arrow.batch());
  };

  return {
    get position() {
      return lines.size + text.end;
    },
    write({ shared, own }) {
      const form = forms.get(shared) ?? formOf(shared);
      forms.set(shared, form);
      fill(form, own, text);
      arrow.add(form.row);
      return text.end >= CHUNK || arrow.rows === BATCH_ROWS ? flush() : undefined;
    },
    async close() {
      await flushLines();
      await table.append(arrow.end());
      return [await lines.close(), await table.close()];
    },
    async abort() {
      await Promise.allSettled([lines.close(), table.close()]);
    },
  };
}

/** A line as far as a rule's warnings share it: text that stands before each part of its own, and what stands last. */
interface Form {
  readonly parts: readonly { readonly before: Buffer | string; readonly key: OwnKey; readonly column: number }[];
  readonly end: Buffer | string;
  /** A row of {@link ARROW_COLUMNS} with the shared values in their places. */
  readonly row: ArrowValue[];
}
type OwnKey = keyof Own;

const FIRST_COLUMN = new Map(KEYS.map((key) => [key, KEYS.slice(0, KEYS.indexOf(key)).flatMap(columnsOf).length]));

function formOf(shared: Shared): Form {
  const row: ArrowValue[] = ARROW_COLUMNS.map(() => null);
  const parts: Form["parts"][number][] = [];
  let before = "{";
  for (const key of KEYS) {
    before += `${before === "{" ? "" : ","}${JSON.stringify(key)}:`;
    const column = FIRST_COLUMN.get(key) ?? 0;
    if (isShared(key)) {
      const json = jsonOf(key, shared[key]);
      before += json;
      setColumns(row, column, key, shared[key], json);
    } else {
      parts.push({ before: encoded(before), key, column });
      before = "";
    }
  }
  return { parts, end: encoded(`${before}}\n`), row };
}

const SHORT = 64;
/** Long text as the bytes it will be; short text is cheaper to join to its neighbours. */
const encoded = (text: string): Buffer | string => (text.length > SHORT ? Buffer.from(text) : text);

/** Writes the warning's line to `text` and puts its own values in the form's row. */
function fill({ parts, end, row }: Form, own: Own, text: Bytes): void {
  let waiting = "";
  const put = (part: Buffer | string) => {
    if (typeof part === "string") waiting += part;
    else {
      text.write(waiting);
      text.append(part);
      waiting = "";
    }
  };
  for (const { before, key, column } of parts) {
    put(before);
    if (key === "innocent") {
      const { json, bytes } = listOf(own.innocent);
      put(bytes);
      row[column] = json;
    } else if (key === "evidence") {
      text.write(waiting);
      text.write(own.evidence);
      waiting = "";
      row[column] = own.evidence;
    } else {
      const value = own[key] ?? null;
      const json = jsonOf(key, value);
      waiting += json;
      setColumns(row, column, key, value, json);
    }
  }
  put(end);
  text.write(waiting);
}

/** The values of a key in its columns of the Arrow file. */
function setColumns(row: ArrowValue[], column: number, key: Key, value: Own[OwnKey] | Shared[SharedKey], json: string) {
  if (isSplit(key)) {
    const parts = value as Record<string, string>;
    SPLIT[key].forEach((name, i) => {
      row[column + i] = parts[name] ?? null;
    });
  } else row[column] = COLUMN_TYPES[key] === "json" && value !== null ? json : (value as ArrowValue);
}

const lists = new WeakMap<object, { json: string; bytes: Buffer }>();
/** The JSON of a list that warnings of one rule share: made once per list, as these are never changed. */
function listOf(value: object): { json: string; bytes: Buffer } {
  const known = lists.get(value);
  if (known) return known;
  const json = JSON.stringify(value);
  const list = { json, bytes: Buffer.from(json) };
  lists.set(value, list);
  return list;
}

/** As `JSON.stringify` writes it, in less than half the time: a warning has few shapes, and they are known. */
function jsonOf(key: Key, value: Own[OwnKey] | Shared[SharedKey] | null): string {
  if (value === null) return "null";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "null";
  switch (key) {
    case "message":
      return bilingualJson(value as Bilingual);
    case "missing":
      return `[${(value as Bilingual[]).map(bilingualJson).join(",")}]`;
    case "clock":
      return `[${(value as ClockStep[]).map(({ label, value: text }) => `{"label":${bilingualJson(label)},"value":${quoted(text)}}`).join(",")}]`;
    case "subject":
      return `{"type":${quoted((value as Subject).type)},"id":${quoted((value as Subject).id)}}`;
    default:
      return JSON.stringify(value);
  }
}

const bilingualJson = ({ zh, en }: Bilingual): string => `{"zh":${quoted(zh)},"en":${quoted(en)}}`;

/** Anything but what JSON takes as it is: controls, quotes, backslashes and surrogates. */
const ESCAPED = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

const quoted = (text: string | null): string =>
  text === null ? "null" : ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;

/** A file written from its start to its end, one chunk behind its caller, with its size and SHA-256 known at the end. */
class HashedFile {
  private readonly hash = createHash("sha256");
  private bytes = 0;
  private writing: Promise<void> = Promise.resolve();
  private readonly file: string;
  private readonly handle: FileHandle;

  private constructor(file: string, handle: FileHandle) {
    this.file = file;
    this.handle = handle;
  }

  static async open(folder: string, file: string): Promise<HashedFile> {
    return new HashedFile(file, await open(join(folder, file), "w", 0o600));
  }

  get size(): number {
    return this.bytes;
  }

  /** The chunk is the file's from now on. Waits for the chunk before it. */
  async append(chunk: Buffer): Promise<void> {
    await this.writing;
    this.writing = this.writeAll(chunk);
    this.writing.catch(() => {});
    this.hash.update(chunk);
    this.bytes += chunk.length;
  }

  async close(): Promise<Output> {
    try {
      await this.writing;
    } finally {
      await this.handle.close();
    }
    return { file: this.file, bytes: this.bytes, sha256: this.hash.digest("hex") };
  }

  private async writeAll(chunk: Buffer): Promise<void> {
    for (let done = 0; done < chunk.length; ) {
      done += (await this.handle.write(chunk, done, chunk.length - done)).bytesWritten;
    }
  }
}
