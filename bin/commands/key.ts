import { existsSync } from "node:fs";
import { loadConfig } from "../../pipeline/config.ts";
import { UserError } from "../../pipeline/kit/errors.ts";
import { readKey } from "../../pipeline/ledger/keys.ts";
import { actor, ledgerPlace, openRecord, rememberHead } from "../../pipeline/ledger/record.ts";
import { takeUpPseudonymKey } from "../../pipeline/privacy/pseudonyms.ts";
import { openWorkspaceOf, PATIENCE } from "../../pipeline/workspace.ts";
import { near } from "../paths.ts";
import { say, shown } from "../terminal.ts";

/** The public half of the key that signs the ledger, to be kept where the ledger is not. */
export async function exportKey({ config }: { config: string }): Promise<number> {
  const { key: path } = ledgerPlace(await loadConfig(config));
  const key = await readKey(path);
  if (key === null) throw new UserError(`${near(path)}: there is no key yet; \`xiezhi run\` makes one`);
  process.stdout.write(key.publicPem);
  return 0;
}

/** Pseudonyms are made with the key that is in its place, or a new one, whatever they were made with before. */
export async function takeUpPseudonyms({ config }: { config: string }): Promise<number> {
  const loaded = await loadConfig(config);
  const engine = await openWorkspaceOf(loaded, { waitMs: PATIENCE });
  try {
    const now = Date.now();
    const { ledger } = await openRecord(engine, loaded, now);
    const { path, state } = await takeUpPseudonymKey(engine, ledger, loaded, now);
    if (state === "the same") {
      say(shown`Pseudonyms are made with this key already  ${near(path)}`);
      return 0;
    }
    if (state === "new") say(shown`New key of the pseudonyms  ${near(path)}`);
    else say(shown`From now on pseudonyms are made with the key in  ${near(path)}`);
    say("Keep a copy of it, and keep the one before, without which the pseudonyms that were given out cannot be told.");
    return 0;
  } finally {
    engine.close();
  }
}

/** A new key takes the old one's place; the old one signs that it is so. */
export async function rotateKey({ config }: { config: string }): Promise<number> {
  const loaded = await loadConfig(config);
  const { file, key } = ledgerPlace(loaded);
  if (!existsSync(file)) throw new UserError(`${near(file)}: there is no ledger yet; \`xiezhi run\` begins one`);
  const engine = await openWorkspaceOf(loaded, { waitMs: PATIENCE });
  try {
    const now = Date.now();
    const { ledger } = await openRecord(engine, loaded, now);
    await rememberHead(engine, await ledger.rotate(now, actor()));
  } finally {
    engine.close();
  }
  say(shown`New key  ${near(key)}; the old one is kept beside it`);
  say("Export its public half with `xiezhi key export`, and keep it where the ledger is not.");
  return 0;
}
