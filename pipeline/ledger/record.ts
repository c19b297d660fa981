import { userInfo } from "node:os";
import { join, relative, resolve } from "node:path";
import type { Resource } from "../../schemas/ledger.ts";
import type { RunManifest } from "../../schemas/run.ts";
import type { Bilingual } from "../../schemas/text.ts";
import { type LoadedConfig, workspaceFolder } from "../config.ts";
import type { Engine } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import { sha256Of } from "../kit/sha256.ts";
import { metaOf, setMeta } from "../meta.ts";
import type { Head } from "./head.ts";
import { type Deed, type Ledger, type LedgerPlace, openLedger, recordAs, sha256 } from "./ledger.ts";
import type { RegisterEntered } from "./verify.ts";

/** Who is at the keyboard, for the ledger: `XIEZHI_ACTOR`, or the account's name. */
export const actor = (): string => process.env.XIEZHI_ACTOR || userInfo().username;

/** Where a configuration keeps its ledger and the key that signs it. */
export function ledgerPlace(loaded: LoadedConfig): LedgerPlace {
  const { config, folder } = loaded;
  const workspace = workspaceFolder(loaded);
  return {
    file: resolve(folder, config.ledger.file ?? join(workspace, "ledger.ndjson")),
    key: resolve(folder, config.ledger.key ?? join(workspace, "ledger-key.pem")),
    heads: config.ledger.heads && resolve(folder, config.ledger.heads),
  };
}

/** Deeds that are remembered in the workspace and may not have reached the ledger yet. */
export const RECORD_LAYOUT = sql`create table if not exists deeds_to_enter (deed varchar)`;

/**
 * Does `work` on the workspace and enters `deed` in the ledger. After a crash at any instant either neither is done, or
 * the entry is made by the next command that opens the ledger.
 */
export const enter = (engine: Engine, ledger: Ledger, deed: Deed, work: () => Promise<void>): Promise<void> =>
  enterDone(engine, ledger, async () => {
    await work();
    return deed;
  });

/** The same, for a deed that is known only once the work is done. */
export async function enterDone(engine: Engine, ledger: Ledger, work: () => Promise<Deed>): Promise<void> {
  await engine.transaction(async () => {
    const deed = JSON.stringify(await work());
    await engine.run(sql`insert into deeds_to_enter values (${deed})`);
  });
  await enterRemembered(engine, ledger);
}

async function enterRemembered(engine: Engine, ledger: Ledger): Promise<void> {
  const waiting = await engine.all<{ deed: string }>(sql`select deed from deeds_to_enter order by deed`);
  if (waiting.length === 0) return;
  for (const { deed } of waiting) await rememberHead(engine, await ledger.append(JSON.parse(deed) as Deed));
  await engine.run(sql`delete from deeds_to_enter`);
}

/** The ledger of an open workspace, and what is odd about it: the workspace remembers how long it was. */
export async function openRecord(
  engine: Engine,
  loaded: LoadedConfig,
  now: number,
): Promise<{ ledger: Ledger; notes: Bilingual[] }> {
  const place = ledgerPlace(loaded);
  const ledger = await openLedger(place, now, actor());
  const known = await rememberedHead(engine);
  const shorter = known !== null && (ledger.head.count < known.count || differs(ledger.head, known));
  await enterRemembered(engine, ledger);
  const unkept = ledger.unkept === null ? [] : [notKept(place.heads ?? "", ledger.unkept)];
  return { ledger, notes: [...(shorter ? [CUT] : []), ...unkept] };
}

/** The head as the workspace remembers it; null before the first entry. */
export async function rememberedHead(engine: Engine): Promise<Head | null> {
  const head = await metaOf(engine, "ledger");
  return head === null ? null : (JSON.parse(head) as Head);
}

const differs = (head: Head, known: Head): boolean => head.count === known.count && head.sha256 !== known.sha256;

const CUT: Bilingual = {
  zh: "台账与工作区所记不一致（条目缺失或被替换），请运行 xiezhi verify 并与另行保存的链头值核对",
  en: "The ledger is not what the workspace remembers (entries are missing or were replaced); run `xiezhi verify` and compare the head kept elsewhere",
};

const notKept = (path: string, cause: string): Bilingual => ({
  zh: `台账的链头值未能另存于 ${path}，请检查该介质；另存恢复前，台账尾部被截断可能无从发现`,
  en: `The head of the ledger could not be kept in ${path} (${cause}); look at that medium: until it is there again, a cut tail may not show`,
});

/** To be called when entries were made, so that a ledger that grows shorter is noticed. */
export const rememberHead = (engine: Engine, head: Head): Promise<void> =>
  setMeta(engine, "ledger", JSON.stringify(head));

/** A run as the ledger enters it: what it read and what it made, by their hashes. */
export async function runDeed(
  manifest: RunManifest,
  { draft, target }: { draft: string; target: string },
  { folder, file }: LoadedConfig,
  register: Partial<RegisterEntered>,
): Promise<Deed> {
  const outputs = [...manifest.outputs, { file: "run.json", sha256: await sha256Of(join(draft, "run.json")) }];
  const named = (name: string, sha256: string): Resource => ({ name, digest: { sha256 } });
  return {
    id: `run ${manifest.run_id} ${manifest.started_at}`,
    kind: "run",
    at: manifest.finished_at,
    actor: actor(),
    subject: outputs.map((output) => named(relative(folder, join(target, output.file)), output.sha256)),
    body: {
      run_id: manifest.run_id,
      as_of: manifest.as_of,
      versions: manifest.versions,
      config: named(file, await sha256Of(resolve(file))),
      procedures: manifest.procedures.map(({ file, sha256 }) => named(file, sha256)),
      inputs: manifest.files.map((input) => named(input.file, input.sha256)),
      register,
      warnings: manifest.warnings,
    },
  };
}

/** Enters a look at what is held; to be called before anything is shown. */
export const recordView = (engine: Engine, loaded: LoadedConfig, name: string, shown: unknown): Promise<void> =>
  recordLook(engine, loaded, "view", [recordAs(name, shown)]);

/** Enters that a file is made of what is held; to be called before it is there. */
export const recordExport = (engine: Engine, loaded: LoadedConfig, path: string, content: string): Promise<void> =>
  recordLook(engine, loaded, "export", [{ name: relative(loaded.folder, path), digest: { sha256: sha256(content) } }]);

async function recordLook(
  engine: Engine,
  loaded: LoadedConfig,
  kind: "view" | "export",
  subject: readonly Resource[],
): Promise<void> {
  const now = Date.now();
  const { ledger } = await openRecord(engine, loaded, now);
  const id = `${kind} ${ledger.head.count + 1} ${now}`;
  await rememberHead(engine, await ledger.append({ id, kind, at: now, actor: actor(), subject, body: {} }));
}
