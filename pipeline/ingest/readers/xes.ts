import { UserError } from "../../kit/errors.ts";
import { bytesOf, utf8Of } from "../bytes.ts";
import { type Input, type Reader, type RecordBatch, type SpooledBatch, stageRecords } from "../reader.ts";
import { shapesOf } from "../xes-log.ts";
import { XesReader } from "../xes-reader.ts";

/**
 * XES, the XML of event logs (IEEE 1849).
 *
 * - Attributes of every type are handed over as the text they have in the file. What has no column is a member of the
 *   row's JSON attributes; the attributes that one has of its own (nested, list, container) are beside it as
 *   `key.attributes`, and within them each that has further ones is `{"value": …, "attributes": {…}}`.
 * - A key given twice breaks the standard: the first value counts, because rows are handed over before the file's end;
 *   further ones are kept as `key#2`, `key#3` ….
 * - `<global>` defaults are declarations of what *may* be missing, mostly "UNKNOWN". They are not filled in: a missing
 *   actor means "cannot tell", and a made-up one would be the same person in every event.
 * - Attributes of the log itself are statistics of the tool that wrote it and are passed over.
 */
const read: Reader = (input) => {
  const named = { events: new Set<string>(), cases: new Set<string>() };
  return stageRecords(input, shapesOf(named), batches(input, new XesReader(input.name, named)));
};
export default read;

async function* batches(input: Input, log: XesReader): AsyncIterable<RecordBatch | SpooledBatch> {
  const encoding = await encodingOf(input);
  for await (const bytes of utf8Of(input.path, encoding, input.maxBytes, input.name)) yield* log.read(bytes);
  yield* log.end();
}

/**
 * An encoding named in the config wins (files are re-encoded and keep their old declaration), then a mark, then the
 * declaration: but not that of UTF-16 where it stands in single bytes, as programs write it that make the text first.
 */
async function encodingOf({ path, name, source, maxBytes }: Input): Promise<string> {
  let head = Buffer.alloc(0);
  for await (const block of bytesOf(path, maxBytes, name)) {
    head = Buffer.concat([head, block.subarray(0, 512)]);
    if (head.length >= 512) break;
  }
  if (head.length === 0) throw new UserError(`${name}: the file is empty, it is not an XES log`);
  if (source.encoding !== "utf-8") return source.encoding;
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0x3c && head[1] === 0)) return "utf-16le";
  if (head[0] === 0 && head[1] === 0x3c) return "utf-16be";
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/.exec(head.toString("latin1"))?.[1];
  try {
    const { encoding } = new TextDecoder(declared ?? "utf-8");
    return encoding.startsWith("utf-16") ? "utf-8" : encoding;
  } catch {
    throw new UserError(
      `${name}:1: the encoding ${declared} is not known; name the real one in the source (\`encoding:\`)`,
    );
  }
}
