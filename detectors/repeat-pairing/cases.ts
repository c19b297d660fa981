import { defineCases } from "../_kit/cases.ts";
import { Log } from "../_kit/log.ts";
import detector from "./detector.ts";

interface Pair {
  readonly handler: string;
  readonly lawyer: string;
  readonly n: number;
  /** Of how many the outcome was favourable; null where it is not known. */
  readonly won: number | null;
  readonly kind?: string;
  readonly sameDay?: boolean;
  /** How many days after the lawyer came the handler's assignment ended. */
  readonly until?: number;
}

/** A court of five judges before whom twelve lawyers appear twice each, once with success, and some pair more often. */
function court(pairs: readonly Pair[], lawyers = 12) {
  const usual = ["j1", "j2", "j3", "j4", "j5"].flatMap((handler) =>
    Array.from({ length: lawyers }, (_, i): Pair => ({ handler, lawyer: `L${i + 1}`, n: 2, won: 1 })),
  );
  const rows = [...usual, ...pairs].flatMap(({ handler, lawyer, n, won, kind = "retained", sameDay, until }) =>
    Array.from({ length: n }, (_, i) => ({
      handler,
      lawyer,
      kind,
      day: sameDay ? 0 : i * 7,
      until,
      favourable: won === null ? null : String(i < won),
    })),
  );
  const name = (i: number) => `c${i + 1}`;
  const at = (day: number) => new Date(Date.UTC(2025, 0, 6 + day)).toISOString().slice(0, 10);
  return {
    log: new Log(
      ["case", "activity", "org", "at"],
      rows.map(({ day }, i) => [name(i), "登记立案", "court", at(day)]),
    ),
    tables: {
      assignments: new Log(
        ["case", "actor", "role", "at", "to"],
        rows.map(({ handler, day, until }, i) => [
          name(i),
          handler,
          "承办法官",
          at(day - 2),
          until === undefined ? null : at(day + until),
        ]),
      ),
      representations: new Log(
        ["id", "case", "representative", "kind", "favourable", "at"],
        rows.map(({ lawyer, kind, favourable, day }, i) => [`f-${i + 1}`, name(i), lawyer, kind, favourable, at(day)]),
      ),
    },
    asOf: "2025-12-31",
  };
}

const often = { handler: "j1", lawyer: "L18", n: 14, won: 13 };

export default defineCases(detector, {
  silent: {
    "duty counsel is assigned, not chosen": { ...court([{ ...often, kind: "duty" }]), outcome: "no subject" },
    "handed every case on before the lawyer came": { ...court([{ ...often, until: -1 }]), outcome: "no subject" },
    "meeting often, and faring as others do": { ...court([{ ...often, won: 7 }]), outcome: "clear" },
    "a series of one party, brought on one day": { ...court([{ ...often, sameDay: true }]), outcome: "no subject" },
    "the lawyer appears before all judges alike": {
      ...court(["j1", "j2", "j3", "j4", "j5"].map((handler) => ({ ...often, handler }))),
      outcome: "clear",
    },
    "a small local bar": { ...court([often], 6), outcome: "cannot tell" },
    "the outcomes are not known yet": { ...court([{ ...often, won: null }]), outcome: "cannot tell" },
  },
  warns: {
    "fourteen matters before one judge, thirteen with success": {
      ...court([often]),
      subjects: ["j1 + L18"],
      says: ["相遇 14 件", "92.9%，本单位其他组合为 50.0%", "限知悉范围", "signal, not a finding"],
      severity: 2,
    },
    "legal aid of the same pair is not counted": {
      ...court(
        [
          { ...often, n: 20, won: 16 },
          { ...often, kind: "legal-aid" },
        ],
        17,
      ),
      subjects: ["j1 + L18"],
      says: ["met in 20 matters"],
    },
  },
});
