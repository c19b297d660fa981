import { type KeyObject, sign, verify } from "node:crypto";
import { Envelope, PAYLOAD_TYPE, Statement } from "../../schemas/ledger.ts";
import type { SigningKey } from "./keys.ts";

/** What a DSSE signature is over: https://github.com/secure-systems-lab/dsse/blob/master/protocol.md */
const preAuthentication = (payload: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `), payload]);

/** A statement as a signed line, without its line end. */
export function sealed(statement: Statement, key: SigningKey): string {
  const payload = Buffer.from(JSON.stringify(statement));
  const sig = sign(null, preAuthentication(payload), key.secret).toString("base64");
  return lineOf({
    payloadType: PAYLOAD_TYPE,
    payload: payload.toString("base64"),
    signatures: [{ keyid: key.id, sig }],
  });
}

const lineOf = ({ payloadType, payload, signatures: [{ keyid, sig }] }: Envelope): string =>
  JSON.stringify({ payloadType, payload, signatures: [{ keyid, sig }] });

interface Opened {
  readonly statement: Statement;
  readonly keyid: string;
  /** Whether the signature is the key's. */
  signedBy(key: KeyObject): boolean;
}

/** Reads a line; null where it is not one that {@link sealed} could have written, to the byte. */
export function opened(line: string): Opened | null {
  try {
    const envelope = Envelope.parse(JSON.parse(line));
    const [{ keyid, sig }] = envelope.signatures;
    const payload = Buffer.from(envelope.payload, "base64");
    const signature = Buffer.from(sig, "base64");
    const asWritten =
      lineOf(envelope) === line &&
      payload.toString("base64") === envelope.payload &&
      signature.toString("base64") === sig;
    if (!asWritten) return null;
    const statement = Statement.parse(JSON.parse(payload.toString("utf8")));
    return { statement, keyid, signedBy: (key) => verify(null, preAuthentication(payload), key, signature) };
  } catch {
    return null;
  }
}
