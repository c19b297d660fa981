#!/usr/bin/env node
import { causeOf } from "../pipeline/errors.ts";
import { answer, exitCodeOf } from "./command-line.ts";
import { complain } from "./terminal.ts";

const FAILED = 3;
let unwritten: NodeJS.ErrnoException | null = null;

// Whoever has read enough, or does not hear what is told beside, stops no command.
process.stderr.on("error", () => {});
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") unwritten ??= error;
});
process.on("exit", (code) => {
  if (unwritten === null) return;
  complain(`what was to be told could not be written: ${causeOf(unwritten)?.cause ?? unwritten.message}`);
  process.exitCode = Math.max(code, FAILED);
});
// Node's own code for an error that nobody caught is 1, by which a scheduler knows a run that is done.
process.on("uncaughtException", (error) => process.exit(exitCodeOf(error)));
// What is written is its owner's alone, whoever writes it: the engine asks for more.
process.umask(0o077);
process.exitCode = await answer(process.argv.slice(2));
