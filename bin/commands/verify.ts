import { createPublicKey } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { loadConfig } from "../../pipeline/config.ts";
import { heldAgainst } from "../../pipeline/decisions/entered.ts";
import { causeOf, UserError } from "../../pipeline/kit/errors.ts";
import { sha256Of } from "../../pipeline/kit/sha256.ts";
import { when } from "../../pipeline/kit/when.ts";
import { type Head, headText } from "../../pipeline/ledger/head.ts";
import { ledgerPlace } from "../../pipeline/ledger/record.ts";
import { type Named, type Purge, verifyLedger } from "../../pipeline/ledger/verify.ts";
import { counted } from "../../schemas/text.ts";
import { type Held, headsFor } from "../held.ts";
import { near } from "../paths.ts";
import { bold, count, green, list, red, say, sayJson, shown, yellow } from "../terminal.ts";

interface Flags {
  readonly config: string;
  readonly head?: Head;
  readonly key?: string;
  readonly json?: boolean;
}

type State = "unchanged" | "changed" | "purged" | "gone";

interface FileState {
  readonly name: string;
  readonly line: number;
  readonly state: State;
}

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
  const isSound = findings.length === 0 && those(files.outputs, "changed").length === 0;
  const exit = isSound ? 0 : 3;
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
    sayHeld(held, ledger.head, exemptions !== null);
    say(shown`Outputs  ${statesSaid(files.outputs)}`);
    say(shown`Inputs   ${statesSaid(files.inputs)}`);
    list(
      "Not as it was written",
      findings.map(({ line, fault, detail }) => `${line === null ? "" : `line ${line}: `}${fault}; ${detail}`),
    );
    list("Purged", ledger.purges.map(purgeSaid));
    list("Exemptions loaded since, which the next run enters", decided?.unentered ?? []);
    listFiles(files);
    say();
    sayVerdict(isSound, held);
  }
  return exit;
}

/** What the ledger was held against, and how much the workspace holds of what it tells. */
function sayHeld({ against, workspace }: Held, { count: all }: Head, registerEntered: boolean): void {
  for (const [i, { what, entries, why }] of against.entries()) {
    const held = why ?? (entries === 0 ? "none" : `up to entry ${count(entries)} of ${count(all)}`);
    say(shown`${i === 0 ? "Held to  " : "         "}${what}: ${why === null ? held : yellow(held)}`);
  }
  if (workspace === null) return;
  const { decisions, register } = workspace;
  const entries = registerEntered
    ? counted(register.entries.length, "exemption")
    : "the register of exemptions not entered yet";
  say(shown`Decided  ${counted(decisions.size, "decision")} and ${entries} in the workspace`);
}

const purgeSaid = ({ line, before, cases, rows }: Purge): string =>
  `entry ${line}: ${counted(rows, "row")} of ${counted(cases, "case")} and ended posts, conflicts and ratings before ${before}`;

/** Files that are not as they were. */
function listFiles({ outputs, inputs }: Record<"outputs" | "inputs", readonly FileState[]>): void {
  list("Outputs that are not as they were made", those(outputs, "changed"));
  const gone = those(outputs, "gone");
  list("Outputs that are no longer there, and that no purge took", [
    ...gone.slice(0, MOST_GONE),
    ...when(gone.length > MOST_GONE, () => `${count(gone.length - MOST_GONE)} more; --json names them all`),
  ]);
  list("Inputs that have changed since they were read (expected where a file grows)", those(inputs, "changed"));
}

function sayVerdict(isSound: boolean, { heads, elsewhere }: Held): void {
  say(isSound ? green(AS_IT_WAS) : red("Something is not as it was."));
  if (isSound && heads.length === 0) say(yellow("Whether its end was cut cannot be told without a head."));
  if (isSound && !elsewhere) say(KEEP_A_HEAD);
}

const KEEP_A_HEAD =
  "Whoever can write the workspace can cut what it remembers too: keep the head above elsewhere, and give it with --head next time, or have every head kept on another medium with ledger.heads.";
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

async function statesOf(files: Iterable<Named>, folder: string, purged: ReadonlyMap<string, Named>) {
  const states: FileState[] = [];
  for (const { name, line, digest } of files) {
    const path = resolve(folder, name);
    const there = existsSync(path);
    const last = there ? await sha256Of(path) : purged.get(name)?.digest.sha256;
    const same = there ? "unchanged" : "purged";
    states.push({ name, line, state: last === undefined ? "gone" : last === digest.sha256 ? same : "changed" });
  }
  return states;
}

/** The files of a state, each with the entry that tells of it. */
const those = (files: readonly FileState[], wanted: State): string[] =>
  files.flatMap(({ name, line, state }) => (state === wanted ? `${name} (entry ${line})` : []));

function statesSaid(files: readonly FileState[]): string {
  const n = (state: State) => those(files, state).length;
  return `${n("unchanged")} as they were, ${n("changed")} changed, ${n("purged")} purged as they were, ${n("gone")} no longer there`;
}
