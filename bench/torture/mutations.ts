import fc from "fast-check";

/** What readers of text, markup, archives and columns look for; put where it does not belong. */
const TOKENS: readonly (string | Uint8Array)[] = [
  ...['"', '""', '"\n"', ",", ",,,,,,,,", "\t", "\r", "\r\n", "\n\n", "\\", "\0", "\ufeff", "\u2028", "\ud7ff", "案"],
  ...[
    "{",
    "}",
    "[",
    "]",
    ":",
    "null",
    "true",
    "1e999",
    "-0",
    "9007199254740993",
    "\\u0000",
    "\\ud800",
    '{"a":{"b":[1]}}',
  ],
  ...[
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?xml?>",
    "<!DOCTYPE x>",
    "&amp;",
    "&#0;",
    "&#x110000;",
    "&x;",
  ],
  ...["<event>", "</event>", "<trace>", "</trace>", "<log>", "</log>", '<string key="a" value="b"/>', '=""', "key="],
  ...[
    "2024-13-45 99:99:99",
    "0000-00-00",
    "+99999-01-01",
    "0x7f",
    "NaN",
    "A".repeat(300),
    "§line",
    "case_id",
    "__proto__",
  ],
  ...[
    "ff",
    "fffe",
    "00000000",
    "ffffffff",
    "7fffffff",
    "80000000",
    "504b0304",
    "504b0506",
    "1f8b08",
    "50415231",
    "c0af",
  ].map((hex) => Buffer.from(hex, "hex")),
];

type Edit = (bytes: Buffer) => Buffer;
const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (share: number, length: number): number => Math.min(length, Math.floor(share * (length + 1)));
const spliced = (bytes: Buffer, from: number, removed: number, put: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + removed)]);

/** One thing that happens to a file: bytes changed, put in, taken out, said again, moved or cut off. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, fc.nat(255)).map(
    ([where, byte]): Edit =>
      (bytes) =>
        spliced(bytes, at(where, bytes.length), 1, Buffer.of(byte)),
  ),
  fc.tuple(place, fc.nat(7)).map(
    ([where, bit]): Edit =>
      (bytes) => {
        const i = at(where, bytes.length);
        return spliced(bytes, i, 1, Buffer.of((bytes[i] ?? 0) ^ (1 << bit)));
      },
  ),
  fc.tuple(place, fc.constantFrom(...TOKENS), fc.nat(4)).map(
    ([where, token, over]): Edit =>
      (bytes) =>
        spliced(bytes, at(where, bytes.length), over, Buffer.from(token as Uint8Array)),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 200 })).map(
    ([where, length]): Edit =>
      (bytes) =>
        spliced(bytes, at(where, bytes.length), length, Buffer.alloc(0)),
  ),
  fc.tuple(place, place, fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 40 })).map(
    ([from, to, length, times]): Edit =>
      (bytes) => {
        const start = at(from, bytes.length);
        const piece = bytes.subarray(start, start + length);
        return spliced(bytes, at(to, bytes.length), 0, Buffer.concat(Array.from({ length: times }, () => piece)));
      },
  ),
  place.map(
    (where): Edit =>
      (bytes) =>
        bytes.subarray(0, at(where, bytes.length)),
  ),
);

const FIGURES = Buffer.from("0123456789");
const LETTERS = Buffer.concat([FIGURES, Buffer.from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")]);

/** One of some characters in the place of another: the file mostly keeps its form, and says something else. */
const slip = (among: Buffer): fc.Arbitrary<Edit> =>
  fc.tuple(place, fc.constantFrom(...among)).map(
    ([where, letter]): Edit =>
      (bytes) => {
        const from = at(where, bytes.length);
        const i = bytes.subarray(from).findIndex((byte) => among.includes(byte));
        return i < 0 ? bytes : spliced(bytes, from + i, 1, Buffer.of(letter));
      },
  );

/** Files that were made of this one: by slips alone, or by one to five edits of every kind. */
export const mutated = (whole: Buffer): fc.Arbitrary<Buffer> =>
  fc
    .oneof(
      fc.array(slip(FIGURES), { minLength: 1, maxLength: 6 }),
      fc.array(slip(LETTERS), { minLength: 1, maxLength: 3 }),
      fc.array(fc.oneof(edit, slip(LETTERS)), { minLength: 1, maxLength: 5 }),
    )
    .map((edits) => edits.reduce((bytes, change) => change(bytes), whole));
