import { quantileSorted } from "simple-statistics";

export interface Quartiles {
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
}

/** Quartiles by linear interpolation (type 7 of Hyndman & Fan 1996, the default of R). */
export function quartiles(values: readonly number[]): Quartiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => quantileSorted(sorted, share);
  return { q1: at(0.25), median: at(0.5), q3: at(0.75) };
}

/** Q3 + k·IQR. With k = 3 the outer fence of Tukey (1977), Exploratory Data Analysis. */
export const upperFence = ({ q1, q3 }: Quartiles, k: number): number => q3 + k * (q3 - q1);
