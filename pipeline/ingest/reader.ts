import type { Format, Source } from "../../schemas/config.ts";
import type { TableName } from "../../schemas/tables.ts";
import type { Bilingual } from "../../schemas/text.ts";
import type { Engine } from "../engine/engine.ts";
import type { Sql } from "../engine/sql.ts";
import { UserError } from "../kit/errors.ts";
import { moduleNamed } from "../kit/root.ts";
import type { Reason } from "./reasons.ts";
import { Spool } from "./spool.ts";

/** What a reader is given. A reader never decides what a value means: it hands over texts and where they stood. */
export interface Input {
  /** Absolute path, already checked to lie inside a declared folder. */
  readonly path: string;
  /** Path as the user knows it, for messages and provenance. */
  readonly name: string;
  readonly source: Source;
  /** What other entries say of further tables that the file fills. */
  readonly also?: readonly Source[];
  readonly engine: Engine;
  /** An existing empty folder for what this file needs on disk while it is read. */
  readonly scratch: string;
  readonly maxBytes: number;
}

/** A row that could not be read. `line` is the line or record number, counted from 1 as an editor or sheet shows it. */
export interface Reject {
  readonly line: number;
  readonly column: string | null;
  readonly reason: Reason;
  readonly value: string | null;
}

/** What a reader hands over: one relation per canonical table, its rows in the file's order. */
export interface RawTable {
  readonly table: TableName;
  /** A from-clause item. */
  readonly relation: Sql;
  readonly columns: readonly string[];
  /** The engine's types of the columns, where the file gives them other types than text. */
  readonly types?: ReadonlyMap<string, string>;
  /** A column of JSON text with every attribute that has no column of its own. */
  readonly attributes: string | null;
  /**
   * Whether records name their columns themselves: one that none of them has is not missing, there is nothing in it.
   */
  readonly open?: boolean;
  /** Canonical columns of the table that some record has among its attributes. */
  readonly named?: ReadonlySet<string>;
  /**
   * Whether an event of several cases is a row of each, under its identifier in one and with `@` and the case behind it
   * in the others: one that comes again tells all of its cases.
   */
  readonly perCase?: boolean;
  /** A column with each row's line; where it is null, `lines` tells lines from ordinals once the rejects are known. */
  readonly lineColumn: string | null;
  /**
   * Ordinals (counted from 1, over the rows the relation gave) → lines, as steps. Called after the relation was read.
   */
  lines?(rows: number): Promise<readonly LineStep[]>;
  /** Called after the relation was read. */
  rejects(): Promise<readonly Reject[]>;
  /** What of the file was passed over. */
  readonly notes?: readonly Bilingual[];
  /** Records above the header that were taken for titles, of which a note tells. */
  readonly titles?: number;
  /** Called where the engine could not read the relation, or what is quoted in it: its rows in a form that it may. */
  mended?(): Promise<RawTable | null>;
}

/** From ordinal `from` on, line = ordinal + shift. */
export interface LineStep {
  readonly from: number;
  readonly shift: number;
}

export type Reader = (input: Input) => Promise<RawTable[]>;

/** Rows that JavaScript read, column by column: `values[i]` is the column `columns[i]` of the table. */
export interface RecordBatch {
  readonly table: TableName;
  readonly lines: readonly number[];
  readonly values: readonly (readonly (string | null)[])[];
  readonly rejects?: readonly Reject[];
}

/** Rows that are in the form of a spool's already, and stay as they are until the next of their table are given. */
export interface SpooledBatch {
  readonly table: TableName;
  readonly spooled: Uint8Array;
}

/** Columns may be added while batches come, never taken away; batches before have fewer values. */
export interface RecordShape {
  readonly columns: readonly string[];
  /** Name of one of `columns` that holds JSON text of further attributes. */
  readonly attributes: string | null;
  readonly open?: boolean;
  readonly named?: ReadonlySet<string>;
}

/**
 * Stages what a record reader yields, rows of texts with their lines, and hands over a relation per canonical table.
 * Batches of a few thousand rows are best. Tables come in the order of their shapes, without those that had no batch.
 */
export async function stageRecords(
  input: Input,
  shapes: Partial<Record<TableName, RecordShape>>,
  batches: AsyncIterable<RecordBatch | SpooledBatch>,
): Promise<RawTable[]> {
  const staged = new Map<TableName, { shape: RecordShape; spool: Spool; rejects: Reject[] }>();
  try {
    for await (const batch of batches) {
      const { table } = batch;
      let stage = staged.get(table);
      if (!stage) {
        const shape = shapes[table];
        if (!shape) throw new Error(`a reader yielded rows of ${table} without declaring its shape`);
        const { name: file, scratch: folder, maxBytes } = input;
        const spool = new Spool({ file, folder, name: table, line: LINE, columns: shape.columns, maxBytes });
        stage = { shape, spool, rejects: [] };
        staged.set(table, stage);
      }
      if ("spooled" in batch) {
        await stage.spool.appendSpooled(batch.spooled);
        continue;
      }
      const { lines, values, rejects } = batch;
      for (const reject of rejects ?? []) stage.rejects.push(reject);
      for (const i of await stage.spool.append(lines, values)) stage.rejects.push(tooLong(lines, values, i));
      if (stage.rejects.length > MAX_REJECTS) throw tooManyRejects(input, stage.rejects[0] as Reject);
    }
  } finally {
    for (const { spool } of staged.values()) await spool.close();
  }
  const order = Object.keys(shapes);
  const tables = [...staged].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
  return tables.map(([table, { shape, spool, rejects }]) => ({
    table,
    relation: spool.relation(),
    columns: shape.columns.filter((name) => name !== shape.attributes),
    attributes: shape.attributes,
    open: shape.open === true,
    named: shape.named ?? new Set(),
    lineColumn: LINE,
    rejects: async () => rejects,
  }));
}

const LINE = "§line";
/** More than this is the wrong kind of file; they are held in memory. */
const MAX_REJECTS = 1_000_000;

const tooManyRejects = ({ name, source }: Input, { line }: Reject): UserError =>
  new UserError(
    `${name}: more than ${MAX_REJECTS} rows cannot be read, the first at ${line}; is this ${source.format ?? "the right format"}?`,
  );

const tooLong = (lines: readonly number[], values: RecordBatch["values"], i: number): Reject => ({
  line: lines[i] as number,
  column: null,
  reason: "line-too-long",
  value: values
    .map((column) => column[i] ?? "")
    .join(" ")
    .slice(0, 200),
});

/** A format's reader is the file of its name; it is loaded when a file of that format is met. */
export async function readerOf(format: Format): Promise<Reader> {
  return ((await moduleNamed("pipeline", "ingest", "readers", format)) as { default: Reader }).default;
}

/** Told from the name, a compressed file by the name below its `.gz`. */
export function formatOf(name: string): Format | null {
  const plain = name.toLowerCase().replace(/\.gz$/, "");
  const extension = plain.slice(plain.lastIndexOf(".") + 1);
  return EXTENSIONS[extension] ?? null;
}

const EXTENSIONS: Readonly<Record<string, Format>> = {
  csv: "csv",
  txt: "csv",
  tsv: "tsv",
  tab: "tsv",
  parquet: "parquet",
  ndjson: "ndjson",
  jsonl: "ndjson",
  json: "json",
  arrow: "arrow",
  feather: "arrow",
  ipc: "arrow",
  xes: "xes",
  jsonocel: "ocel",
  xlsx: "xlsx",
};
