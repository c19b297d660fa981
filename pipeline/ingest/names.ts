import { asSeen } from "./unseen.ts";

/**
 * Names that can be columns side by side. One without a name is `column3` by its position; one that is there already,
 * or differs by case alone, which the engine does not tell apart, is `name#2`.
 */
export function columnNames(names: readonly (string | null)[]): string[] {
  const taken = new Set<string>(["§line", "§attributes"]);
  return names.map((given, i) => {
    const name = asSeen(given ?? "") || `column${i + 1}`;
    let free = name;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${name}#${n}`;
    taken.add(free.toLowerCase());
    return free;
  });
}
