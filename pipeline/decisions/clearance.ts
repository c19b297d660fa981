import { join, relative } from "node:path";
import type { Language } from "../../schemas/text.ts";
import type { Warning } from "../../schemas/warning.ts";
import type { LoadedConfig } from "../config.ts";
import type { Engine } from "../engine/engine.ts";
import { UserError } from "../kit/errors.ts";
import { makeFolder } from "../kit/make-folder.ts";
import { putWhole } from "../kit/whole-file.ts";
import { type Ledger, sha256 } from "../ledger/ledger.ts";
import { actor, rememberHead } from "../ledger/record.ts";
import { clearanceHtml, clearanceOf } from "../report/clearance.tsx";
import { clearanceDocx } from "../report/docx/clearance.ts";
import { agreedIn } from "./closings.ts";
import { reviewStateOf } from "./reviews.ts";

/**
 * Writes that a warning was looked into and cleared, as `clearance-<warning>.docx` and `.html`. Only a review that two
 * persons closed with a code that clears gives one. It is entered in the ledger, by the hashes of the files, before
 * they are there.
 */
export async function writeClearance(
  engine: Engine,
  ledger: Ledger,
  { config, folder }: LoadedConfig,
  { warning, out, language, now }: { warning: Warning; out: string; language: Language; now: number },
): Promise<string[]> {
  const { warning_id } = warning;
  const state = await reviewStateOf(engine, warning);
  const { agreement } = agreedIn(state.reviews);
  if (state.code === null || agreement === null) {
    const why = state.closing ? "changed after it was closed" : "is not closed";
    throw new UserError(`warning ${warning_id} ${why}; two persons of one view close it`);
  }
  if (!state.clears) {
    throw new UserError(
      `warning ${warning_id} was closed with ${state.code}, which clears nobody; there is nothing to write`,
    );
  }
  const { code } = state;
  const cleared = clearanceOf({
    warning,
    code,
    reviews: agreement.views,
    issuer: config.name,
    timezone: config.timezone,
    language,
  });
  const files = [
    { path: join(out, `clearance-${warning_id}.docx`), content: await clearanceDocx(cleared) },
    { path: join(out, `clearance-${warning_id}.html`), content: Buffer.from(clearanceHtml(cleared)) },
  ];
  await makeFolder(out);
  const head = await ledger.append({
    id: `clearance ${warning_id} ${now}`,
    kind: "export",
    at: now,
    actor: actor(),
    subject: files.map(({ path, content }) => ({ name: relative(folder, path), digest: { sha256: sha256(content) } })),
    body: { what: "clearance", warning_id, code },
  });
  await rememberHead(engine, head);
  for (const { path, content } of files) await putWhole(path, content);
  return files.map(({ path }) => path);
}
