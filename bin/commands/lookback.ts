import { UserError } from "../../pipeline/kit/errors.ts";
import type { Span } from "../../pipeline/lookback.ts";
import { dayBegins, momentOf } from "../moment.ts";
import { type RunFlags, runWith, tellRun } from "./run.ts";

interface LookbackFlags extends RunFlags {
  readonly since: string;
  readonly until?: string;
}

export default async function lookback(flags: LookbackFlags): Promise<number> {
  return tellRun(await runWith(flags, (zone, asOf) => spanOf(flags, zone, asOf)), flags);
}

function spanOf({ since: from, until: to }: LookbackFlags, zone: string, asOf: number): Span {
  const since = dayBegins(from, zone, "--since");
  const until = to === undefined ? null : momentOf(to, zone, "--until");
  if (since > asOf)
    throw new UserError(`--since ${from}: lies after the moment looked from; nothing could be looked at`);
  if (until !== null && until < since) throw new UserError(`--until ${to}: lies before --since ${from}`);
  return { since, until };
}
