import { createHmac } from "node:crypto";
import type { RunManifest } from "../../schemas/run.ts";
import type { Bilingual } from "../../schemas/text.ts";
import type { ClockStep, Closing, Evidence, Warning } from "../../schemas/warning.ts";
import type { PseudonymKey } from "../privacy/pseudonyms.ts";
import type { CaseEvent, CaseStory } from "../report/cases.ts";
import { quantity } from "../report/quantities.ts";
import { isInstant } from "../report/words.ts";
import type { BriefKind, BriefWarning } from "../warnings/brief.ts";
import type { Lead } from "../warnings/leads.ts";
import { withoutSmallCounts } from "./counts.ts";
import { type Texts, WITHHELD } from "./texts.ts";

/** Days, times and lengths of time, which are no person however persons are numbered. */
const MEASURE = /^(?=.*[-:+ ])[\d\s:+→.,-]*(?:(?:d|h|min|s|ms|months?|working days?|years?)[\s\d:+→.,-]*)*$/;
/** What of an entry of a register is told, beside its dates. */
const TOLD_OF_ENTRY: ReadonlySet<string> = new Set([
  "exemption_id",
  "suppression_id",
  "kind",
  "sampled",
  "time_compared",
]);

interface CirculationOptions {
  readonly key: PseudonymKey;
  readonly texts: Texts;
  /** Counts of a summary below this are not told. */
  readonly least: number;
  /** Detectors whose sentences quote what a record happens to hold. */
  readonly quoting: ReadonlySet<string>;
  /** Detectors whose leads go one level up, whoever took part in the acts. */
  readonly upward: ReadonlySet<string>;
  /** What a warning is called where only its rule is known. */
  titleOf(kind: BriefKind): Bilingual;
}

/**
 * What becomes of what inspectors see when it is circulated: persons have pseudonyms, free texts and what quotes them
 * are withheld, small counts of signals are not told, and warnings have ids of their own, because the first ones could
 * be worked out by whoever guesses the persons behind them. What is on record beside a warning (leave, load, base rates
 * of a unit) is not told: its counts are small, and some of it is about persons.
 */
export class Circulation {
  readonly #key: PseudonymKey;
  readonly #texts: Texts;
  readonly #quoting: ReadonlySet<string>;
  readonly #upward: ReadonlySet<string>;
  readonly #titleOf: CirculationOptions["titleOf"];
  readonly least: number;

  constructor({ key, texts, least, quoting, upward, titleOf }: CirculationOptions) {
    this.#key = key;
    this.#texts = texts;
    this.#quoting = quoting;
    this.#upward = upward;
    this.#titleOf = titleOf;
    this.least = least;
  }

  idOf(warningId: string): string {
    return createHmac("sha256", this.#key).update(`warning ${warningId}`).digest("hex").slice(0, 20);
  }

  /** Whether a warning goes one level up, and is not circulated. */
  goesUp({ detector, head_of }: Warning): boolean {
    return head_of.length > 0 || this.#upward.has(detector);
  }

  warning(w: Warning): Warning {
    const numbers = withoutSmallCounts(w, this.least);
    const { peer } = numbers;
    return {
      ...w,
      ...numbers,
      warning_id: this.idOf(w.warning_id),
      subject: this.#subject(w.subject),
      message: this.#message({ ...w, ...numbers }, isCut(w, numbers)),
      peer: peer && Object.fromEntries(Object.entries(peer).map(([name, n]) => [name, this.#peer(n)])),
      evidence: w.evidence.map((record) => this.#record(record)),
      missing: w.missing.map((text) => this.#said(text)),
      clock: w.clock.map((step) => this.#step(step)),
      context: [],
      innocent: w.innocent.map((text) => this.#said(text)),
      exemption: w.exemption && this.#entry(w.exemption),
      suppression: w.suppression && this.#entry(w.suppression),
      closing: w.closing && closingOf(w.closing),
    };
  }

  brief(w: BriefWarning): BriefWarning {
    const { kind, message } = w;
    const { measured, threshold } = withoutSmallCounts({ ...kind, ...w, peer: null }, this.least);
    const sentence = { ...kind, message, title: this.#titleOf(kind), measured, threshold };
    return {
      ...w,
      kind: this.#kind(kind),
      measured,
      threshold,
      warning_id: this.idOf(w.warning_id),
      subject_id: this.#subject({ type: kind.subject_type, id: w.subject_id }).id,
      message: this.#message(sentence, kind.tier === "signal"),
    };
  }

  lead(lead: Lead): Lead {
    return {
      ...lead,
      subject: this.#subject(lead.subject),
      warnings: lead.warnings.map((warning) => this.warning(warning)),
    };
  }

  story({ events, total }: CaseStory): CaseStory {
    return { events: events.map((event) => this.#event(event)), total };
  }

  manifest(m: RunManifest): RunManifest {
    return {
      ...m,
      files: m.files.map((one) => ({
        ...one,
        file: this.#texts.value(one.file),
        notes: one.notes.map((note) => this.#said(note)),
      })),
      coverage: {
        ...m.coverage,
        notes: m.coverage.notes.map((note) => this.#said(note)),
        unmapped_activities: m.coverage.unmapped_activities.map((one) => ({
          ...one,
          activity: this.#texts.value(one.activity),
        })),
        ...(m.coverage.unrecorded ? { unrecorded: this.#unrecorded(m.coverage.unrecorded) } : {}),
      },
      detectors: m.detectors.map((one) => ({
        ...one,
        reason: one.reason && (one.state === "error" ? WITHHELD : this.#said(one.reason)),
      })),
    };
  }

  #unrecorded({ cannot_tell, things }: NonNullable<RunManifest["coverage"]["unrecorded"]>) {
    return {
      cannot_tell,
      things: things.map((thing) => ({
        ...thing,
        name: this.#said(thing.name),
        activities: thing.activities.map((activity) => this.#texts.value(activity)),
        sources:
          thing.sources?.map(({ files, file_count }) => ({
            files: files.map((file) => this.#texts.value(file)),
            file_count,
          })) ?? null,
      })),
    };
  }

  /** Cases and units keep their names: they are what is to be looked into. */
  #subject({ type, id }: Warning["subject"]): Warning["subject"] {
    return { type, id: type === "case" || type === "org" ? id : this.#texts.value(id) };
  }

  #message(w: Sentence, countsAreCut: boolean): Bilingual {
    const told = this.#quoting.has(w.detector) || countsAreCut ? null : this.#texts.sentence(w.message);
    return told ?? plainSentence(w);
  }

  #said(text: Bilingual): Bilingual {
    return this.#texts.sentence(text) ?? WITHHELD;
  }

  #peer(value: string | number | null): string | number | null {
    return typeof value === "string" && !value.startsWith("<") ? this.#texts.value(value) : value;
  }

  #step({ label, value }: ClockStep): ClockStep {
    return { label: this.#said(label), value: MEASURE.test(value) ? value : this.#texts.value(value) };
  }

  #record(record: Evidence): Evidence {
    const { event_id, activity, actor_id, source } = record;
    return {
      ...record,
      event_id: this.#texts.value(event_id),
      activity: activity === null ? null : this.#texts.value(activity),
      actor_id: this.#actor(actor_id),
      source: { ...source, file: this.#texts.value(source.file) },
    };
  }

  #event(event: CaseEvent): CaseEvent {
    return {
      ...event,
      activity: this.#texts.value(event.activity),
      actor_id: this.#actor(event.actor_id),
      file: this.#texts.value(event.file),
    };
  }

  #entry(entry: Record<string, unknown>): Record<string, unknown> {
    const told = Object.entries(entry).filter(([name]) => TOLD_OF_ENTRY.has(name) || isInstant(name));
    return Object.fromEntries(
      told.map(([name, value]) => [name, typeof value === "string" ? this.#texts.value(value) : value]),
    );
  }

  /** One object stands for many warnings: it is copied only where something is to be changed. */
  #kind(kind: BriefKind): BriefKind {
    const exemption_id = kind.exemption_id && this.#texts.value(kind.exemption_id);
    return exemption_id === kind.exemption_id ? kind : { ...kind, exemption_id };
  }

  #actor(name: string | null): string | null {
    return name === null ? null : this.#texts.person(name);
  }
}

/** That it was closed, and when; not by whom nor with what, and no number of what it said before. */
const closingOf = ({ closed_at, changed }: Closing): Closing => ({
  code: null,
  reviewers: [],
  closed_at,
  changed: changed && { ...changed, measured: null, threshold: null },
});

type Numbers = Pick<Warning, "measured" | "threshold" | "peer">;

const isCut = (before: Numbers, after: Numbers): boolean =>
  before.measured !== after.measured ||
  before.threshold !== after.threshold ||
  JSON.stringify(before.peer) !== JSON.stringify(after.peer);

type Sentence = Pick<Warning, "detector" | "title" | "message" | "measured" | "threshold" | "unit">;

/** What is said where the sentence itself may name somebody: the rule, and its numbers. */
function plainSentence({ title, measured, threshold, unit }: Sentence): Bilingual {
  const said = measured === null ? null : quantity(measured, unit);
  const limit = threshold === null ? null : quantity(threshold, unit);
  return {
    zh: `${title.zh}${said ? `：数据显示 ${said.zh}` : ""}${limit ? `，比对标准 ${limit.zh}` : ""}，需核查。`,
    en: `${title.en}${said ? `: measured ${said.en}` : ""}${limit ? `, compared with ${limit.en}` : ""}. To be verified.`,
  };
}
