import { textOf } from "../bytes.ts";
import { ObjectRows } from "../objects.ts";
import { type Input, type Reader, type RecordBatch, stageRecords } from "../reader.ts";

/** Longest line held at once, in characters; a longer one is passed over and set aside. */
const MAX_LINE = 1 << 24;

/** One JSON object a line. Blank lines are no records but are counted; a line that is no object is set aside. */
const read: Reader = (input) => {
  const { table } = input.source;
  const rows = new ObjectRows(table);
  return stageRecords(input, { [table]: rows.shape }, batches(input, rows));
};
export default read;

async function* batches({ path, name, source, maxBytes }: Input, rows: ObjectRows): AsyncIterable<RecordBatch> {
  let held = "";
  let line = 0;
  let overlong = false;
  const take = (text: string) => {
    line += 1;
    if (overlong || text.trim() !== "") {
      if (overlong) rows.reject(text, line, "line-too-long");
      else rows.add(text, line);
    }
    overlong = false;
  };
  for await (const text of textOf(path, source.encoding, maxBytes, name)) {
    let from = 0;
    for (let to = text.indexOf("\n"); to >= 0; to = text.indexOf("\n", from)) {
      take(held + text.slice(from, to));
      held = "";
      from = to + 1;
    }
    held += text.slice(from);
    if (held.length > MAX_LINE) {
      overlong = true;
      held = held.slice(0, 200);
    }
    yield* rows.take();
  }
  if (held !== "") take(held);
  yield* rows.take(0);
}
