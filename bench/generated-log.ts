import { createWriteStream, existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { generateDemo } from "../fixtures/generator/demo.ts";
import { bytesOf } from "../pipeline/ingest/bytes.ts";
import type { Bench } from "./measure.ts";

export interface GeneratedLog {
  /** Folder with `xiezhi.yaml` and `logs`. */
  readonly home: string;
  readonly asOf: string;
  readonly events: number;
  readonly cases: number;
  /** Of the event log, CSV in UTF-8. */
  readonly bytes: number;
}

const EVENTS_PER_CASE = 13.4;
const MADE = "generated.json";

/** The demo's log in the wanted size; made once in a folder. */
export async function generatedLog({ folder, events }: Bench): Promise<GeneratedLog> {
  const home = join(folder, "generated");
  const made = join(home, MADE);
  if (existsSync(made)) return { ...(JSON.parse(await readFile(made, "utf8")) as GeneratedLog), home };
  await mkdir(home, { recursive: true });
  const demo = await generateDemo({ folder: home, cases: Math.ceil(events / EVENTS_PER_CASE), seed: 1 });
  const bytes = await toUtf8(join(home, "logs"));
  await rewrite(join(home, "xiezhi.yaml"), (text) => text.replace("encoding: gb18030", "encoding: utf-8"));
  const log = { home, asOf: demo.asOf, events: demo.events, cases: demo.cases, bytes };
  await writeFile(made, JSON.stringify(log));
  console.log(`generated: ${log.events} events, ${log.cases} cases, ${Math.round(bytes / 1e6)} MB of CSV`);
  return log;
}

export const rewrite = async (path: string, change: (text: string) => string): Promise<void> =>
  writeFile(path, change(await readFile(path, "utf8")));

async function toUtf8(logs: string): Promise<number> {
  let bytes = 0;
  for (const name of (await readdir(logs)).filter((file) => file.startsWith("police-"))) {
    const path = join(logs, name);
    const decoder = new TextDecoder("gb18030");
    const texts = async function* () {
      for await (const block of bytesOf(path, Number.MAX_SAFE_INTEGER)) yield decoder.decode(block, { stream: true });
      yield decoder.decode();
    };
    await pipeline(Readable.from(texts()), createWriteStream(`${path}.utf8`));
    await rename(`${path}.utf8`, path);
    bytes += (await stat(path)).size;
  }
  return bytes;
}
