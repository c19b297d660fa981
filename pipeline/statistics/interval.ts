/** 97.5 % point of the standard normal: both sides of a 95 % interval. */
const Z = 1.959964;

/** 95 % interval of a share. Wilson (1927), Probable inference, J. Am. Stat. Assoc. 22, 209–212. */
export function wilson(successes: number, n: number): { readonly lower: number; readonly upper: number } {
  const share = successes / n;
  const middle = share + (Z * Z) / (2 * n);
  const half = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  const scale = 1 + (Z * Z) / n;
  return { lower: (middle - half) / scale, upper: (middle + half) / scale };
}

/** Upper end of the 95 % interval of a mean, from the sums of n values and of their squares. */
export function upperMean({ n, sum, squares }: { n: number; sum: number; squares: number }): number {
  const mean = sum / n;
  const variance = n > 1 ? Math.max(0, (squares - n * mean * mean) / (n - 1)) : 0;
  return mean + Z * Math.sqrt(variance / n);
}
