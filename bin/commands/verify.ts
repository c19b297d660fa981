import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { openLoaded } from "../../pipeline/audit.ts";
import { type LoadedConfig, loadConfig } from "../../pipeline/config.ts";
import { UserError } from "../../pipeline/errors.ts";
import type { Head } from "../../pipeline/ledger/ledger.ts";
import { type Named, verifyLedger } from "../../pipeline/ledger/verify.ts";
import { ledgerPlace, rememberedHead } from "../../pipeline/record.ts";
import { sha256Of } from "../../pipeline/sha256.ts";
import { near } from "../summary.ts";
import { bold, green, list, plural, red, say, sayJson, shown } from "../terminal.ts";

export interface VerifyFlags {
  readonly config: string;
  readonly head?: Head;
  readonly key?: string;
  readonly json?: boolean;
}

type State = "unchanged" | "changed" | "purged" | "gone";

/** Reads the whole ledger, then the files that it names and that are still there. 0: nothing found, 3: something is. */
export default async function verifyCommand({ config, head, key, json }: VerifyFlags): Promise<number> {
  const loaded = await loadConfig(config);
  const { file } = ledgerPlace(loaded);
  if (!existsSync(file)) throw new UserError(`${near(file)}: there is no ledger yet; \`xiezhi run\` begins one`);
  const pem = key === undefined ? undefined : await readFile(key, "utf8");
  const { inputs, outputs, purged, ...ledger } = await verifyLedger(file, {
    head: head ?? (await rememberedBy(loaded)),
    key: pem,
  });
  const files = {
    outputs: await statesOf(outputs.values(), loaded.folder, purged),
    inputs: await statesOf(inputs.values(), loaded.folder, purged),
  };
  const forged = files.outputs.filter(({ state }) => state === "changed");
  const exit = ledger.findings.length > 0 || forged.length > 0 ? 3 : 0;
  if (json) sayJson({ ...ledger, files, exit_code: exit });
  else {
    say(shown`Ledger   ${bold(near(file))}: ${plural(ledger.head.count, "entry", "entries")}`);
    say(shown`Head     ${ledger.head.count}:${ledger.head.sha256}`);
    say(shown`Outputs  ${counted(files.outputs)}`);
    say(shown`Inputs   ${counted(files.inputs)}`);
    list(
      "Not as it was written",
      ledger.findings.map(({ line, fault, detail }) => `${line === null ? "" : `line ${line}: `}${fault}; ${detail}`),
    );
    list(
      "Purged",
      ledger.purges.map(
        ({ line, before, cases, rows }) =>
          `entry ${line}: ${plural(rows, "row")} of ${plural(cases, "case")} and ended posts, conflicts and ratings before ${before}`,
      ),
    );
    list("Outputs that are not as they were made", forged.map(told));
    list(
      "Inputs that have changed since they were read (expected where a file grows)",
      files.inputs.filter(({ state }) => state === "changed").map(told),
    );
    say();
    say(exit === 0 ? green("Nothing was edited, put in, taken out or moved.") : red("Something is not as it was."));
    if (exit === 0 && head === undefined) {
      say(
        "Whoever can write the workspace can cut what it remembers too: keep the head above elsewhere, and give it with --head next time.",
      );
    }
  }
  return exit;
}

/** The head that the workspace remembers; undefined where it cannot be asked, as while a run holds it. */
async function rememberedBy(loaded: LoadedConfig): Promise<Head | undefined> {
  try {
    const engine = await openLoaded(loaded);
    try {
      return (await rememberedHead(engine)) ?? undefined;
    } finally {
      engine.close();
    }
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

const told = ({ name, line }: { name: string; line: number }): string => `${name} (entry ${line})`;

async function statesOf(files: Iterable<Named>, folder: string, purged: ReadonlyMap<string, Named>) {
  const states: { name: string; line: number; state: State }[] = [];
  for (const { name, line, digest } of files) {
    const path = resolve(folder, name);
    const there = existsSync(path);
    const last = there ? await sha256Of(path) : purged.get(name)?.digest.sha256;
    const same = there ? "unchanged" : "purged";
    states.push({ name, line, state: last === undefined ? "gone" : last === digest.sha256 ? same : "changed" });
  }
  return states;
}

function counted(files: readonly { state: State }[]): string {
  const of = (state: State) => files.filter((file) => file.state === state).length;
  return `${of("unchanged")} as they were, ${of("changed")} changed, ${of("purged")} purged as they were, ${of("gone")} no longer there`;
}
