#!/usr/bin/env node
import { causeOf } from "../pipeline/kit/errors.ts";
import { answer, exitCodeOf } from "./command-line.ts";
import { complain } from "./terminal.ts";

const FAILED = 3;
let unwritten: NodeJS.ErrnoException | null = null;

// A closed pipe (`| head`) must not end the command.
process.stderr.on("error", () => {});
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") unwritten ??= error;
});
process.on("exit", (code) => {
  if (unwritten === null) return;
  complain(`what was to be told could not be written: ${causeOf(unwritten)?.cause ?? unwritten.message}`);
  process.exitCode = Math.max(code, FAILED);
});
// Node's own code for an uncaught error is 1, which here means a run that is done and met `--fail-on`.
process.on("uncaughtException", (error) => process.exit(exitCodeOf(error)));
// Every file is its owner's alone; the engine would otherwise create them readable by others.
process.umask(0o077);
process.exitCode = await answer(process.argv.slice(2));
