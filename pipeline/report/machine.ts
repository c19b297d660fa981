import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { RunManifest } from "../../schemas/run.ts";
import { Warning } from "../../schemas/warning.ts";
import type { Engine } from "../engine/engine.ts";
import { SHARED_KEYS, type Shared, type SharedKey } from "../warnings/card.ts";
import { linesOf, type NoticeColumns, noticeColumns, type Other, OWN } from "../warnings/lines.ts";
import type { Notices } from "../warnings/notices.ts";
import { TOLD_TEXTS } from "../warnings/tellings.ts";
import { spread } from "../warnings/texts.ts";
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
  closing: "json",
  head_of: "json",
};
/** Columns of few values, each of which the file holds once. */
const FEW = [
  "confidence",
  "status",
  "subject_type",
  "unit",
  "innocent",
  "exemption",
  "suppression",
  "closing",
  "head_of",
];

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

const isOneOf = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  (names as readonly string[]).includes(name);

type Read = (columns: NoticeColumns, notices: Notices) => ArrowSource;

/** Where each of {@link ARROW_COLUMNS} has its values of a batch. */
const SOURCES: readonly Read[] = ARROW_COLUMNS.map(({ name }): Read => {
  const shared = SHARED_COLUMNS.get(name);
  if (shared)
    return (own, { forms }) =>
      coded(
        own,
        "form_no",
        forms.map((form) => shared(form.shared)),
      );
  if (name === "innocent") return (own, { innocents }) => coded(own, "innocent_no", innocents);
  if (isOneOf(OWN.texts, name)) return (own) => ({ packed: own.own(name) });
  if (isOneOf(OWN.others, name)) return (own) => ({ values: own.other(name) });
  if (!isOneOf(TOLD_TEXTS, name)) throw new Error(`nothing says what ${name} is`);
  return (own) => {
    const { texts, of } = own.told(name);
    return { packed: spread(texts, of) };
  };
});

const coded = (own: NoticeColumns, no: Other, values: readonly (string | number | null)[]): ArrowSource => ({
  codes: own.other(no) as readonly number[],
  values,
});

export interface MachineFiles {
  /** How many bytes each line of `warnings.ndjson` has, in batches; of all lines once it is closed. */
  readonly lineBytes: readonly (readonly number[])[];
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
 * `warnings.arrow`: an Arrow IPC file, a column per scalar of the schema. Times are timestamps in milliseconds, UTC.
 * `subject`, `title` and `message` are two text columns each (`subject_type`, `subject_id`, `message_zh`, `message_en`
 * …). The nested parts (`peer`, `evidence`, `missing`, `clock`, `law`, `context`, `innocent`, `checks`, `exemption`,
 * `suppression`, `closing`, `head_of`) are text columns that hold the same JSON as the line does. Text that all warnings of a rule
 * share, or of which there is little, is dictionary-encoded.
 *
 * A batch is put into the files while the engine lays out the next.
 */
export async function openMachineFiles(folder: string, engine: Pick<Engine, "packed">): Promise<MachineFiles> {
  const lines = await HashedFile.open(folder, "warnings.ndjson");
  const table = await HashedFile.open(folder, "warnings.arrow");
  const arrow = new ArrowFile(ARROW_COLUMNS);
  const lineBytes: (readonly number[])[] = [];
  let waiting: Promise<void> = Promise.resolve();
  return {
    lineBytes,
    async write(notices) {
      const columns = await noticeColumns(engine);
      await waiting;
      // Not before the engine has been given its next statement.
      waiting = setImmediate().then(async () => {
        for (const { bytes, lengths } of linesOf(columns, notices)) {
          lineBytes.push(lengths);
          await lines.append(bytes);
          await setImmediate();
        }
        await table.append(
          arrow.batch(
            columns.rows,
            SOURCES.map((read) => read(columns, notices)),
          ),
        );
      });
      waiting.catch(() => {}); // Told when the next comes, or at the end.
    },
    async close() {
      await waiting;
      await table.append(arrow.end());
      return [await lines.close(), await table.close()];
    },
    async abort() {
      await waiting.catch(() => {});
      await Promise.allSettled([lines.close(), table.close()]);
    },
  };
}

/**
 * A file written from its start to its end, one chunk behind its caller, with its size and SHA-256 known at the end.
 */
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
