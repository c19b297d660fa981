/**
 * What a rule can say of a subject.
 * `pending`: not satisfied yet, and still can be. `cannot tell`: what the log lacks would decide it.
 */
export const OUTCOMES = ["hit", "clear", "pending", "not applicable", "cannot tell", "error"] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type OutcomeCounts = Record<Outcome, number>;

export const noOutcomes = (): OutcomeCounts => ({
  hit: 0,
  clear: 0,
  pending: 0,
  "not applicable": 0,
  "cannot tell": 0,
  error: 0,
});
