import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import type { RunManifest } from "../../schemas/run.ts";
import { Warning } from "../../schemas/warning.ts";
import type { Engine, Packed, PackedText } from "../engine/engine.ts";
import { id, type SqlScalar, sql } from "../engine/sql.ts";
import type { Notices } from "../notices.ts";
import { SHARED_KEYS, type Shared, type SharedKey } from "../warnings.ts";
import { type ArrowColumn, ArrowFile, type ArrowSource } from "./arrow.ts";

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

const SHARED_COLUMNS: ReadonlyMap<string, (shared: Shared) => string | number | null> = new Map(
  SHARED_KEYS.flatMap((key): [string, (shared: Shared) => string | number | null][] =>
    key === "title"
      ? SPLIT.title.map((part) => [`title_${part}`, ({ title }) => title[part]])
      : [[key, (shared) => plain(shared[key])]],
  ),
);
const plain = (value: Shared[SharedKey]): string | number | null =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : value;

const OWN = ARROW_COLUMNS.filter(({ name }) => !SHARED_COLUMNS.has(name) && name !== "innocent");
const isPacked = ({ type, few }: ArrowColumn) => (type === "text" || type === "json") && !few;
const LINE = "line";
/** What is asked of the engine for a batch. */
const ASKED = {
  texts: [LINE, ...OWN.filter(isPacked).map(({ name }) => name)],
  others: ["form_no", "innocent_no", ...OWN.filter((column) => !isPacked(column)).map(({ name }) => name)],
};

export interface MachineFiles {
  /** Bytes of `warnings.ndjson` so far: where the next warning's line will start. */
  readonly position: number;
  /** Writes what stands in `notices`. */
  write(notices: Notices): Promise<void>;
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
 * `warnings.arrow`: an Arrow IPC file, a column per scalar of the schema. Times are
 * timestamps in milliseconds, UTC. `subject`, `title` and `message` are two text columns each (`subject_type`,
 * `subject_id`, `message_zh`, `message_en` …). The nested parts (`peer`, `evidence`, `missing`, `clock`, `law`,
 * `context`, `innocent`, `checks`, `exemption`, `suppression`, `head_of`) are text columns that hold the same JSON as the line does. Text
 * that all warnings of a rule share is dictionary-encoded.
 *
 * The engine lays out lines and columns; here they are only put into the files, while it lays out the next.
 */
export async function openMachineFiles(folder: string, engine: Pick<Engine, "packed">): Promise<MachineFiles> {
  const lines = await HashedFile.open(folder, "warnings.ndjson");
  const table = await HashedFile.open(folder, "warnings.arrow");
  const arrow = new ArrowFile(ARROW_COLUMNS);
  let position = 0;
  let waiting: (() => Promise<void>) | null = null;
  const settle = async () => {
    const work = waiting;
    waiting = null;
    await work?.();
  };
  return {
    get position() {
      return position;
    },
    async write(notices) {
      const packing = engine.packed(sql`notices`, id("hit_no"), ASKED);
      packing.catch(() => {}); // Told below, if what waits does not fail first.
      await settle();
      const packed = await packing;
      const { bytes } = packed.texts.get(LINE) as PackedText;
      position += bytes.length;
      waiting = async () => {
        await lines.append(bytes);
        await table.append(arrow.batch(packed.rows, sourcesOf(packed, notices)));
      };
    },
    async close() {
      await settle();
      await table.append(arrow.end());
      return [await lines.close(), await table.close()];
    },
    async abort() {
      await Promise.allSettled([lines.close(), table.close()]);
    },
  };
}

/** Where each of {@link ARROW_COLUMNS} has its values of a batch. */
function sourcesOf({ texts, others }: Packed, { forms, innocents }: Notices): ArrowSource[] {
  const codes = (name: string) => others.get(name) as readonly number[];
  return ARROW_COLUMNS.map(({ name }) => {
    const shared = SHARED_COLUMNS.get(name);
    if (shared) return { codes: codes("form_no"), values: forms.map(shared) };
    if (name === "innocent") return { codes: codes("innocent_no"), values: innocents };
    const packed = texts.get(name);
    return packed ? { packed } : { values: others.get(name) as readonly SqlScalar[] };
  });
}

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
