#!/usr/bin/env node
import { answer } from "./command-line.ts";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? 0);
});
// What is written is its owner's alone, whoever writes it: the engine asks for more.
process.umask(0o077);
process.exitCode = await answer(process.argv.slice(2));
