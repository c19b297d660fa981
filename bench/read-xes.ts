import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { bytesOf } from "../pipeline/ingest/bytes.ts";
import readXes from "../pipeline/ingest/readers/xes.ts";
import { inMemoryWorkspace } from "../pipeline/workspace.ts";
import { Source } from "../schemas/config.ts";

/** Reads a log's XML, spooled rows and all, and nothing else. usage: read-xes <log>; prints `{ bytes, seconds }`. */
const [path] = process.argv.slice(2);
if (!path) throw new Error("usage: read-xes <log>");
let bytes = 0;
for await (const block of bytesOf(path, Number.MAX_SAFE_INTEGER)) bytes += block.length;
const source = Source.parse({ table: "events", files: path });
const scratch = await mkdtemp(join(tmpdir(), "xiezhi-read-"));
try {
  await inMemoryWorkspace(async (engine) => {
    const started = performance.now();
    await readXes({ path, name: basename(path), source, engine, scratch, maxBytes: Number.MAX_SAFE_INTEGER });
    console.log(JSON.stringify({ bytes, seconds: (performance.now() - started) / 1000 }));
  });
} finally {
  await rm(scratch, { recursive: true, force: true });
}
