#!/usr/bin/env -S node --max-semi-space-size=2
import { setFlagsFromString } from "node:v8";
import { answer } from "./command-line.ts";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? 0);
});
// What a run makes is soon done with, and much of it holds memory outside of the heap: it is collected earlier than
// Node would by itself, here and by the small young generation of the first line.
setFlagsFromString("--heap-growing-percent=80");
// What is written is its owner's alone, whoever writes it: the engine asks for more.
process.umask(0o077);
process.exitCode = await answer(process.argv.slice(2));
