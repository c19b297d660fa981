import { createPublicKey } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type LoadedConfig, loadConfig } from "../../pipeline/config.ts";
import { decisionsIn, heldAgainst, type Workspace } from "../../pipeline/decisions/entered.ts";
import type { Engine } from "../../pipeline/engine/engine.ts";
import { causeOf, UserError } from "../../pipeline/kit/errors.ts";
import { sha256Of } from "../../pipeline/kit/sha256.ts";
import { type Head, headsKept, headText } from "../../pipeline/ledger/head.ts";
import { ledgerPlace, rememberedHead } from "../../pipeline/ledger/record.ts";
import { type Finding, type Named, verifyLedger } from "../../pipeline/ledger/verify.ts";
import { counted } from "../../schemas/text.ts";
import { near } from "../paths.ts";
import { bold, count, green, list, red, say, sayJson, shown, yellow } from "../terminal.ts";
import { withWorkspace } from "../workspace.ts";

interface Flags {
  readonly config: string;
  readonly head?: Head;
  readonly key?: string;
  readonly json?: boolean;
}

type State = "unchanged" | "changed" | "purged" | "gone";

/** Files told of that are no longer there; where reports are cleared away they are many. */
const MOST_GONE = 20;

/** Reads the whole ledger, then the files that it names and that are still there. 0: nothing found, 3: something is. */
export default async function verifyCommand({ config, head, key, json }: Flags): Promise<number> {
  const loaded = await loadConfig(config);
  const { file } = ledgerPlace(loaded);
  if (!existsSync(file)) throw new UserError(`${near(file)}: there is no ledger yet; \`xiezhi run\` begins one`);
  const pem = key === undefined ? undefined : await keyIn(key);
  const held = await headsFor(loaded, head);
  const { inputs, outputs, purged, decisions, exemptions, ...ledger } = await verifyLedger(file, {
    heads: held.heads,
    key: pem,
  });
  const decided = held.workspace && heldAgainst(held.workspace, { decisions, exemptions });
  const findings = [...ledger.findings, ...held.findings, ...(decided?.findings ?? [])];
  const files = {
    outputs: await statesOf(outputs.values(), loaded.folder, purged),
    inputs: await statesOf(inputs.values(), loaded.folder, purged),
  };
  const forged = files.outputs.filter(({ state }) => state === "changed");
  const gone = files.outputs.filter(({ state }) => state === "gone");
  const exit = findings.length > 0 || forged.length > 0 ? 3 : 0;
  if (json)
    sayJson({
      ...ledger,
      findings,
      held_against: held.against,
      decisions: decided && { held: held.workspace?.decisions.size, unentered: decided.unentered },
      files,
      exit_code: exit,
    });
  else {
    say(shown`Ledger   ${bold(near(file))}: ${counted(ledger.head.count, "entry", "entries")}`);
    say(shown`Head     ${headText(ledger.head)}`);
    for (const [i, { what, entries, why }] of held.against.entries()) {
      const held = why ?? (entries === 0 ? "none" : `up to entry ${count(entries)} of ${count(ledger.head.count)}`);
      say(shown`${i === 0 ? "Held to  " : "         "}${what}: ${why === null ? held : yellow(held)}`);
    }
    if (held.workspace) {
      const { decisions: rows, register } = held.workspace;
      const entries =
        exemptions === null
          ? "the register of exemptions not entered yet"
          : counted(register.entries.length, "exemption");
      say(shown`Decided  ${counted(rows.size, "decision")} and ${entries} in the workspace`);
    }
    say(shown`Outputs  ${statesSaid(files.outputs)}`);
    say(shown`Inputs   ${statesSaid(files.inputs)}`);
    list(
      "Not as it was written",
      findings.map(({ line, fault, detail }) => `${line === null ? "" : `line ${line}: `}${fault}; ${detail}`),
    );
    list(
      "Purged",
      ledger.purges.map(
        ({ line, before, cases, rows }) =>
          `entry ${line}: ${counted(rows, "row")} of ${counted(cases, "case")} and ended posts, conflicts and ratings before ${before}`,
      ),
    );
    list("Exemptions loaded since, which the next run enters", decided?.unentered ?? []);
    list("Outputs that are not as they were made", forged.map(told));
    list("Outputs that are no longer there, and that no purge took", [
      ...gone.slice(0, MOST_GONE).map(told),
      ...(gone.length > MOST_GONE ? [`${count(gone.length - MOST_GONE)} more; --json names them all`] : []),
    ]);
    list(
      "Inputs that have changed since they were read (expected where a file grows)",
      files.inputs.filter(({ state }) => state === "changed").map(told),
    );
    say();
    say(exit === 0 ? green(AS_IT_WAS) : red("Something is not as it was."));
    if (exit === 0 && held.heads.length === 0) say(yellow("Whether its end was cut cannot be told without a head."));
    if (exit === 0 && !held.elsewhere) {
      say(
        "Whoever can write the workspace can cut what it remembers too: keep the head above elsewhere, and give it with --head next time, or have every head kept on another medium with ledger.heads.",
      );
    }
  }
  return exit;
}

const AS_IT_WAS =
  "Nothing in the ledger was edited, put in, taken out or moved, and every decision and every output that is there is as it was made.";

async function keyIn(path: string): Promise<string> {
  const pem = await readFile(path, "utf8").catch((error) => {
    throw new UserError(`--key ${path}: ${causeOf(error)?.cause ?? error.message}`);
  });
  try {
    createPublicKey(pem);
    return pem;
  } catch {
    throw new UserError(`--key ${path}: no key in the form that \`xiezhi key export\` gives it`);
  }
}

/** What the ledger is held against, so that a cut tail shows. */
interface Held {
  readonly heads: readonly Head[];
  /** Whether one of them was kept where the workspace is not. */
  readonly elsewhere: boolean;
  readonly findings: readonly Finding[];
  /** Null where it cannot be asked. */
  readonly workspace: Workspace | null;
  /** Each place that heads were asked of: the entries up to the last that it has, or why it has none. */
  readonly against: readonly { readonly what: string; readonly entries: number; readonly why: string | null }[];
}

async function headsFor(loaded: LoadedConfig, given: Head | undefined): Promise<Held> {
  const { heads: path } = ledgerPlace(loaded);
  const kept = path === undefined ? null : await headsKept(path);
  const remembered = await rememberedBy(loaded);
  const findings: Finding[] = [];
  const find = (detail: string) => findings.push({ line: null, fault: "heads not as they were kept", detail });
  if (path !== undefined && kept === null) find(`${near(path)} is not there`);
  if (kept && kept.strange.length > 0) find(`no head in line ${kept.strange[0]} of ${near(path ?? "")}`);
  const last = (heads: readonly Head[]) => heads.reduce((most, { count }) => Math.max(most, count), 0);
  const of = (what: string, heads: readonly Head[], why: string | null = null) => ({ what, entries: last(heads), why });
  return {
    heads: [...(given ? [given] : []), ...(kept?.heads ?? []), ...remembered.heads],
    elsewhere: given !== undefined || (kept?.heads.length ?? 0) > 0,
    findings,
    workspace: remembered.workspace,
    against: [
      ...(given ? [of("the head given", [given])] : []),
      ...(path === undefined
        ? []
        : [of(`the heads kept in ${near(path)}`, kept?.heads ?? [], kept ? null : "not there")]),
      of("what the workspace remembers", remembered.heads, remembered.why),
    ],
  };
}

interface Remembered {
  readonly heads: readonly Head[];
  readonly workspace: Workspace | null;
  readonly why: string | null;
}

/** The head that the workspace remembers and its decisions, or why it cannot be asked, as while a run holds it. */
async function rememberedBy(loaded: LoadedConfig): Promise<Remembered> {
  try {
    const ask = async (engine: Engine): Promise<Remembered> => {
      const head = await rememberedHead(engine);
      return { heads: head ? [head] : [], workspace: await decisionsIn(engine), why: null };
    };
    return await withWorkspace(loaded, ask, 0);
  } catch (error) {
    if (error instanceof UserError) return { heads: [], workspace: null, why: `not asked: ${error.message}` };
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

function statesSaid(files: readonly { state: State }[]): string {
  const of = (state: State) => files.filter((file) => file.state === state).length;
  return `${of("unchanged")} as they were, ${of("changed")} changed, ${of("purged")} purged as they were, ${of("gone")} no longer there`;
}
