export interface Quartiles {
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
}

/** Quartiles by linear interpolation (type 7 of Hyndman & Fan 1996, the default of R). */
export function quartiles(values: readonly number[]): Quartiles {
  const sorted = [...values].sort((a, b) => a - b);
  return quartilesBy(sorted.length, (place) => sorted[place] as number);
}

/** Quartiles of so many values, which are asked for by their place in the order of size, counted from 0. */
export function quartilesBy(size: number, valueAt: (place: number) => number): Quartiles {
  const at = (share: number) => {
    const place = (size - 1) * share;
    const [low, high] = [valueAt(Math.floor(place)), valueAt(Math.ceil(place))];
    return low + (place - Math.floor(place)) * (high - low);
  };
  return { q1: at(0.25), median: at(0.5), q3: at(0.75) };
}

/** Q3 + k·IQR. With k = 3 the outer fence of Tukey (1977), Exploratory Data Analysis. */
export const upperFence = ({ q1, q3 }: Quartiles, k: number): number => q3 + k * (q3 - q1);
