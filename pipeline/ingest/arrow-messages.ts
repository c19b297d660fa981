import type { FileHandle } from "node:fs/promises";
import { UserError } from "../kit/errors.ts";
import { bytesOf } from "./bytes.ts";
import type { Input } from "./reader.ts";

const MAGIC = "ARROW1";
const CONTINUATION = 0xffffffff;
const MAX_METADATA = 1 << 24;
const MAX_FIELDS = 10_000;
const MAX_DEPTH = 64;

/**
 * The library believes every length in a message's metadata, and a forged one keeps it busy for ever. So all metadata
 * is checked here before the library sees it.
 */

/** The messages of an Arrow stream, passed on once each is checked. */
export async function* arrowMessages(input: Input): AsyncIterable<Buffer> {
  const source = new Source(input);
  const checker = new Checker();
  for (let count = 0; ; count++) {
    const prefix = await source.peek(8);
    if (prefix.length === 0 && count > 0) return;
    if (prefix.length < 8 && count > 0) throw cutShort(input);
    if (prefix.length < 8 || prefix.readUInt32LE(0) !== CONTINUATION) {
      throw notArrow(input, count === 0 ? "it does not begin with a message" : "a message is not where it must be");
    }
    const length = prefix.readInt32LE(4);
    if (length < 0 || length > MAX_METADATA) throw notArrow(input, `a message with ${length} bytes of metadata`);
    const message = await source.take(8 + length);
    yield message;
    if (length === 0) return;
    yield* source.pass(checked(input, () => checker.message(message.subarray(8))));
  }
}

/** Checks an Arrow file: its table of contents, and the messages that stand where it says. */
export async function checkArrowFile(input: Input, file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const at = async (position: number, length: number): Promise<Buffer> => {
    if (length < 0 || length > MAX_METADATA || position < 0 || position + length > size) {
      throw notArrow(input, `${length} bytes at ${position} of ${size}`);
    }
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    if (bytesRead < length) throw cutShort(input);
    return buffer;
  };
  const tail = size < 22 ? Buffer.alloc(10) : await at(size - 10, 10);
  if (tail.toString("latin1", 4) !== MAGIC) throw cutShort(input);
  const length = tail.readInt32LE(0);
  const footer = await at(size - 10 - length, length);
  const checker = new Checker();
  for (const { position, metadata, body } of checked(input, () => blocksOf(footer, checker))) {
    const message = await at(position, metadata);
    const prefix = metadata >= 8 && message.readUInt32LE(0) === CONTINUATION ? 8 : 4;
    const own = metadata >= prefix ? message.readInt32LE(prefix - 4) : -1;
    if (own <= 0 || own > metadata - prefix) throw notArrow(input, `a message with ${own} bytes of metadata`);
    const stored = checked(input, () => checker.message(message.subarray(prefix)));
    if (position + metadata + Math.max(body, stored) > size) throw cutShort(input);
  }
}

interface Block {
  readonly position: number;
  readonly metadata: number;
  readonly body: number;
}

/** Where dictionaries and batches stand, by File.fbs. */
function blocksOf(bytes: Buffer, checker: Checker): Block[] {
  const footer = new Fields(bytes, bytes.readUInt32LE(0));
  checker.schema(footer.table(1));
  footer.vector(4, 4);
  return [2, 3].flatMap((field) => {
    const { start, length } = footer.vector(field, 24);
    return Array.from({ length }, (_, i) => ({
      position: Number(bytes.readBigInt64LE(start + 24 * i)),
      metadata: bytes.readInt32LE(start + 24 * i + 8),
      body: Number(bytes.readBigInt64LE(start + 24 * i + 16)),
    }));
  });
}

const notArrow = ({ name }: Input, why: string): UserError =>
  new UserError(`${name}: not a readable Arrow file (${why})`);
const cutShort = ({ name }: Input): UserError =>
  new UserError(`${name}: the Arrow file is cut short; have it delivered again`);

function checked<T>(input: Input, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw notArrow(input, `damaged metadata: ${(error as Error).message}`);
  }
}

/** Messages as laid out in Message.fbs and Schema.fbs; fields of tables by their number there. */
class Checker {
  /** How many nodes of a batch each column takes. */
  #columns: readonly number[] = [];
  #onlyNulls = false;

  /** The length of the message's body. */
  message(bytes: Buffer): number {
    const message = new Fields(bytes, bytes.readUInt32LE(0));
    const header = message.table(2);
    const kind = message.byte(1);
    const body = message.long(3);
    if (body < 0n || body > Number.MAX_SAFE_INTEGER) throw new Error(`a body of ${body} bytes`);
    if (kind === SCHEMA) this.schema(header);
    else if (kind === DICTIONARY) this.#batch(header?.table(1), body, null);
    else if (kind === BATCH) this.#batch(header, body, this.#columns);
    else throw new Error(`a message of kind ${kind}`);
    message.vector(4, 4);
    return Number(body);
  }

  schema(schema: Fields | null): void {
    if (!schema) throw new Error("no schema");
    const budget = { fields: MAX_FIELDS };
    const fields = schema.tables(1);
    this.#columns = fields.map((field) => nodesOf(field, budget, 0));
    this.#onlyNulls = fields.every((field) => field.byte(2) === NULL);
    schema.vector(2, 4);
  }

  /** Columns are as long as their batch, and a row takes at least one bit in a column that has values. */
  #batch(batch: Fields | null | undefined, body: bigint, columns: readonly number[] | null): void {
    if (!batch) throw new Error("no batch");
    const rows = batch.long(0);
    const bits = batch.table(3) === null ? 8n * body : 8n * MOST_UNPACKED * body;
    if (rows < 0n || rows > (this.#onlyNulls ? MAX_NULLS : bits)) throw new Error(`a batch of ${rows} rows`);
    const nodes = batch.vector(1, 16);
    for (let i = 0; i < nodes.length; i++) {
      const length = batch.item(nodes.start + 16 * i);
      if (length < 0n || length > (bits > MAX_NULLS ? bits : MAX_NULLS)) throw new Error(`${length} values`);
    }
    let at = 0;
    for (const size of columns ?? []) {
      if (at + size > nodes.length) throw new Error("fewer columns than the schema");
      const length = batch.item(nodes.start + 16 * at);
      if (length !== rows) throw new Error(`a column of ${length} values in a batch of ${rows} rows`);
      at += size;
    }
    const buffers = batch.vector(2, 16);
    for (let i = 0; i < buffers.length; i++) {
      const start = batch.item(buffers.start + 16 * i);
      const length = batch.item(buffers.start + 16 * i + 8);
      if (start < 0n || length < 0n || start + length > body) throw new Error("values beyond the end of their batch");
    }
    batch.vector(4, 8);
  }
}

const SCHEMA = 1;
const DICTIONARY = 2;
const BATCH = 3;
const NULL = 1;
const UNION = 14;
const MAX_NULLS = 1n << 24n;
/** How many times its length a compressed column can have. */
const MOST_UNPACKED = 255n;

/** Nodes a field takes in a batch: one for itself and those of its children, unless it is encoded by a dictionary. */
function nodesOf(field: Fields, budget: { fields: number }, depth: number): number {
  if (depth > MAX_DEPTH) throw new Error(`types nested deeper than ${MAX_DEPTH}`);
  if (--budget.fields < 0) throw new Error(`more than ${MAX_FIELDS} fields`);
  field.vector(6, 4);
  if (field.byte(2) === UNION) field.table(3)?.vector(1, 4);
  const inner = field.tables(5).reduce((sum, child) => sum + nodesOf(child, budget, depth + 1), 0);
  return field.table(4) === null ? 1 + inner : 1;
}

/** A FlatBuffers table. Reading beyond the bytes throws. */
class Fields {
  readonly #bytes: Buffer;
  readonly #at: number;
  readonly #places: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#places = at - bytes.readInt32LE(at);
  }

  byte(field: number): number {
    const at = this.#place(field);
    return at === null ? 0 : this.#bytes.readUInt8(at);
  }

  long(field: number): bigint {
    const at = this.#place(field);
    return at === null ? 0n : this.#bytes.readBigInt64LE(at);
  }

  item(at: number): bigint {
    return this.#bytes.readBigInt64LE(at);
  }

  table(field: number): Fields | null {
    const at = this.#place(field);
    return at === null ? null : new Fields(this.#bytes, at + this.#bytes.readUInt32LE(at));
  }

  tables(field: number): Fields[] {
    const { start, length } = this.vector(field, 4);
    return Array.from({ length }, (_, i) => {
      const at = start + 4 * i;
      return new Fields(this.#bytes, at + this.#bytes.readUInt32LE(at));
    });
  }

  /** A vector whose items lie within the bytes. */
  vector(field: number, itemSize: number): { start: number; length: number } {
    const at = this.#place(field);
    if (at === null) return { start: 0, length: 0 };
    const start = at + this.#bytes.readUInt32LE(at) + 4;
    const length = this.#bytes.readUInt32LE(start - 4);
    if (start + length * itemSize > this.#bytes.length) throw new Error(`a list of ${length} items`);
    return { start, length };
  }

  #place(field: number): number | null {
    const size = this.#bytes.readUInt16LE(this.#places);
    const entry = 4 + 2 * field;
    if (entry + 2 > size) return null;
    const offset = this.#bytes.readUInt16LE(this.#places + entry);
    return offset === 0 ? null : this.#at + offset;
  }
}

/** The bytes of a file, some at a time. */
class Source {
  readonly #input: Input;
  readonly #blocks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(input: Input) {
    this.#input = input;
    this.#blocks = bytesOf(input.path, input.maxBytes, input.name)[Symbol.asyncIterator]();
  }

  /** The next bytes, fewer at the end; they stay. */
  async peek(size: number): Promise<Buffer> {
    const blocks = [this.#held];
    let length = this.#held.length;
    while (length < size) {
      const next = await this.#blocks.next();
      if (next.done) break;
      blocks.push(next.value);
      length += next.value.length;
    }
    if (blocks.length > 1) this.#held = Buffer.concat(blocks);
    return this.#held.subarray(0, size);
  }

  async take(size: number): Promise<Buffer> {
    const bytes = await this.peek(size);
    if (bytes.length < size) throw cutShort(this.#input);
    this.#held = this.#held.subarray(size);
    return bytes;
  }

  async *pass(size: number): AsyncIterable<Buffer> {
    for (let left = size; left > 0; ) {
      if ((await this.peek(1)).length === 0) throw cutShort(this.#input);
      const block = await this.take(Math.min(left, this.#held.length));
      left -= block.length;
      yield block;
    }
  }
}
