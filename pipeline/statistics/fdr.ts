/**
 * The q-value of each p-value: the smallest false-discovery rate at which it would still be called.
 * `tests` says how many there were, where only the smallest of their p-values are given.
 * Benjamini & Hochberg (1995), Controlling the false discovery rate, J. R. Stat. Soc. B 57, 289–300.
 */
export function qValues(pValues: readonly number[], tests = pValues.length): number[] {
  const order = pValues.map((p, i) => ({ p, i })).sort((x, y) => y.p - x.p);
  const q = new Array<number>(pValues.length).fill(1);
  let least = 1;
  order.forEach(({ p, i }, k) => {
    least = Math.min(least, (p * tests) / (pValues.length - k));
    q[i] = least;
  });
  return q;
}

/** Rows with the q-value of each p-value among them all; null where there is no p-value. */
export function withQValues<Row extends { readonly p: number | null }>(
  rows: readonly Row[],
): (Row & { readonly q: Row["p"] })[] {
  const values = qValues(rows.flatMap(({ p }) => (p === null ? [] : [p])));
  let tested = 0;
  return rows.map((row) => ({ ...row, q: row.p === null ? null : (values[tested++] as number) }));
}
