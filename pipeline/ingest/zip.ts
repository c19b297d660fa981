import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInflateRaw } from "node:zlib";
import { UserError } from "../kit/errors.ts";

interface Entry {
  readonly path: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const MAX_COMMENT = 65_535;
const MAX_ENTRIES = 10_000;

/**
 * Refuses a ZIP archive that is none, is encrypted, or holds more than `maxBytes`: first by what its directory says,
 * then by unpacking it once without keeping anything, because a directory can lie. `look` sees the bytes that pass.
 */
export async function checkZip(
  path: string,
  name: string,
  maxBytes: number,
  look: (entry: string, block: Buffer) => void = () => {},
): Promise<void> {
  const entries = await directory(path, name);
  const locked = entries.find((entry) => entry.encrypted);
  if (locked) throw new UserError(`${name}: the archive is encrypted; save it without a password`);
  const bomb = () =>
    new UserError(`${name}: holds more than ${maxBytes} bytes once unpacked; that is more than is read`);
  let left = maxBytes;
  for (const { size } of entries) left -= size;
  if (left < 0) throw bomb();
  left = maxBytes;
  for (const entry of entries) {
    for await (const block of unpacked(path, name, entry)) {
      left -= block.length;
      if (left < 0) throw bomb();
      look(entry.path, block);
    }
  }
}

async function* unpacked(path: string, name: string, entry: Entry): AsyncIterable<Buffer> {
  if (entry.packed === 0) return;
  const start = entry.at + 30 + (await headLength(path, name, entry));
  const file = createReadStream(path, { start, end: start + entry.packed - 1, highWaterMark: 1 << 18 });
  if (entry.method !== 0 && entry.method !== 8) {
    file.destroy();
    throw new UserError(`${name}: ${entry.path} is compressed in a way that is not read (method ${entry.method})`);
  }
  const stream = entry.method === 0 ? file : file.pipe(createInflateRaw({ chunkSize: 1 << 18 }));
  if (stream !== file) file.on("error", (error) => stream.destroy(error));
  try {
    yield* stream as AsyncIterable<Buffer>;
  } catch (error) {
    throw new UserError(
      `${name}: the archive is damaged at ${entry.path} (${(error as Error).message}); have it delivered again`,
    );
  } finally {
    file.destroy();
  }
}

async function headLength(path: string, name: string, entry: Entry): Promise<number> {
  const head = await slice(path, entry.at, 30);
  if (head.length < 30 || head.readUInt32LE(0) !== LOCAL) {
    throw new UserError(
      `${name}: the archive is damaged, ${entry.path} is not where its directory says; have it delivered again`,
    );
  }
  return head.readUInt16LE(26) + head.readUInt16LE(28);
}

async function directory(path: string, name: string): Promise<Entry[]> {
  const file = await open(path, "r");
  const size = await file.stat().then((stat) => stat.size);
  await file.close();
  const broken = () =>
    new UserError(`${name}: not a readable ZIP archive, its directory is missing or damaged; have it delivered again`);
  if (size === 0) throw new UserError(`${name}: the file is empty`);
  const from = Math.max(0, size - MAX_COMMENT - 22);
  const tail = await slice(path, from, size - from);
  let at = tail.length - 22;
  while (at >= 0 && tail.readUInt32LE(at) !== END) at--;
  if (at < 0) throw broken();
  let count = tail.readUInt16LE(at + 10);
  let length = tail.readUInt32LE(at + 12);
  let start = tail.readUInt32LE(at + 16);
  if (at >= 20 && tail.readUInt32LE(at - 20) === LOCATOR64) {
    const record = await slice(path, Number(tail.readBigUInt64LE(at - 12)), 56);
    if (record.length < 56 || record.readUInt32LE(0) !== END64) throw broken();
    count = Number(record.readBigUInt64LE(32));
    length = Number(record.readBigUInt64LE(40));
    start = Number(record.readBigUInt64LE(48));
  }
  if (count > MAX_ENTRIES || start + length > size) throw broken();
  const bytes = await slice(path, start, length);
  const entries: Entry[] = [];
  for (let i = 0; i < bytes.length && entries.length < count; ) {
    if (i + 46 > bytes.length || bytes.readUInt32LE(i) !== CENTRAL) throw broken();
    const nameLength = bytes.readUInt16LE(i + 28);
    const extraLength = bytes.readUInt16LE(i + 30);
    const extra = bytes.subarray(i + 46 + nameLength, i + 46 + nameLength + extraLength);
    entries.push({
      path: bytes.toString("utf8", i + 46, i + 46 + nameLength).replace(/\s+/g, " "),
      encrypted: (bytes.readUInt16LE(i + 8) & 1) === 1,
      method: bytes.readUInt16LE(i + 10),
      ...wide(extra, {
        packed: bytes.readUInt32LE(i + 20),
        size: bytes.readUInt32LE(i + 24),
        at: bytes.readUInt32LE(i + 42),
      }),
    });
    i += 46 + nameLength + extraLength + bytes.readUInt16LE(i + 32);
  }
  if (entries.length !== count) throw broken();
  return entries;
}

/** ZIP64: what does not fit in 32 bits stands in an extra field, in this order. */
function wide(extra: Buffer, narrow: Pick<Entry, "size" | "packed" | "at">): Pick<Entry, "size" | "packed" | "at"> {
  for (let i = 0; i + 4 <= extra.length; i += 4 + extra.readUInt16LE(i + 2)) {
    if (extra.readUInt16LE(i) !== 1) continue;
    let at = i + 4;
    const next = (value: number): number => {
      if (value !== 0xffffffff || at + 8 > extra.length) return value;
      at += 8;
      return Number(extra.readBigUInt64LE(at - 8));
    };
    const size = next(narrow.size);
    const packed = next(narrow.packed);
    return { size, packed, at: next(narrow.at) };
  }
  return narrow;
}

async function slice(path: string, position: number, length: number): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
