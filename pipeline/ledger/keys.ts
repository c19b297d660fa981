import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { UserError } from "../kit/errors.ts";
import { writeSecret } from "../kit/whole-file.ts";

/** An Ed25519 key that signs entries, and the name by which they call it. */
export interface SigningKey {
  readonly id: string;
  readonly secret: KeyObject;
  /** The public half, as PEM (SPKI). */
  readonly publicPem: string;
}

/** Environment variable that holds the passphrase of the key file, where it has one. */
export const PASSPHRASE = "XIEZHI_LEDGER_PASSPHRASE";

const passphrase = (): string | undefined => process.env[PASSPHRASE] || undefined;

const RESTORE = "restore it from its copy";

/** The key in a file, or null where there is no such file. */
export async function readKey(path: string): Promise<SigningKey | null> {
  const pem = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (pem === null) return null;
  let secret: KeyObject;
  try {
    secret = createPrivateKey({ key: pem, ...(passphrase() ? { passphrase: passphrase() } : {}) });
  } catch {
    const advice = pem.includes("ENCRYPTED") ? `set its passphrase in ${PASSPHRASE}` : RESTORE;
    throw new UserError(`${path}: the ledger's key cannot be read; ${advice}`, 3);
  }
  if (secret.asymmetricKeyType !== "ed25519") throw new UserError(`${path}: not an Ed25519 key; ${RESTORE}`, 3);
  return signingKey(secret);
}

/** Makes a key, readable by its owner alone; under a passphrase where the environment names one. Never overwrites. */
export async function makeKey(path: string): Promise<SigningKey> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const phrase = passphrase();
  const pem = privateKey.export({
    type: "pkcs8",
    format: "pem",
    ...(phrase ? { cipher: "aes-256-cbc", passphrase: phrase } : {}),
  });
  await writeSecret(path, String(pem));
  return signingKey(privateKey);
}

function signingKey(secret: KeyObject): SigningKey {
  const known = createPublicKey(secret);
  return { id: keyId(known), secret, publicPem: String(known.export({ type: "spki", format: "pem" })) };
}

/** A key's name: the first 32 hexadecimal digits of the SHA-256 of its SPKI form. */
export const keyId = (key: KeyObject): string =>
  createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex")
    .slice(0, 32);
