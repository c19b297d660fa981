import { writeFileSync } from "node:fs";
import fs, { open } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { DuckDBConnection, DuckDBPreparedStatement } from "@duckdb/node-api";

/**
 * A program that kills itself: `node --import tsx dying.ts <program> <instant> <count> <arguments>`. There is an
 * instant before each statement of the engine and each change of a file, and another when it is begun: while the engine
 * is at it, or where the file has half of what is written to it. Killed with SIGKILL at the given one; with instant 0
 * it ends by itself, and how many there were is in the file `count`.
 */
const [program = "", last = "0", count = "", ...args] = process.argv.slice(2);
let passed = 0;

function isLast(): boolean {
  passed += 1;
  return passed === Number(last);
}

const die = () => process.kill(process.pid, "SIGKILL");

type Method = (this: unknown, ...given: unknown[]) => Promise<unknown>;
/** Does a part of what a method would do. */
type Begin = (method: () => Promise<unknown>, given: unknown[]) => Promise<unknown>;

function watch(object: object, names: readonly string[], begin: Begin): void {
  const methods = object as Record<string, Method>;
  for (const name of names) {
    const method = methods[name] as Method;
    methods[name] = async function (...given) {
      if (isLast()) die();
      if (isLast()) {
        await begin(() => method.apply(this, given), given);
        die();
      }
      return method.apply(this, given);
    };
  }
}

const wholly: Begin = (method) => method();

const atWork: Begin = async (method) => {
  const pause = new Promise((resolve) => setTimeout(resolve, 1));
  await Promise.race([method(), pause]);
};

/** The content is the last thing given that is a text or bytes. */
const half: Begin = (method, given) => {
  const i = given.findLastIndex((one) => typeof one === "string" || Buffer.isBuffer(one));
  const content = given[i] as string | Buffer;
  given[i] = content.slice(0, content.length / 2);
  return method();
};

const handle = await open(import.meta.filename);
watch(Object.getPrototypeOf(handle), ["truncate", "sync"], wholly);
watch(Object.getPrototypeOf(handle), ["appendFile", "writeFile"], half);
await handle.close();
watch(fs, ["link", "rename", "rm", "symlink", "chmod", "copyFile"], wholly);
watch(fs, ["writeFile"], half);
syncBuiltinESMExports();
for (const { prototype } of [DuckDBConnection, DuckDBPreparedStatement]) watch(prototype, ["run"], atWork);

if (last === "0") process.on("exit", () => writeFileSync(count, String(passed)));
process.argv = [process.execPath, program, ...args];
await import(program);
