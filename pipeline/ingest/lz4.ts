const MAGIC = 0x184d2204;
const HAS_SIZE = 0x08;
const HAS_DICTIONARY = 0x01;
const HAS_BLOCK_CHECKSUMS = 0x10;
const UNCOMPRESSED = 0x80000000;
const SHORTEST_MATCH = 4;

/**
 * The bytes of an LZ4 frame (github.com/lz4/lz4, LZ4 Frame Format 1.6), as Arrow compresses columns by default in some
 * of its libraries. Checksums are not looked at. Grows with what is in the frame, which is never more than 255-fold.
 */
export function unpackLz4(frame: Uint8Array): Uint8Array {
  const bytes = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (bytes.getUint32(0, true) !== MAGIC) throw new Error("no LZ4 frame");
  const flags = bytes.getUint8(4);
  let at = 7 + (flags & HAS_SIZE ? 8 : 0) + (flags & HAS_DICTIONARY ? 4 : 0);
  const out = new Output(frame.length * 3);
  for (;;) {
    const size = bytes.getUint32(at, true);
    at += 4;
    if (size === 0) return out.bytes();
    const length = size & ~UNCOMPRESSED;
    if (at + length > frame.length) throw new Error("an LZ4 block beyond the end of its frame");
    const block = frame.subarray(at, at + length);
    if (size >>> 31) out.add(block);
    else unpackBlock(block, out);
    at += length + (flags & HAS_BLOCK_CHECKSUMS ? 4 : 0);
  }
}

function unpackBlock(block: Uint8Array, out: Output): void {
  let at = 0;
  const next = (): number => {
    const byte = block[at++];
    if (byte === undefined) throw new Error("an LZ4 block that is cut short");
    return byte;
  };
  const lengthOf = (nibble: number): number => {
    let length = nibble;
    if (nibble < 15) return length;
    for (let byte = 255; byte === 255; length += byte) byte = next();
    return length;
  };
  while (at < block.length) {
    const token = next();
    const literals = lengthOf(token >> 4);
    if (at + literals > block.length) throw new Error("an LZ4 block that is cut short");
    out.add(block.subarray(at, at + literals));
    at += literals;
    if (at === block.length) return;
    const distance = next() | (next() << 8);
    out.repeat(distance, lengthOf(token & 15) + SHORTEST_MATCH);
  }
}

/** Bytes that grow, and may repeat what was written a while ago. */
class Output {
  #bytes: Uint8Array;
  #length = 0;

  constructor(expected: number) {
    this.#bytes = new Uint8Array(Math.max(64, expected));
  }

  add(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  repeat(distance: number, length: number): void {
    if (distance === 0 || distance > this.#length) throw new Error("an LZ4 match before the beginning");
    this.#reserve(length);
    const from = this.#length - distance;
    if (distance >= length) this.#bytes.copyWithin(this.#length, from, from + length);
    else for (let i = 0; i < length; i++) this.#bytes[this.#length + i] = this.#bytes[from + i] as number;
    this.#length += length;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + more));
    grown.set(this.bytes());
    this.#bytes = grown;
  }
}
