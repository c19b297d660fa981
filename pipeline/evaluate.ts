import type { Label } from "../schemas/label.ts";
import { byText } from "../schemas/text.ts";
import type { Tier, Warning } from "../schemas/warning.ts";

/** What a warning must show to be held against a label. */
export type Told = Pick<Warning, "code" | "rule" | "tier" | "subject" | "message" | "warning_id">;

/** How one code did: plants found and missed, warnings that no plant accounts for. */
export interface Tally {
  readonly code: string;
  /** Null where no warning of the code was told. */
  readonly tier: Tier | null;
  readonly planted: number;
  readonly found: number;
  readonly missed: readonly Label[];
  readonly told: number;
  readonly false: readonly Told[];
  /** Share of the warnings that a plant accounts for; null without warnings. */
  readonly precision: number | null;
  /** Share of the plants that were found; null without plants. */
  readonly recall: number | null;
  readonly lookAlikes: number;
  /** Lawful things that were warned of. */
  readonly alerted: readonly Label[];
}

const placeOf = (code: string, { type, id }: Told["subject"]): string => JSON.stringify([code, type, id]);

/** Where labels and warnings of one code and subject meet. */
class Meeting {
  readonly plants: Label[] = [];
  readonly lookAlikes: Label[] = [];
  readonly warnings: Told[] = [];

  static readonly speaksOf = (label: Label, warning: Told): boolean =>
    label.rule === undefined || label.rule === warning.rule;

  unaccounted(): Told[] {
    return this.warnings.filter((warning) => !this.plants.some((plant) => Meeting.speaksOf(plant, warning)));
  }
}

/** Holds what was told against what was planted, code by code, in the order of the codes. */
export function evaluate(labels: Iterable<Label>, warnings: Iterable<Told>): Tally[] {
  const meetings = new Map<string, Map<string, Meeting>>();
  const at = (code: string, subject: Told["subject"]): Meeting => {
    const places = meetings.get(code) ?? new Map<string, Meeting>();
    meetings.set(code, places);
    const place = placeOf(code, subject);
    const meeting = places.get(place) ?? new Meeting();
    places.set(place, meeting);
    return meeting;
  };
  for (const label of labels) {
    const { plants, lookAlikes } = at(label.code, label.subject);
    (label.kind === "plant" ? plants : lookAlikes).push(label);
  }
  for (const warning of warnings) at(warning.code, warning.subject).warnings.push(warning);
  return [...meetings].sort(([a], [b]) => byText(a, b)).map(([code, places]) => tallyOf(code, [...places.values()]));
}

function tallyOf(code: string, places: readonly Meeting[]): Tally {
  const missed: Label[] = [];
  const unaccounted: Told[] = [];
  const alerted: Label[] = [];
  for (const place of places) {
    const loose = place.unaccounted();
    unaccounted.push(...loose);
    missed.push(...place.plants.filter((plant) => !place.warnings.some((one) => Meeting.speaksOf(plant, one))));
    alerted.push(...place.lookAlikes.filter((label) => loose.some((one) => Meeting.speaksOf(label, one))));
  }
  const sum = (size: (place: Meeting) => number) => places.reduce((all, place) => all + size(place), 0);
  const planted = sum(({ plants }) => plants.length);
  const told = sum(({ warnings }) => warnings.length);
  const found = planted - missed.length;
  return {
    code,
    tier: places.flatMap(({ warnings }) => warnings)[0]?.tier ?? null,
    planted,
    found,
    missed,
    told,
    false: unaccounted,
    precision: told === 0 ? null : (told - unaccounted.length) / told,
    recall: planted === 0 ? null : found / planted,
    lookAlikes: sum(({ lookAlikes }) => lookAlikes.length),
    alerted,
  };
}
