import { harmless, width } from "./terminal.ts";

/** Where a long command is. On a terminal one line that is written over, elsewhere a line per step. */
interface Progress {
  at(step: string, what: string, done: number, total: number): void;
  /** Takes the line away, so that what is printed next stands alone. */
  end(): void;
}

const SILENT: Progress = { at() {}, end() {} };
const CELLS = 24;
const CLEAR = "\r\u001b[K";

export function openProgress(quiet: boolean): Progress {
  if (quiet) return SILENT;
  return process.stderr.isTTY && process.env.TERM !== "dumb" ? bar() : lines();
}

function bar(): Progress {
  let drawn = 0;
  return {
    at(step, what, done, total) {
      const now = performance.now();
      if (done > 0 && done < total && now - drawn < 50) return;
      drawn = now;
      const filled = total === 0 ? CELLS : Math.round((CELLS * done) / total);
      const room = Math.max(10, (process.stderr.columns || 80) - CELLS - step.length - 4);
      let name = harmless(what);
      while (width(name) > room) name = name.slice(1);
      process.stderr.write(`${CLEAR}${step} ${"█".repeat(filled)}${"░".repeat(CELLS - filled)} ${name}`);
    },
    end() {
      process.stderr.write(CLEAR);
    },
  };
}

function lines(): Progress {
  let last = "";
  return {
    at(step, what, done, total) {
      const place = total > 1 && what !== "" ? ` ${Math.min(done + 1, total)}/${total}` : "";
      const line = `${step}${place}${what === "" ? "" : ` ${harmless(what)}`}`;
      if (line !== last && (what !== "" || last.split(" ")[0] !== step)) process.stderr.write(`${line}\n`);
      last = line;
    },
    end() {},
  };
}
