import { createReadStream, createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly header: boolean;
}

export const LF = 0x0a;
export const CR = 0x0d;
const SPACE = 0x20;

type Place = "start" | "space" | "plain" | "quoted" | "quote";

/**
 * Where in a field the bytes of a file stand. As the engine has it, a quote opens a field at its start alone, after one
 * blank at most; elsewhere it is text.
 */
export class Fields {
  readonly #delimiter: number;
  readonly #quote: number;
  #place: Place = "start";

  constructor({ delimiter, quote }: Dialect) {
    this.#delimiter = Buffer.from(delimiter).at(-1) as number;
    this.#quote = quote === "" ? -1 : quote.charCodeAt(0);
  }

  /** Takes the next byte; whether it is, or is part of, a line end that ends a record. */
  endsRecord(byte: number): boolean {
    if (this.#place === "quoted") {
      if (byte === this.#quote) this.#place = "quote";
      return false;
    }
    const ends = byte === LF || byte === CR;
    if (ends || byte === this.#delimiter) this.#place = "start";
    else if (byte === this.#quote && this.#place !== "plain") this.#place = "quoted";
    else this.#place = byte === SPACE && this.#place === "start" ? "space" : "plain";
    return ends;
  }
}

/**
 * Writes a file anew in which every record ends in LF; what stands in quotes stays as it is. Whether the file had
 * several kinds of line end.
 */
export async function writeEvenly(path: string, to: string, dialect: Dialect): Promise<boolean> {
  const fields = new Fields(dialect);
  const met = new Set<string>();
  let afterCr = false;
  async function* even(): AsyncIterable<Buffer> {
    for await (const block of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      let size = 0;
      for (const byte of block) {
        const ends = fields.endsRecord(byte);
        if (afterCr) met.add(ends && byte === LF ? "CRLF" : "CR");
        else if (ends && byte === LF) met.add("LF");
        if (!(afterCr && ends && byte === LF)) block[size++] = ends ? LF : byte;
        afterCr = ends && byte === CR;
      }
      yield Buffer.from(block.subarray(0, size));
    }
  }
  await pipeline(Readable.from(even()), createWriteStream(to));
  return met.size > 1;
}
