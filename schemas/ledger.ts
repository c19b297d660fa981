import * as z from "zod";

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A file or record named by what it says: in-toto's resource descriptor. */
export const Resource = z.strictObject({ name: z.string().min(1), digest: z.strictObject({ sha256: Sha256 }) });
export type Resource = z.infer<typeof Resource>;

/**
 * `key` brings the public key that signs from the next entry on; the other kinds are what was done with the program:
 * a run, a decision about a warning, a look at one, a hand-over of data, another key of the
 * pseudonyms.
 */
const ENTRY_KINDS = [
  "key",
  "run",
  "suppression",
  "review",
  "view",
  "export",
  "re-identification",
  "pseudonym-key",
  "purge",
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** What is true of every entry, and its own words in `body`. */
export const Predicate = z.strictObject({
  /** Place in the ledger, counted from 1. */
  sequence: z.int().positive(),
  /** SHA-256 of the line before, without its line end; zeros before the first. */
  previous: Sha256,
  /** The same deed has the same id, so that it is never entered twice. */
  id: z.string().min(1),
  kind: z.enum(ENTRY_KINDS),
  at: z.iso.datetime(),
  actor: z.string().min(1),
  body: z.record(z.string(), z.unknown()),
});
export type Predicate = z.infer<typeof Predicate>;

export const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
export const PREDICATE_TYPE = "urn:xiezhi:ledger-entry:v1";
export const PAYLOAD_TYPE = "application/vnd.in-toto+json";

/** An in-toto statement (v1): what an entry's signature is over. */
export const Statement = z.strictObject({
  _type: z.literal(STATEMENT_TYPE),
  subject: z.array(Resource).min(1),
  predicateType: z.literal(PREDICATE_TYPE),
  predicate: Predicate,
});
export type Statement = z.infer<typeof Statement>;

/** A DSSE envelope: one line of `ledger.ndjson`. */
export const Envelope = z.strictObject({
  payloadType: z.literal(PAYLOAD_TYPE),
  payload: z.base64(),
  signatures: z.tuple([z.strictObject({ keyid: z.string().min(1), sig: z.base64() })]),
});
export type Envelope = z.infer<typeof Envelope>;
