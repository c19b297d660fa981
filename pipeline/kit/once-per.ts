/** Reads what belongs to an object once, however often it is asked for. */
export function oncePer<Key extends object, Value>(read: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const known = new WeakMap<Key, Promise<Value>>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}
