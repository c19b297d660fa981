import { quantile } from "simple-statistics";

export interface Quartiles {
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
}

/** Quartiles by linear interpolation (type 7 of Hyndman & Fan 1996, the default of R). */
export const quartiles = (values: readonly number[]): Quartiles => {
  const [q1, median, q3] = quantile([...values], [0.25, 0.5, 0.75]) as unknown as [number, number, number];
  return { q1, median, q3 };
};

/** Q3 + k·IQR. With k = 3 the outer fence of Tukey (1977), Exploratory Data Analysis. */
export const upperFence = ({ q1, q3 }: Quartiles, k: number): number => q3 + k * (q3 - q1);
