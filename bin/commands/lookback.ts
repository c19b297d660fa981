import { UserError } from "../../pipeline/kit/errors.ts";
import type { Span } from "../../pipeline/lookback.ts";
import { dayBegins, momentOf } from "../moment.ts";
import runCommand, { type RunFlags } from "./run.ts";

interface Flags extends RunFlags {
  readonly since: string;
  readonly until?: string;
}

export default async function lookback(flags: Flags): Promise<number> {
  return runCommand(flags, (zone, asOf) => spanOf(flags, zone, asOf));
}

function spanOf({ since: from, until: to }: Flags, zone: string, asOf: number): Span {
  const since = dayBegins(from, zone, "--since");
  const until = to === undefined ? null : momentOf(to, zone, "--until");
  if (since > asOf)
    throw new UserError(`--since ${from}: lies after the moment looked from; nothing could be looked at`);
  if (until !== null && until < since) throw new UserError(`--until ${to}: lies before --since ${from}`);
  return { since, until };
}
