/** What is said of a value, as the only one of a list; an empty list where there is no value, or where it is false. */
export function when<Value, Said>(
  value: Value,
  say: (value: Exclude<Value, null | undefined | false>) => Said,
): Said[] {
  return value === null || value === undefined || value === false
    ? []
    : [say(value as Exclude<Value, null | undefined | false>)];
}
