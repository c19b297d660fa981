/**
 * A path as the engine's readers take it for this file and no other: to them `*`, `?` and `[` in a name are a pattern,
 * and they would read whatever else it fits.
 */
export const exactly = (path: string): string => path.replace(/[*?[]/g, "[$&]");
