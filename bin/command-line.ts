import { Command, CommanderError } from "commander";
import { withForms } from "../pipeline/ingest/form.ts";
import { causeOf, UserError } from "../pipeline/kit/errors.ts";
import { VERSION } from "../pipeline/kit/root.ts";
import { deciding } from "./menu/deciding.ts";
import type { Lazily } from "./menu/flags.ts";
import { keeping } from "./menu/keeping.ts";
import { looking } from "./menu/looking.ts";
import { running } from "./menu/running.ts";
import { trying } from "./menu/trying.ts";
import { complain } from "./terminal.ts";

/** Does what the arguments after the command's name ask for and says how it ended, as the process's exit code. */
export async function answer(args: readonly string[]): Promise<number> {
  let exit = 0;
  const lazily: Lazily =
    (load) =>
    async (...given) => {
      const action = await load();
      exit = await action(...(given.slice(0, -1) as never[]));
    };
  try {
    await commandLine(lazily).parseAsync(args, { from: "user" });
    return exit;
  } catch (error) {
    return exitCodeOf(error);
  }
}

function commandLine(lazily: Lazily): Command {
  const xiezhi = new Command("xiezhi")
    .description(
      "Xiezhi 獬豸 reads the process logs of case-handling organs and hands inspectors leads, never findings.",
    )
    .version(VERSION)
    .showHelpAfterError("(add --help for the flags)")
    .exitOverride();

  for (const offer of [running, looking, deciding, keeping, trying]) offer(xiezhi, lazily);
  return xiezhi;
}

/** Tells what went wrong; a mistake that a person can put right is told without a stack. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UserError) {
    complain(error.message);
    return error.exit;
  }
  const { path } = error as NodeJS.ErrnoException;
  const found = causeOf(error);
  if (found !== null) {
    const where = path ?? pathIn(error) ?? (found.code === "ENOMEM" ? "the engine" : "a file of the workspace");
    complain([`${where}: ${found.cause}`, ...(ADVICE[found.code] ?? [])].join("; "));
    if (MISNAMED.includes(found.code)) return 2;
  } else complain(error instanceof Error ? `${withForms(error.message)}\n${frames(error)}` : String(error));
  return 3;
}

/** The stack frames without the message, which may quote a value of the log. */
const frames = ({ stack = "" }: Error): string => /^ +at [\s\S]*/m.exec(stack)?.[0] ?? "";

/** A file where a folder is expected, or the other way round: the configuration must name another path. */
const MISNAMED = ["EEXIST", "ENOTDIR", "EISDIR"];

const INTACT = "what was stored before is intact";
const MAKE_ROOM = ["make room and run again", INTACT];
const ADVICE: Readonly<Record<string, readonly string[]>> = {
  ENOSPC: MAKE_ROOM,
  EDQUOT: MAKE_ROOM,
  EFBIG: MAKE_ROOM,
  ENOMEM: ["raise engine.memory_limit, or engine.spill_limit where it is set, and run again", INTACT],
};

/** The file that an error message of the engine names. */
const pathIn = (error: unknown): string | undefined => /file "([^"]+)"/.exec((error as Error).message)?.[1];
