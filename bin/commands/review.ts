import { loadConfig } from "../../pipeline/config.ts";
import { explainBy, type ReviewState, review, reviewStateOf } from "../../pipeline/decisions/reviews.ts";
import { UserError } from "../../pipeline/kit/errors.ts";
import { localTime } from "../../pipeline/kit/zone.ts";
import { openRecord, recordView } from "../../pipeline/ledger/record.ts";
import { toldLast } from "../../pipeline/warnings/told-last.ts";
import { CLOSE_CODES, type CloseCode } from "../../schemas/choices.ts";
import type { HandlerExplanation, Review } from "../../schemas/decision.ts";
import type { Language } from "../../schemas/text.ts";
import { bold, dim, green, heading, plainTable, say, sayJson, shown } from "../terminal.ts";
import { warningIdOf } from "../warning-id.ts";
import { withWorkspace } from "../workspace.ts";

interface Flags {
  readonly config: string;
  readonly code?: CloseCode;
  readonly note?: string;
  readonly by?: string;
  readonly explanation?: string;
  readonly lang?: Language;
  readonly json?: boolean;
}

/** Enters a view of a lead or what the handler says of it, or shows how its review stands. */
export default async function reviewCommand(wanted: string, flags: Flags): Promise<number> {
  const entry = entryIn(flags);
  const loaded = await loadConfig(flags.config);
  const language = flags.lang ?? loaded.config.report.language;
  const now = Date.now();
  return withWorkspace(loaded, async (engine) => {
    const id = await warningIdOf(engine, wanted, loaded);
    const { warning, gone } = await toldLast(engine, loaded, id);
    let state: ReviewState;
    if (entry === null) {
      state = await reviewStateOf(engine, warning);
      await recordView(engine, loaded, `review ${id}`, state);
    } else {
      const { ledger } = await openRecord(engine, loaded, now);
      state =
        "text" in entry
          ? await explainBy(engine, ledger, warning, entry, now)
          : await review(engine, ledger, warning, entry, now);
    }
    sayState(id, state, language, loaded.config.timezone, flags.json === true);
    if (gone && !flags.json) say(dim(shown`The last run did not tell it; this is of what run ${warning.run_id} told.`));
    return 0;
  });
}

type Entry = Pick<Review, "code" | "note" | "reviewer"> | Pick<HandlerExplanation, "text" | "by">;

/** What is to be entered; null where the review is only looked at. */
function entryIn({ code, note, explanation, by }: Flags): Entry | null {
  if (code !== undefined && explanation !== undefined) {
    throw new UserError(
      "--code and --explanation are entered one at a time, and by two persons: nobody reviews what they have explained",
    );
  }
  if (explanation !== undefined && note !== undefined)
    throw new UserError("--note goes with --code; all that the handler says goes into --explanation");
  if (code === undefined && explanation === undefined) {
    if (by === undefined && note === undefined) return null;
    throw new UserError("nothing to enter: --code gives a view, --explanation what the handler says");
  }
  if (by === undefined) throw new UserError("--by is needed: who says so");
  if (explanation !== undefined) return { text: explanation, by };
  if (code === undefined || note === undefined) throw new UserError("--note is needed: on what grounds");
  return { code, note, reviewer: by };
}

const STATES: Readonly<Record<ReviewState["state"], string>> = {
  open: "open: nobody has reviewed it",
  "one view": "open: one view, another person must see it",
  "views differ": "open: the reviewers differ",
  closed: "closed",
};

function sayState(id: string, state: ReviewState, language: Language, zone: string, json: boolean): void {
  if (json) {
    sayJson({ warning_id: id, ...state });
    return;
  }
  const closed = state.code === null ? "" : `, ${CLOSE_CODES[state.code][language]}`;
  say(shown`${bold(id)} ${state.state === "closed" ? green(`closed${closed}`) : STATES[state.state]}`);
  if (state.closing?.changed) {
    const { code, closed_at } = state.closing;
    const as = code === null ? "" : shown` as ${CLOSE_CODES[code][language]}`;
    say(
      shown`It was closed${as} on ${localTime(zone, closed_at)} and has changed since; \`xiezhi explain ${id}\` says how.`,
    );
  }
  if (state.clears) say(shown`It clears those concerned: \`xiezhi clearance ${id}\` writes it down for them.`);
  if (state.reviews.length > 0) {
    heading("Views");
    const rows = state.reviews.map(({ at, reviewer, code, note }) => [
      dim(localTime(zone, at)),
      reviewer,
      CLOSE_CODES[code][language],
      note,
    ]);
    say(plainTable(rows));
    if (state.state !== "closed" && state.counting.length < state.reviews.length)
      say(dim("Of these, views of what it said before it changed do not count any more."));
  }
  if (state.explanations.length > 0) {
    heading("What the handler or the unit says");
    const rows = state.explanations.map(({ at, by, text }) => [dim(localTime(zone, at)), by, text]);
    say(plainTable(rows));
  }
}
