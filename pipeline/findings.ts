import { join } from "node:path";
import type { Bilingual } from "../schemas/text.ts";
import { circulationOf } from "./circulation/edition.ts";
import { exemptionNotes } from "./decisions/exemptions.ts";
import { suppressionNotes } from "./decisions/suppressions.ts";
import { situationOf } from "./detector.ts";
import type { Examined } from "./examine.ts";
import { keepGaps, suspended } from "./gaps.ts";
import type { Making } from "./making.ts";
import { countingOf } from "./report/counting.ts";
import type { Findings } from "./report/write.ts";
import { cardsOf } from "./warnings/card.ts";

/** What was found, as a report tells of it. */
export async function findingsOf(making: Making, examined: Examined): Promise<Findings> {
  const { loaded, procedures, prepared, facts, ruleSet, lookback, chosen, key, store } = making;
  const cards = prepared.flatMap(({ detector }) => cardsOf(detector, ruleSet));
  const failed = new Set(examined.detectors.filter(({ state }) => state === "error").map(({ detector }) => detector));
  const laws = procedures.map(({ procedure }) => procedure);
  return {
    store,
    facts,
    funnels: examined.funnels,
    cards,
    counting: countingOf(prepared, failed, situationOf({ facts, ruleSet })),
    loaded,
    chosen,
    internal: lookback ? [] : await notesOf(making),
    circulation: key && (await circulationOf(facts, key, loaded, prepared, { cards, laws })),
  };
}

/** What is to be known of decisions, by whoever may read the names of warnings. */
async function notesOf({ facts, store }: Making): Promise<Bilingual[]> {
  const { engine, asOf, zone } = facts;
  const matched = await store.attached("suppression_id");
  return [
    ...(await suppressionNotes(engine, { asOf, zone: zone.name, matched })),
    ...(await exemptionNotes(facts, await store.attached("exemption_id"))),
  ];
}

/** Makes what was found the last run's, unless it was found looking back. To be called in a transaction. */
export async function keepFindings(making: Making, examined: Examined): Promise<void> {
  const { facts, ruleSet, lookback, place, store, verdicts } = making;
  if (lookback) return;
  const { logged, memory } = ruleSet;
  const whole = examined.detectors.every(({ state }) => state !== "error");
  await store.commit(join(place.draft, "warnings.ndjson"));
  await keepGaps(facts);
  await verdicts.commit(facts.asOf, logged, { memory: whole ? memory : null, suspended: suspended(facts) });
  await memory?.commit(whole);
}
