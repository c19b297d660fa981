import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateRawSync, inflateSync } from "node:zlib";
import { zipEntries } from "../../pipeline/report/zip.ts";

/** Everything that is written in a file, whatever wraps it. */
export function textOf(path: string): string {
  const bytes = readFileSync(path);
  if (/\.(xlsx|docx)$/.test(path)) {
    return zipEntries(bytes)
      .map(({ method, compressed }) => (method === 8 ? inflateRawSync(compressed) : compressed).toString())
      .join("\n");
  }
  return bytes
    .toString()
    .replace(/<(style|script type="module")>[\s\S]*?<\/(style|script)>/g, "")
    .replace(/<script type="text\/plain"[^>]*>([^<]*)<\/script>/g, (_, data: string) =>
      inflateSync(Buffer.from(data, "base64")).toString(),
    );
}

export const filesIn = (place: string): string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
