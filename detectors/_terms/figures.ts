/** A number as it is told, with at most so many decimals. */
export function round(value: number, decimals = 2): number {
  const unit = 10 ** decimals;
  return Math.round(value * unit) / unit;
}

/** A share as it is told, such as `22.4%`. */
export const percent = (share: number, decimals = 1): string => `${(share * 100).toFixed(decimals)}%`;
