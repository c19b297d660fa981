import { byText } from "../../schemas/text.ts";

/** The few names most like the one that was meant; none where nothing is like it. */
function nearest(wanted: string, names: Iterable<string>, most = 5): string[] {
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  const found: { name: string; far: number }[] = [];
  for (const name of names) {
    const far = contains(name, wanted) ? 1 : distance(wanted, name, limit);
    if (far <= limit) found.push({ name, far });
    if (found.length > 1_000) found.sort(byDistance).splice(most);
  }
  const [best] = found.sort(byDistance);
  return found
    .filter(({ far }) => far <= (best?.far ?? 0) + 1)
    .slice(0, most)
    .map(({ name }) => name);
}

/** The end of a sentence about something that is not there; nothing where no other is like it. */
export function theNearest(wanted: string, names: Iterable<string>): string {
  const near = nearest(wanted, names);
  return near.length > 0 ? `; the nearest are ${near.join(", ")}` : "";
}

/** The end of a sentence about a name that is not known; nothing where no other is like it. */
export function didYouMean(wanted: string, names: Iterable<string>): string {
  const near = nearest(wanted, names, 3);
  return near.length > 0 ? `; did you mean ${near.join(" or ")}?` : "";
}

const byDistance = (x: { name: string; far: number }, y: { name: string; far: number }): number =>
  x.far - y.far || byText(x.name, y.name);

const contains = (name: string, wanted: string): boolean =>
  wanted.length >= 3 && (name.includes(wanted) || (name.length >= 3 && wanted.includes(name)));

/** Levenshtein distance; anything above the limit counts as just above it. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let k = 1; k <= b.length; k++) {
      const same = a[i - 1] === b[k - 1] ? 0 : 1;
      const cost = Math.min((before[k] ?? 0) + 1, (row[k - 1] ?? 0) + 1, (before[k - 1] ?? 0) + same);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    before = row;
  }
  return before[b.length] ?? limit + 1;
}
