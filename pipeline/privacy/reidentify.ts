import * as z from "zod";
import { Person, sameName } from "../../schemas/decision.ts";
import { PERSONS } from "../../schemas/persons.ts";
import type { LoadedConfig } from "../config.ts";
import type { Engine } from "../engine/engine.ts";
import { id, sql } from "../engine/sql.ts";
import { UserError } from "../kit/errors.ts";
import { recordAs } from "../ledger/ledger.ts";
import { actor, openRecord, rememberHead } from "../ledger/record.ts";
import { storedColumns, storedName } from "../stored-rows.ts";
import { pseudonym, readPseudonymKey } from "./pseudonyms.ts";

/** Who wants to know who stands behind a pseudonym, who else agrees, and why. */
export const Asked = z
  .strictObject({
    pseudonym: z.string().regex(/^P[0-9A-Z]{12}$/, "not a pseudonym: P and twelve letters or figures"),
    by: Person,
    approver: Person,
    reason: z.string().trim().min(1).max(2000),
  })
  .refine(({ by, approver }) => !sameName(by, approver), "the approver must be another person than the one who asks");
export type Asked = z.infer<typeof Asked>;

/**
 * The identifier behind a pseudonym, among the persons the workspace holds; null where none of them has it. The
 * question is in the ledger before it is answered, whether or not there is an answer; the answer is not.
 */
export async function reidentify(
  engine: Engine,
  loaded: LoadedConfig,
  asked: Asked,
  now: number,
): Promise<string | null> {
  const checked = Asked.safeParse(asked);
  if (!checked.success) throw new UserError(checked.error.issues.map(({ message }) => message).join("; "));
  const key = await readPseudonymKey(loaded);
  const { ledger } = await openRecord(engine, loaded, now);
  const head = await ledger.append({
    id: `re-identification ${ledger.head.count + 1} ${now}`,
    kind: "re-identification",
    at: now,
    actor: actor(),
    subject: [recordAs(`pseudonym ${checked.data.pseudonym}`, checked.data)],
    body: checked.data,
  });
  await rememberHead(engine, head);
  for await (const person of personsOf(engine)) if (pseudonym(key, person) === checked.data.pseudonym) return person;
  return null;
}

async function* personsOf(engine: Engine): AsyncIterable<string> {
  for (const [table, columns] of await storedColumns(engine)) {
    for (const column of columns) {
      if (!PERSONS.has(column)) continue;
      const batches = engine.batches<{ person: string }>(sql`
        select distinct ${id(column)} as person from ${id(storedName(table))} where ${id(column)} is not null`);
      for await (const rows of batches) {
        for (const { person } of rows) {
          yield person;
          if (person.includes(";")) yield* person.split(";").map((one) => one.trim());
        }
      }
    }
  }
}
