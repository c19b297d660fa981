import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import type { RunManifest } from "../../schemas/run.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { type ClockStep, type Evidence, type Subject, Warning } from "../../schemas/warning.ts";
import { type ArrowColumn, ArrowFile, type ArrowValue, Bytes } from "./arrow.ts";

export type Output = RunManifest["outputs"][number];

type Key = keyof Warning;
const KEYS = Object.keys(Warning.shape) as Key[];

const SPLIT = { subject: ["type", "id"], title: ["zh", "en"], message: ["zh", "en"] } as const;
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
  innocent: "json",
  checks: "json",
  exemption: "json",
  suppression: "json",
};

const isSplit = (key: Key): key is keyof typeof SPLIT => key in SPLIT;
const ofTheRule = (key: Key): boolean => key === "law" || key === "innocent" || key === "checks" || key === "title";

/** One key of the schema: how it starts in a line, and the columns it fills. */
interface Part {
  readonly key: Key;
  readonly start: string;
  readonly type: ArrowColumn["type"] | "split";
  readonly columns: readonly ArrowColumn[];
}

const PARTS: readonly Part[] = KEYS.map((key, i) => {
  const start = `${i === 0 ? "{" : ","}${JSON.stringify(key)}:`;
  if (isSplit(key)) {
    return { key, start, type: "split", columns: SPLIT[key].map((name) => ({ name: `${key}_${name}`, type: "text" })) };
  }
  const type = COLUMN_TYPES[key] ?? "text";
  return { key, start, type, columns: [{ name: key, type }] };
});

/** Columns of `warnings.arrow`, in order. */
export const ARROW_COLUMNS: readonly ArrowColumn[] = PARTS.flatMap((part) => part.columns);

const BATCH_ROWS = 8_192;
const BATCH_BYTES = 64 * 2 ** 20;
const CHUNK = 2 ** 20;

export interface MachineFiles {
  /** Bytes of `warnings.ndjson` so far: where the next warning's line will start. */
  readonly position: number;
  /** Waits only when a chunk is due to be written; a caller that awaits it never runs ahead of the disk. */
  write(warning: Warning): Promise<void> | undefined;
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
 * `innocent`, `checks`, `exemption`, `suppression`) are text columns that hold the same JSON as the line does.
 *
 * Every part of a warning is turned into text once, for both files.
 */
export async function openMachineFiles(folder: string): Promise<MachineFiles> {
  const lines = await HashedFile.open(folder, "warnings.ndjson");
  const table = await HashedFile.open(folder, "warnings.arrow");
  const arrow = new ArrowFile(ARROW_COLUMNS, BATCH_ROWS);
  const row: ArrowValue[] = [];
  const text = new Bytes(2 * CHUNK);

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
    write(warning) {
      serialise(warning, text, row);
      arrow.add(row);
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

/** Writes the warning's line to `text` and puts its values in `row`, in the order of {@link ARROW_COLUMNS}. */
function serialise(warning: Warning, text: Bytes, row: ArrowValue[]): void {
  let column = 0;
  let own = "";
  for (const { key, start, type } of PARTS) {
    const value = warning[key] ?? null;
    const shared = value !== null && ofTheRule(key) ? sharedPart(start, value as object) : null;
    const json = shared?.json ?? jsonOf(key, value);
    if (shared) {
      text.write(own);
      text.append(shared.bytes);
      own = "";
    } else {
      own += start + json;
    }
    if (type === "split") {
      for (const part of inOrder(warning, key as keyof typeof SPLIT)) row[column++] = part;
    } else {
      row[column++] = type === "json" && value !== null ? json : (value as ArrowValue);
    }
  }
  text.write(`${own}}\n`);
}

interface SharedPart {
  readonly json: string;
  /** The part with its key before it, as it stands in a line. */
  readonly bytes: Buffer;
}

const parts = new WeakMap<object, SharedPart>();
/** A part that warnings of one rule share: made once per object, as these are never changed. */
function sharedPart(start: string, value: object): SharedPart {
  const known = parts.get(value);
  if (known) return known;
  const json = JSON.stringify(value);
  const part = { json, bytes: Buffer.from(start + json) };
  parts.set(value, part);
  return part;
}

/** As `JSON.stringify` writes it, in less than half the time: a warning has few shapes, and they are known. */
function jsonOf(key: Key, value: Warning[Key]): string {
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
    case "evidence":
      return evidenceJson(value as Evidence[]);
    default:
      return JSON.stringify(value);
  }
}

const bilingualJson = ({ zh, en }: Bilingual): string => `{"zh":${quoted(zh)},"en":${quoted(en)}}`;

/** Anything but what JSON takes as it is: controls, quotes, backslashes and surrogates. */
const ESCAPED = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

const quoted = (text: string | null): string =>
  text === null ? "null" : ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;

const evidenceJson = (records: readonly Evidence[]): string =>
  `[${records
    .map(
      ({ table, event_id, part, activity, occurred_at, actor_id, org_id, source }) =>
        `{"table":${quoted(table)},"event_id":${quoted(event_id)},"part":${quoted(part)},"activity":${quoted(activity)},` +
        `"occurred_at":${occurred_at},"actor_id":${quoted(actor_id)},"org_id":${quoted(org_id)},` +
        `"source":{"file":${quoted(source.file)},"sha256":${quoted(source.sha256)},"line":${source.line}}}`,
    )
    .join(",")}]`;

const inOrder = (warning: Warning, key: keyof typeof SPLIT): readonly string[] =>
  key === "subject" ? [warning.subject.type, warning.subject.id] : [warning[key].zh, warning[key].en];

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
