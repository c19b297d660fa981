import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { TextDecoder } from "node:util";
import { createGunzip } from "node:zlib";
import { UserError } from "../errors.ts";

const GZIP_MAGIC = [0x1f, 0x8b];
const BLOCK = 1 << 18;

/**
 * The bytes of a file, decompressed where it is gzip (told by its first bytes, not by its name).
 * Ends with a clear error where the archive is cut short or grows beyond `maxBytes`.
 */
export async function* bytesOf(path: string, maxBytes: number): AsyncIterable<Buffer> {
  const file = createReadStream(path, { highWaterMark: BLOCK });
  const stream = (await isGzip(path)) ? file.pipe(createGunzip({ chunkSize: BLOCK })) : file;
  if (stream !== file) file.on("error", (error) => stream.destroy(error));
  let total = 0;
  try {
    for await (const block of stream as AsyncIterable<Buffer>) {
      total += block.length;
      if (total > maxBytes) {
        throw new UserError(
          `${path}: larger than ${maxBytes} bytes once unpacked; raise ingest.max_bytes if this is meant`,
        );
      }
      yield block;
    }
  } catch (error) {
    throw isZlibError(error)
      ? new UserError(`${path}: the gzip archive is cut short or damaged (${error.message})`)
      : error;
  } finally {
    file.destroy();
  }
}

/** The text of a file, strictly decoded: a byte that is not of the encoding is an error that says where. */
export async function* textOf(path: string, encoding: string, maxBytes: number): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let offset = 0;
  for await (const block of bytesOf(path, maxBytes)) {
    yield decode(decoder, block, path, encoding, offset);
    offset += block.length;
  }
  yield decode(decoder, undefined, path, encoding, offset);
}

function decode(
  decoder: TextDecoder,
  block: Buffer | undefined,
  path: string,
  encoding: string,
  offset: number,
): string {
  try {
    return block ? decoder.decode(block, { stream: true }) : decoder.decode();
  } catch {
    throw wrongEncoding(path, encoding, offset);
  }
}

export const wrongEncoding = (path: string, encoding: string, offset: number): UserError =>
  new UserError(
    `${path}: not ${encoding} near byte ${offset}; name the file's encoding in its source (\`encoding: gb18030\`, \`encoding: utf-8\` …)`,
  );

export async function isGzip(path: string): Promise<boolean> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === GZIP_MAGIC[0] && buffer[1] === GZIP_MAGIC[1];
  } finally {
    await file.close();
  }
}

const isZlibError = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && /^Z_/.test(String(error.code));
