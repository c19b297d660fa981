import { UserError } from "../../kit/errors.ts";
import { textOf } from "../bytes.ts";
import { faultOf, JsonCutter } from "../json.ts";
import { ObjectRows } from "../objects.ts";
import { type Input, type Reader, type RecordBatch, stageRecords } from "../reader.ts";

/**
 * A JSON array of objects; the line of a row is its position in the array, counted from 1. An object at the top is
 * taken for OCEL 2.0. A document that is not JSON is refused, since nothing behind the fault can be trusted.
 */
const read: Reader = async (input) => {
  if ((await firstCharacter(input)) === "{") {
    const { default: readOcel } = await import("./ocel.ts");
    return readOcel(input);
  }
  const { table } = input.source;
  const rows = new ObjectRows(table);
  return stageRecords(input, { [table]: rows.shape }, batches(input, rows));
};
export default read;

async function* batches({ path, name, source, maxBytes }: Input, rows: ObjectRows): AsyncIterable<RecordBatch> {
  const cutter = new JsonCutter(name, ({ text, ordinal, line }) => {
    if (!rows.add(text, ordinal)) checkJson(name, text, line);
  });
  for await (const text of textOf(path, source.encoding, maxBytes, name)) {
    cutter.write(text);
    yield* rows.take();
  }
  cutter.end();
  yield* rows.take(0);
}

function checkJson(name: string, text: string, line: number): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new UserError(`${name}:${line}: not JSON (${faultOf(error)})`);
  }
}

async function firstCharacter({ path, name, source, maxBytes }: Input): Promise<string> {
  for await (const text of textOf(path, source.encoding, maxBytes, name)) {
    const first = text.trimStart()[0];
    if (first !== undefined) return first;
  }
  throw new UserError(`${name}: the file is empty, it is not a JSON document`);
}
