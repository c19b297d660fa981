/** What a figure is to stay within; units as the figure's. */
type Bar = { readonly most: number } | { readonly least: number };

/** Prints a figure, and its bar with whether it is met. */
export function report(what: string, figure: number, unit: string, bar?: Bar): void {
  const shown = `${figure.toFixed(figure < 100 ? 2 : 0)} ${unit}`;
  console.log(`${what.padEnd(60)} ${shown.padStart(12)}${bar === undefined ? "" : judgement(figure, unit, bar)}`);
}

function judgement(figure: number, unit: string, bar: Bar): string {
  const [words, met] =
    "most" in bar ? [`at most ${bar.most}`, figure <= bar.most] : [`at least ${bar.least}`, figure >= bar.least];
  return `   bar ${words} ${unit}   ${met ? "met" : "NOT met"}`;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};
