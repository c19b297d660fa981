import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { opened } from "../pipeline/ledger/envelope.ts";
import { type Head, headsKept } from "../pipeline/ledger/head.ts";
import { type Deed, type LedgerPlace, openLedger, recordAs } from "../pipeline/ledger/ledger.ts";
import { type Expectation, verifyLedger } from "../pipeline/ledger/verify.ts";

const AT = Date.parse("2026-03-31T16:00:00Z");
const folder = mkdtempSync(join(tmpdir(), "xiezhi-ledger-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const placeIn = (name: string): LedgerPlace => ({
  file: join(folder, name, "ledger.ndjson"),
  key: join(folder, name, "key.pem"),
});

const deed = (n: number): Deed => ({
  id: `run ${n}`,
  kind: "run",
  at: AT + n,
  actor: "operator",
  subject: [recordAs(`reports/${n}/warnings.ndjson`, n)],
  body: { inputs: [recordAs("logs/police.csv", n % 2)] },
});

async function ledgerOf(name: string, entries: number): Promise<{ place: LedgerPlace; head: Head }> {
  const place = placeIn(name);
  const ledger = await openLedger(place, AT, "operator");
  for (let n = 1; n < entries; n++) {
    if (n === 3) await ledger.rotate(AT, "operator");
    else await ledger.append(deed(n));
  }
  return { place, head: ledger.head };
}

let whole: { place: LedgerPlace; head: Head };
let lines: string[];
beforeAll(async () => {
  whole = await ledgerOf("whole", 7);
  lines = readFileSync(whole.place.file, "utf8").split("\n").slice(0, -1);
});

async function faultsOf(
  text: string,
  expected: Expectation = {},
  encoding: BufferEncoding = "utf8",
): Promise<string[]> {
  const file = join(folder, "changed.ndjson");
  writeFileSync(file, text, encoding);
  return (await verifyLedger(file, expected)).findings.map(({ line, fault }) => `${line ?? "-"}: ${fault}`);
}
const joined = (some: readonly string[]): string => some.map((line) => `${line}\n`).join("");
const at = <T>(list: readonly T[], i: number): T => list[i] as T;

describe("a ledger as it was written", () => {
  test("has nothing to find, and names every file as it last was", async () => {
    const { findings, head, byKind, inputs, outputs } = await verifyLedger(whole.place.file, { heads: [whole.head] });
    expect(findings).toEqual([]);
    expect(head).toEqual(whole.head);
    expect(byKind).toEqual({ key: 2, run: 5 });
    expect([...outputs.keys()]).toHaveLength(5);
    expect(inputs.get("logs/police.csv")).toEqual({ ...recordAs("logs/police.csv", 0), line: 7 });
  });

  test("is its owner's alone", () => {
    expect(statSync(whole.place.key).mode & 0o777).toBe(0o600);
    expect(statSync(whole.place.file).mode & 0o777).toBe(0o600);
  });

  test("takes a deed once, and goes on where it stopped", async () => {
    const { place, head } = await ledgerOf("again", 3);
    const ledger = await openLedger(place, AT, "operator");
    expect(await ledger.append(deed(2))).toEqual(head);
    await ledger.append(deed(9));
    expect((await verifyLedger(place.file)).findings).toEqual([]);
  });

  test("tells every head to a file kept elsewhere, where there is one", async () => {
    const place = { ...placeIn("told"), heads: join(folder, "medium", "heads") };
    const ledger = await openLedger(place, AT, "operator");
    await ledger.append(deed(1));
    expect(ledger.unkept).toBe("no such file or folder");
    mkdirSync(join(folder, "medium"));
    await ledger.append(deed(2));
    expect(ledger.unkept).toBeNull();
    const again = await openLedger(place, AT, "operator");
    await again.append(deed(3));
    expect(await headsKept(place.heads)).toMatchObject({ heads: [{ count: 3 }, { count: 4 }], strange: [] });
    const [first, second] = readFileSync(place.file, "utf8").split("\n");
    writeFileSync(place.file, joined([`${first}`, `${second}`]));
    const goneOn = await openLedger(place, AT, "operator");
    for (const n of [4, 5]) await goneOn.append(deed(n));
    const { heads } = (await headsKept(place.heads)) ?? { heads: [] };
    expect(heads.map(({ count }) => count)).toEqual([3, 4, 2, 3, 4]);
    expect(await faultsOf(readFileSync(place.file, "utf8"), { heads })).toEqual(["3: head differs", "4: head differs"]);
  });

  test("an entry cut short is let go of, and written again", async () => {
    const { place } = await ledgerOf("torn", 3);
    const before = readFileSync(place.file, "utf8");
    const last = before.slice(0, -1).lastIndexOf("\n") + 1;
    for (const length of [1, 40, before.length - last - 1]) {
      writeFileSync(place.file, before.slice(0, last + length));
      expect((await verifyLedger(place.file)).findings.at(-1)?.fault).toBe("unfinished entry");
      await (await openLedger(place, AT, "operator")).append(deed(2));
      expect(readFileSync(place.file, "utf8")).toBe(before);
    }
  });

  test("a rotation that stopped half way is finished, or was none", async () => {
    const { place } = await ledgerOf("rotated", 2);
    const old = readFileSync(place.key);
    await (await openLedger(place, AT, "operator")).rotate(AT, "operator");
    const next = readFileSync(place.key);
    writeFileSync(`${place.key}.next`, next);
    writeFileSync(place.key, old);
    await (await openLedger(place, AT, "operator")).append(deed(5));
    expect(readFileSync(place.key)).toEqual(next);
    writeFileSync(`${place.key}.next`, old);
    await (await openLedger(place, AT, "operator")).append(deed(6));
    expect(readFileSync(place.key)).toEqual(next);
    expect((await verifyLedger(place.file)).findings).toEqual([]);
  });

  test("a key under a passphrase needs it", async () => {
    process.env.XIEZHI_LEDGER_PASSPHRASE = "three word phrase";
    const { place } = await ledgerOf("locked", 2);
    expect(readFileSync(place.key, "utf8")).toContain("ENCRYPTED");
    delete process.env.XIEZHI_LEDGER_PASSPHRASE;
    await expect(openLedger(place, AT, "operator")).rejects.toThrow("set its passphrase");
  });

  test("without its key it is not gone on with", async () => {
    const { place } = await ledgerOf("lost", 2);
    rmSync(place.key);
    await expect(openLedger(place, AT, "operator")).rejects.toThrow("key is missing");
  });
});

describe("whatever is done to it is found", () => {
  const MATRIX: Readonly<Record<string, () => { text: string; expected?: Expectation; faults: string[] }>> = {
    "a line left out": () => ({
      text: joined(lines.filter((_, i) => i !== 2)),
      faults: ["3: out of sequence", "3: chain broken"],
    }),
    "the first line left out": () => ({ text: joined(lines.slice(1)), faults: ["1: out of sequence"] }),
    "a line twice": () => ({
      text: joined([...lines.slice(0, 3), ...lines.slice(2)]),
      faults: ["4: out of sequence", "4: chain broken"],
    }),
    "two lines changed about": () => ({
      text: joined([at(lines, 0), at(lines, 2), at(lines, 1), ...lines.slice(3)]),
      faults: ["2: out of sequence", "2: chain broken", "3: chain broken"],
    }),
    "a carriage return before the end of a line": () => ({
      text: joined(lines).replace("\n", "\r\n"),
      faults: ["1: not an entry"],
    }),
    "a carriage return instead of it": () => ({ text: joined(lines).replace("\n", "\r"), faults: ["1: not an entry"] }),
    "a line separator instead of it": () => ({
      text: joined(lines).replace("\n", "\u2028"),
      faults: ["1: not an entry"],
    }),
    "an empty line": () => ({ text: joined([...lines, ""]), faults: ["8: not an entry"] }),
    "an entry signed by a key that is no longer in force": () => ({
      text: joined([...lines.slice(0, 4), at(lines, 2)]),
      faults: ["5: signature wrong"],
    }),
    "the end cut off, against a head kept elsewhere": () => ({
      text: joined(lines.slice(0, 5)),
      expected: { heads: [whole.head] },
      faults: ["-: entries missing"],
    }),
    "all of it cut off, against a head kept elsewhere": () => ({
      text: "",
      expected: { heads: [whole.head] },
      faults: ["-: entries missing"],
    }),
  };
  test.each(Object.entries(MATRIX))("%s", async (_, forged) => {
    const { text, expected, faults } = forged();
    expect(await faultsOf(text, expected)).toEqual(expect.arrayContaining(faults));
  });

  test("a ledger written anew with another key, against the public key kept elsewhere", async () => {
    const { place, head } = await ledgerOf("forged", 7);
    const keyOf = (file: string) =>
      opened(readFileSync(file, "utf8").split("\n")[0] as string)?.statement.predicate.body;
    const key = String(keyOf(whole.place.file)?.public_key);
    const text = readFileSync(place.file, "utf8");
    expect(await faultsOf(text, { key })).toEqual(["1: key not the expected one"]);
    expect(await faultsOf(text, { heads: [whole.head] })).toEqual(["7: head differs"]);
    expect(await faultsOf(text, { heads: [head] })).toEqual([]);
  });

  test("any byte changed, put in or taken out", async () => {
    const text = readFileSync(whole.place.file, "latin1");
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length - 1),
        fc.nat(255),
        fc.constantFrom("change", "insert", "delete"),
        async (i, code, how) => {
          const byte = String.fromCharCode(code);
          fc.pre(how !== "change" || text[i] !== byte);
          const rest = text.slice(how === "insert" ? i : i + 1);
          const changed = text.slice(0, i) + (how === "delete" ? "" : byte) + rest;
          expect(await faultsOf(changed, { heads: [whole.head] }, "latin1")).not.toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
