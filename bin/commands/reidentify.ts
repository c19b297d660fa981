import { loadConfig } from "../../pipeline/config.ts";
import { UserError } from "../../pipeline/kit/errors.ts";
import { reidentify } from "../../pipeline/privacy/reidentify.ts";
import { bold, say, sayJson, shown } from "../terminal.ts";
import { withWorkspace } from "../workspace.ts";

interface Flags {
  readonly config: string;
  readonly by: string;
  readonly approvedBy: string;
  readonly reason: string;
  readonly json?: boolean;
}

/** Says who stands behind a pseudonym; the ledger has the question before there is an answer. */
export default async function reidentifyCommand(wanted: string, flags: Flags): Promise<number> {
  const loaded = await loadConfig(flags.config);
  return withWorkspace(loaded, async (engine) => {
    const { by, approvedBy: approver, reason } = flags;
    const person = await reidentify(
      engine,
      loaded,
      { pseudonym: wanted.toUpperCase(), by, approver, reason },
      Date.now(),
    );
    if (person === null) {
      throw new UserError(`${wanted}: nobody whom the workspace holds has this pseudonym under this key`);
    }
    if (flags.json) sayJson({ pseudonym: wanted.toUpperCase(), person });
    else say(shown`${bold(wanted.toUpperCase())} ${person}`);
    return 0;
  });
}
