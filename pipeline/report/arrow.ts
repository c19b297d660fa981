import {
  AsyncByteQueue,
  type Data,
  Dictionary,
  Field,
  Float64,
  Int32,
  Message,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  TimestampMillisecond,
  Utf8,
  Vector,
} from "apache-arrow";
import type { PackedText } from "../engine/engine.ts";
import type { SqlScalar } from "../engine/sql.ts";
import { putInt64 } from "../kit/int64.ts";
import { numberIn } from "../warnings/texts.ts";

/** `json` is text too, said to be JSON in the field's metadata (`content` = `application/json`). */
type ArrowType = "text" | "json" | "integer" | "number" | "time";
export interface ArrowColumn {
  readonly name: string;
  readonly type: ArrowType;
  /** Text of few values: each is held once, in the column's dictionary. */
  readonly few: boolean;
}

/**
 * The values of a column in a batch: text as the engine packed it, values one by one, or places in a list of values.
 * A column's batches come in one of these ways throughout.
 */
export type ArrowSource =
  | { readonly packed: PackedText }
  | { readonly values: readonly SqlScalar[] }
  | { readonly codes: readonly number[]; readonly values: readonly SqlScalar[] };

const JSON_CONTENT = new Map([["content", "application/json"]]);

const typeOf = ({ type, few }: ArrowColumn, position: number) => {
  if (few) return new Dictionary(new Utf8(), new Int32(), position);
  if (type === "integer") return new Int32();
  if (type === "number") return new Float64();
  if (type === "time") return new TimestampMillisecond("UTC");
  return new Utf8();
};

/** What the writer hands out, kept until somebody takes it: the file is written by its owner, at the owner's pace. */
class Outbox extends AsyncByteQueue {
  private chunks: Uint8Array[] = [];
  override write(chunk: ArrayBufferView | ArrayBufferLike | string): void {
    if (typeof chunk === "string") throw new TypeError("Arrow IPC is binary");
    this.chunks.push(
      ArrayBuffer.isView(chunk)
        ? new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)
        : new Uint8Array(chunk),
    );
  }
  take(): Buffer {
    const taken = Buffer.concat(this.chunks);
    this.chunks = [];
    return taken;
  }
}

/**
 * The file format is the stream format between two magics; the library leaves the stream's schema message out.
 * Dictionaries stand at the end, when they are complete: the file's footer says where.
 */
class FileWriter extends RecordBatchFileWriter {
  writeDictionary(values: Data<Utf8>, position: number): void {
    this._writeDictionaryBatch(values, position);
  }
  protected override _writeDictionaries() {
    return this;
  }
  protected override _writeSchema(schema: Schema) {
    super._writeSchema(schema);
    return this._writeMessage(Message.from(schema));
  }
}

/** An Arrow IPC file, one record batch at a time: `batch` and `end` give the bytes to append to the file. */
export class ArrowFile {
  private readonly dictionaries: readonly (Dictionaried | null)[];
  private readonly schema: Schema;
  private readonly outbox = new Outbox();
  private readonly writer = new FileWriter();
  private readonly columns: readonly ArrowColumn[];

  constructor(columns: readonly ArrowColumn[]) {
    this.columns = columns;
    this.schema = new Schema(
      columns.map((c, i) => new Field(c.name, typeOf(c, i), true, c.type === "json" ? JSON_CONTENT : null)),
    );
    this.dictionaries = columns.map(({ few }, i) => (few ? new Dictionaried(i) : null));
    this.writer.reset(this.outbox, this.schema);
  }

  /** `sources` are those of the columns, in their order. */
  batch(rows: number, sources: readonly ArrowSource[]): Buffer {
    const children = sources.map((source, i) => this.data(i, source, rows));
    const data = makeData({ type: new Struct(this.schema.fields), length: rows, nullCount: 0, children });
    this.writer.write(new RecordBatch(this.schema, data));
    return this.outbox.take();
  }

  end(): Buffer {
    this.dictionaries.forEach((dictionary, i) => {
      if (dictionary) this.writer.writeDictionary(dictionary.values(), i);
    });
    this.writer.finish();
    return this.outbox.take();
  }

  private data(column: number, source: ArrowSource, rows: number): Data {
    const dictionary = this.dictionaries[column];
    if (dictionary) return dictionary.data(source, rows);
    if ("packed" in source) return textData(source.packed, rows);
    return numberData((this.columns[column] as ArrowColumn).type, source, rows);
  }
}

/** What a row of a source has, given what each of its values comes to. */
function eachOf<T>(source: ArrowSource, made: (value: SqlScalar) => T): (row: number) => T {
  if ("packed" in source) throw new TypeError("packed text has no values");
  const { values } = source;
  if (!("codes" in source)) return (row) => made(values[row] as SqlScalar);
  const { codes } = source;
  const known = values.map(made);
  return (row) => known[codes[row] as number] as T;
}

/** Puts what rows have into a column; those that have nothing are marked in a bit each. */
function filled<T>(rows: number, each: (row: number) => T | null, put: (row: number, value: T) => void) {
  const nullBitmap = new Uint8Array((rows + 7) >> 3);
  let nullCount = 0;
  for (let row = 0; row < rows; row++) {
    const value = each(row);
    if (value === null) nullCount += 1;
    else {
      nullBitmap[row >> 3] = (nullBitmap[row >> 3] as number) | (1 << (row & 7));
      put(row, value);
    }
  }
  return { length: rows, nullBitmap, nullCount };
}

function textData({ bytes, lengths }: PackedText, rows: number): Data<Utf8> {
  const valueOffsets = new Int32Array(rows + 1);
  for (let i = 0; i < rows; i++) valueOffsets[i + 1] = (valueOffsets[i] as number) + (lengths[i] ?? 0);
  const there = filled(
    rows,
    (row) => lengths[row] ?? null,
    () => {},
  );
  return makeData({ type: new Utf8(), ...there, valueOffsets, data: bytes });
}

/** Numbers, which stand in their column as they are, and which rows have one. */
function filledInto<Numbers extends Int32Array | Float64Array>(data: Numbers, each: (row: number) => number | null) {
  const there = filled(data.length, each, (row, value) => {
    data[row] = value;
  });
  return { ...there, data };
}

function numberData(type: ArrowType, source: ArrowSource, rows: number): Data {
  const each = eachOf(source, (value) => (value === null ? null : Number(value)));
  switch (type) {
    case "integer":
      return makeData({ type: new Int32(), ...filledInto(new Int32Array(rows), each) });
    case "time": {
      const halves = new Int32Array(2 * rows);
      const there = filled(rows, each, (row, value) => putInt64(halves, row, Math.round(value)));
      return makeData({ type: new TimestampMillisecond("UTC"), ...there, data: new BigInt64Array(halves.buffer) });
    }
    default:
      return makeData({ type: new Float64(), ...filledInto(new Float64Array(rows), each) });
  }
}

/** A column of places in a dictionary that grows from batch to batch. */
class Dictionaried {
  private readonly places = new Map<SqlScalar, number>();
  private readonly type: Dictionary<Utf8, Int32>;

  constructor(position: number) {
    this.type = new Dictionary(new Utf8(), new Int32(), position);
  }

  data(source: ArrowSource, rows: number): Data {
    const places = filledInto(new Int32Array(rows), eachOf(source, this.placed()));
    return makeData({ type: this.type, ...places, dictionary: NO_VALUES });
  }

  values(): Data<Utf8> {
    const texts = [...this.places.keys()].map((value) => Buffer.from(String(value)));
    return textData({ bytes: Buffer.concat(texts), lengths: texts.map((text) => text.length) }, texts.length);
  }

  /** Rows that follow each other mostly have the same. */
  private placed(): (value: SqlScalar) => number | null {
    let [before, place]: [SqlScalar, number | null] = [null, null];
    return (value) => {
      if (value === before) return place;
      before = value;
      place = value === null ? null : numberIn(this.places, value);
      return place;
    };
  }
}

const NO_VALUES = new Vector([textData({ bytes: Buffer.alloc(0), lengths: [] }, 0)]);
