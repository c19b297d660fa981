import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { noWarnings, type RunManifest, type WarningCounts } from "../../schemas/run.ts";
import type { Bilingual } from "../../schemas/text.ts";
import type { Warning } from "../../schemas/warning.ts";
import type { Circulation } from "../circulation/circulation.ts";
import { linesOf } from "../ledger/lines.ts";
import type { BriefWarning } from "../warnings/brief.ts";
import type { Lead } from "../warnings/leads.ts";
import { isClosed, isOpen, isReopened, isSetAside, standingOf } from "../warnings/standing.ts";
import { type Edition, writeEdition } from "./edition.ts";
import type { UnitFunnel } from "./funnels.ts";

/** The folder of the edition for circulation, within that of the report. */
const CIRCULATION = "circulation";
/** In the report for inspectors: which warning has which id in the edition for circulation. */
const CIRCULATED_IDS = "circulation-ids.ndjson";

/**
 * Writes the edition for circulation beside the one for inspectors, with its own `warnings.ndjson`, and returns the
 * names of its files. Leads that go one level up are not in it, nor in its numbers. Files that hold what was read as it
 * stands (what was set aside, reminders, Arrow) have no counterpart.
 */
export async function writeCirculated(
  folder: string,
  { report, chosen, formats, internal }: Edition,
  circulation: Circulation,
): Promise<string[]> {
  const place = join(folder, CIRCULATION);
  await mkdir(place, { mode: 0o700 });
  const lines = join(folder, "warnings.ndjson");
  const { upward, leadsUpward } = await subjectsGoingUp(lines, circulation);
  const goes = ({ subject }: Pick<Lead, "subject">) => !upward.has(nameOf(subject));
  const warnings = noWarnings();
  await writeLines(join(place, "warnings.ndjson"), lines, (warning) => {
    if (!goes(warning)) return null;
    add(warnings, warning);
    return circulation.warning(warning);
  });
  await writeLines(join(folder, CIRCULATED_IDS), lines, (warning) =>
    goes(warning) ? { warning_id: warning.warning_id, circulated_as: circulation.idOf(warning.warning_id) } : null,
  );
  const edition: Edition = {
    report: {
      ...report,
      manifest: { ...circulation.manifest(without(report.manifest, internal)), warnings },
      leads: report.leads.filter(goes).map((lead) => circulation.lead(lead)),
      leadsTotal: report.leadsTotal - leadsUpward,
      rest: briefs(report.rest, goes, circulation),
      stories: new Map([...report.stories].map(([case_id, story]) => [case_id, circulation.story(story)])),
      funnels: report.funnels.map((funnel) => withoutUnits(funnel, goes)),
      history: null,
      decided: new Map(),
      past: new Map(),
      audience: "circulation",
      least: circulation.least,
    },
    chosen: chosen.filter(goes).map((lead) => circulation.lead(lead)),
    formats,
    internal: [],
  };
  const written = await writeEdition(place, edition);
  return [...[...written, "warnings.ndjson"].map((name) => `${CIRCULATION}/${name}`), CIRCULATED_IDS];
}

const nameOf = ({ type, id }: Warning["subject"]): string => JSON.stringify([type, id]);

/** Cases, units and others of which a warning goes one level up, and how many of them are leads now. */
async function subjectsGoingUp(
  lines: string,
  circulation: Circulation,
): Promise<{ upward: Set<string>; leadsUpward: number }> {
  const upward = new Set<string>();
  const open = new Set<string>();
  for await (const warning of warningsIn(lines)) {
    const name = nameOf(warning.subject);
    if (circulation.goesUp(warning)) upward.add(name);
    if (isOpen(standingOf(warning))) open.add(name);
  }
  return { upward, leadsUpward: [...upward].filter((name) => open.has(name)).length };
}

function add(tally: WarningCounts, warning: Warning): void {
  const { status, severity, tier } = warning;
  const count = (by: Record<string, number>, name: string | number) => {
    by[name] = (by[name] ?? 0) + 1;
  };
  count(tally.by_status, status);
  if (status === "resolved") return;
  tally.total += 1;
  count(tally.by_severity, severity);
  count(tally.by_tier, tier);
  if (isSetAside(warning)) count(tally.by_set_aside, severity);
  else if (isClosed(warning)) count(tally.by_closed, severity);
  else if (isReopened(warning)) tally.reopened += 1;
  if (warning.exemption) tally.exempted += 1;
}

const without = ({ coverage, ...manifest }: RunManifest, notes: readonly Bilingual[]): RunManifest => ({
  ...manifest,
  coverage: { ...coverage, notes: coverage.notes.filter((note) => !notes.includes(note)) },
});

/** A funnel in which no unit stands whose signal is not told. */
function withoutUnits(funnel: UnitFunnel, goes: (lead: Pick<Lead, "subject">) => boolean): UnitFunnel {
  const units = funnel.units.filter(({ org_id: id }) => goes({ subject: { type: "org", id } }));
  return { ...funnel, units, compared: funnel.compared - (funnel.units.length - units.length) };
}

async function* briefs(
  batches: AsyncIterable<readonly BriefWarning[]>,
  goes: (lead: Pick<Lead, "subject">) => boolean,
  circulation: Circulation,
): AsyncIterable<BriefWarning[]> {
  for await (const batch of batches) {
    yield batch
      .filter(({ kind: { subject_type: type }, subject_id: id }) => goes({ subject: { type, id } }))
      .map((warning) => circulation.brief(warning));
  }
}

async function* warningsIn(lines: string): AsyncIterable<Warning> {
  for await (const { text } of linesOf(lines)) yield JSON.parse(text) as Warning;
}

/** A line for each warning of which there is something to tell. */
async function writeLines(path: string, lines: string, told: (warning: Warning) => object | null): Promise<void> {
  const written = async function* () {
    for await (const warning of warningsIn(lines)) {
      const line = told(warning);
      if (line) yield `${JSON.stringify(line)}\n`;
    }
  };
  await pipeline(written, createWriteStream(path, { mode: 0o600 }));
}
