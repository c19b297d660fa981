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

/** UTF-8 text put together piece by piece, in memory that grows as needed and is used again. */
export class Bytes {
  end = 0;
  private buffer: Buffer;
  constructor(size: number) {
    this.buffer = Buffer.allocUnsafe(size);
  }
  write(text: string): void {
    const most = this.end + text.length * 3;
    if (most > this.buffer.length) this.grow(most);
    this.end += this.buffer.write(text, this.end);
  }
  append(bytes: Buffer): void {
    const size = this.end + bytes.length;
    if (size > this.buffer.length) this.grow(size);
    bytes.copy(this.buffer, this.end);
    this.end = size;
  }
  /** What was written, valid until the next `clear` or `write`. */
  view(): Buffer {
    return this.buffer.subarray(0, this.end);
  }
  clear(): void {
    this.end = 0;
  }
  private grow(size: number): void {
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, size));
    this.buffer.copy(larger, 0, 0, this.end);
    this.buffer = larger;
  }
}

/** `json` is text too, said to be JSON in the field's metadata (`content` = `application/json`). */
export type ArrowType = "text" | "json" | "integer" | "number" | "time";
export interface ArrowColumn {
  readonly name: string;
  readonly type: ArrowType;
  /** Text of few values: each is held once, in the column's dictionary. */
  readonly few: boolean;
}
export type ArrowValue = string | number | null;

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

/**
 * An Arrow IPC file, one record batch at a time. Rows go in by `add`; `batch` and `end` give the bytes to append to
 * the file. `rows` and `bytes` tell what waits in the open batch.
 */
export class ArrowFile {
  rows = 0;
  private readonly columns: readonly Builder[];
  private readonly schema: Schema;
  private readonly outbox = new Outbox();
  private readonly writer = new FileWriter();

  constructor(columns: readonly ArrowColumn[], capacity: number) {
    this.schema = new Schema(
      columns.map((c, i) => new Field(c.name, typeOf(c, i), true, c.type === "json" ? JSON_CONTENT : null)),
    );
    this.columns = columns.map((c, i) => builder(c, i, capacity));
    this.writer.reset(this.outbox, this.schema);
  }

  get bytes(): number {
    return this.columns.reduce((sum, column) => sum + column.bytes, 0);
  }

  add(values: readonly ArrowValue[]): void {
    for (let i = 0; i < this.columns.length; i++) (this.columns[i] as Builder).add(this.rows, values[i] ?? null);
    this.rows += 1;
  }

  batch(): Buffer {
    if (this.rows > 0) {
      const children = this.columns.map((column) => column.data(this.rows));
      const data = makeData({ type: new Struct(this.schema.fields), length: this.rows, nullCount: 0, children });
      this.writer.write(new RecordBatch(this.schema, data));
    }
    const bytes = this.outbox.take();
    for (const column of this.columns) column.clear();
    this.rows = 0;
    return bytes;
  }

  end(): Buffer {
    const last = this.batch();
    this.columns.forEach((column, i) => {
      if (column instanceof FewBuilder) this.writer.writeDictionary(column.values(), i);
    });
    this.writer.finish();
    return Buffer.concat([last, this.outbox.take()]);
  }
}

abstract class Builder {
  protected readonly validity: Uint8Array;
  protected nulls = 0;
  constructor(capacity: number) {
    this.validity = new Uint8Array((capacity + 7) >> 3);
  }
  get bytes(): number {
    return 0;
  }
  abstract add(row: number, value: ArrowValue): void;
  abstract data(rows: number): ReturnType<typeof makeData>;
  clear(): void {
    this.validity.fill(0);
    this.nulls = 0;
  }
  protected mark(row: number, present: boolean): void {
    if (present) this.validity[row >> 3] = (this.validity[row >> 3] ?? 0) | (1 << (row & 7));
    else this.nulls += 1;
  }
}

class TextBuilder extends Builder {
  private readonly text = new Bytes(1 << 16);
  private readonly offsets: Int32Array;
  constructor(capacity: number) {
    super(capacity);
    this.offsets = new Int32Array(capacity + 1);
  }
  override get bytes(): number {
    return this.text.end;
  }
  add(row: number, value: ArrowValue): void {
    this.mark(row, value !== null);
    if (value !== null) this.text.write(String(value));
    this.offsets[row + 1] = this.text.end;
  }
  data(rows: number) {
    return makeData({
      type: new Utf8(),
      length: rows,
      nullCount: this.nulls,
      nullBitmap: this.validity,
      valueOffsets: this.offsets.subarray(0, rows + 1),
      data: this.text.view(),
    });
  }
  override clear(): void {
    super.clear();
    this.text.clear();
  }
}

/** Positions in a dictionary that grows from batch to batch. */
class FewBuilder extends Builder {
  private readonly places = new Map<ArrowValue, number>();
  private readonly indices: Int32Array;
  private readonly type: Dictionary<Utf8, Int32>;
  private last: ArrowValue = null;
  private place = 0;
  constructor(capacity: number, position: number) {
    super(capacity);
    this.indices = new Int32Array(capacity);
    this.type = new Dictionary(new Utf8(), new Int32(), position);
  }
  add(row: number, value: ArrowValue): void {
    this.mark(row, value !== null);
    if (value === null) return;
    if (value !== this.last) {
      this.place = this.places.get(value) ?? this.places.size;
      this.places.set(value, this.place);
      this.last = value;
    }
    this.indices[row] = this.place;
  }
  data(rows: number) {
    return makeData({
      type: this.type,
      length: rows,
      nullCount: this.nulls,
      nullBitmap: this.validity,
      data: this.indices.subarray(0, rows),
      dictionary: NO_VALUES,
    });
  }
  values(): Data<Utf8> {
    const text = new TextBuilder(this.places.size);
    [...this.places.keys()].forEach((value, i) => {
      text.add(i, value);
    });
    return text.data(this.places.size);
  }
}

const NO_VALUES = new Vector([new TextBuilder(0).data(0)]);

class NumberBuilder extends Builder {
  private readonly values: Float64Array | Int32Array;
  constructor(capacity: number, whole: boolean) {
    super(capacity);
    this.values = whole ? new Int32Array(capacity) : new Float64Array(capacity);
  }
  add(row: number, value: ArrowValue): void {
    this.mark(row, value !== null);
    this.values[row] = Number(value ?? 0);
  }
  data(rows: number) {
    const rest = { length: rows, nullCount: this.nulls, nullBitmap: this.validity };
    return this.values instanceof Int32Array
      ? makeData({ ...rest, type: new Int32(), data: this.values.subarray(0, rows) })
      : makeData({ ...rest, type: new Float64(), data: this.values.subarray(0, rows) });
  }
}

class TimeBuilder extends Builder {
  private readonly values: BigInt64Array;
  constructor(capacity: number) {
    super(capacity);
    this.values = new BigInt64Array(capacity);
  }
  add(row: number, value: ArrowValue): void {
    this.mark(row, value !== null);
    this.values[row] = BigInt(Math.round(Number(value ?? 0)));
  }
  data(rows: number) {
    return makeData({
      type: new TimestampMillisecond("UTC"),
      length: rows,
      nullCount: this.nulls,
      nullBitmap: this.validity,
      data: this.values.subarray(0, rows),
    });
  }
}

function builder({ type, few }: ArrowColumn, position: number, capacity: number): Builder {
  if (few) return new FewBuilder(capacity, position);
  if (type === "integer") return new NumberBuilder(capacity, true);
  if (type === "number") return new NumberBuilder(capacity, false);
  if (type === "time") return new TimeBuilder(capacity);
  return new TextBuilder(capacity);
}
