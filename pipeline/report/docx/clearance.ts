import type { Clearance } from "../clearance.tsx";
import { body, closing, gap, grid, official, sheet, title } from "./official.ts";
import { packed } from "./package.ts";

/** A clearance in the layout of an official document, to be signed and sealed. */
export const clearanceDocx = (clearance: Clearance): Promise<Buffer> =>
  packed(
    official(clearance.title, [
      sheet([
        title(clearance.title),
        grid(clearance.facts, [28, 72], false),
        gap(),
        ...clearance.paragraphs.map(body),
        gap(),
        grid(clearance.signatures.map(roomToSign), [34, 33, 33], true),
        gap(),
        closing(clearance.issuer, { keepNext: true }),
        closing(clearance.date),
      ]),
    ]),
    { title: clearance.title, at: clearance.closed },
  );

const roomToSign = (cells: readonly string[]): string[] => cells.map((text) => (text === "" ? "\n" : text));
