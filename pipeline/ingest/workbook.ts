import { UserError } from "../kit/errors.ts";
import { XmlScanner } from "./xml.ts";

const LIST = "xl/workbook.xml";
const PLACES = "xl/_rels/workbook.xml.rels";
const SHEETS = "xl/worksheets/";
const CELL = /<(?:\w+:)?(?:v|t)[\s>]/;
/** More than a list of sheets ever is. */
const MAX_LIST = 1 << 20;

/** Which sheets of an XLSX workbook hold anything, told from the parts of its archive as they pass. */
export class Workbook {
  readonly #name: string;
  readonly #parts = new Map<string, Buffer>();
  readonly #filled = new Set<string>();
  #entry = "";
  #tail = "";

  /** `name` is the file as the user knows it. */
  constructor(name: string) {
    this.#name = name;
  }

  look(entry: string, block: Buffer): void {
    if (entry === LIST || entry === PLACES) this.#keep(entry, block);
    if (!entry.startsWith(SHEETS) || this.#filled.has(entry)) return;
    const text = (entry === this.#entry ? this.#tail : "") + block.toString("latin1");
    if (CELL.test(text)) this.#filled.add(entry);
    this.#entry = entry;
    this.#tail = text.slice(-16);
  }

  /** What the workbook says of days counted from 1904 on, as it says it. */
  get from1904(): string | undefined {
    return this.#elements(LIST, "workbookPr")[0]?.date1904;
  }

  #keep(entry: string, block: Buffer): void {
    const kept = this.#parts.get(entry) ?? Buffer.alloc(0);
    if (kept.length <= MAX_LIST) this.#parts.set(entry, Buffer.concat([kept, block]));
  }

  /** The names of the sheets in their order, and whether each holds anything. */
  sheets(): { readonly name: string; readonly filled: boolean }[] {
    const places = new Map(this.#elements(PLACES, "Relationship").map(({ Id, Target }) => [Id, placeOf(Target)]));
    return this.#elements(LIST, "sheet").flatMap(({ name, id }) =>
      name === undefined ? [] : [{ name, filled: this.#filled.has(places.get(id) ?? "") }],
    );
  }

  /** Attributes of the elements of a name in a part, without prefixes; of a part that is damaged, none. */
  #elements(part: string, wanted: string): Partial<Record<string, string>>[] {
    const found: Record<string, string>[] = [];
    const kept = this.#parts.get(part);
    if (kept === undefined || kept.length > MAX_LIST) return [];
    const scanner = new XmlScanner(this.#name, {
      open(name, attributes, count) {
        if (bare(name) !== wanted) return;
        const pairs = Array.from({ length: count / 2 }, (_, i) => [
          bare(attributes[2 * i] as string),
          attributes[2 * i + 1] as string,
        ]);
        found.push(Object.fromEntries(pairs));
      },
      close() {},
      text() {},
    });
    try {
      scanner.write(kept.toString("utf8").replace(/^\ufeff/, ""));
      scanner.end();
      return found;
    } catch (error) {
      if (error instanceof UserError) return [];
      throw error;
    }
  }
}

const bare = (name: string): string => name.slice(name.indexOf(":") + 1);

/** Where a sheet lies in the archive, from what its list says: from its root, or from the folder of the list. */
const placeOf = (target = ""): string => (target.startsWith("/") ? target.slice(1) : `xl/${target}`);
