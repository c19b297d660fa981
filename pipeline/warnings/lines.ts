import type { Warning } from "../../schemas/warning.ts";
import type { Engine, Packed, PackedText } from "../engine/engine.ts";
import { id, type SqlScalar, sql } from "../engine/sql.ts";
import type { Form } from "./forms.ts";
import type { Notices } from "./notices.ts";
import { TOLD_TEXTS } from "./tellings.ts";
import { escaped, fewOf, fewTexts, sideBySide, type Texts, textsOf } from "./texts.ts";

/** Columns of `notices` that lines and tables are made of. */
export const OWN = {
  texts: ["warning_id", "subject_id", "case_id", "org_id", "evidence", "context"],
  others: [
    "form_no",
    "telling_no",
    "innocent_no",
    "severity",
    "confidence",
    "status",
    "subject_type",
    "measured",
    "threshold",
    "unit",
    "first_seen",
    "last_seen",
    "occurrences",
    "exemption",
    "suppression",
    "closing",
    "head_of",
  ],
} as const;
type OwnText = (typeof OWN.texts)[number];
export type Other = (typeof OWN.others)[number];
type ToldText = (typeof TOLD_TEXTS)[number];

/** The warnings of `notices`, column by column, in the order of `hit_no`. */
export interface NoticeColumns {
  readonly rows: number;
  own(name: OwnText): PackedText;
  other(name: Other): readonly SqlScalar[];
  /** What is told of them, which several may share. */
  told(name: ToldText): { readonly texts: PackedText; readonly of: Int32Array };
}

/** Reads the columns of what stands in `notices`. */
export async function noticeColumns(engine: Pick<Engine, "packed">): Promise<NoticeColumns> {
  const own = await engine.packed(sql`notices`, id("hit_no"), OWN);
  const told = await engine.packed(
    sql`(select t.* from tellings t where t.telling_no in (select telling_no from notices))`,
    id("telling_no"),
    { texts: TOLD_TEXTS, others: ["telling_no"] },
  );
  const places = new Map((other(told, "telling_no") as number[]).map((no, place) => [no, place]));
  const of = Int32Array.from(other(own, "telling_no") as number[], (no) => places.get(no) as number);
  return {
    rows: own.rows,
    own: (name) => text(own, name),
    other: (name) => other(own, name),
    told: (name) => ({ texts: text(told, name), of }),
  };
}

const text = ({ texts }: Packed, name: string) => texts.get(name) as PackedText;
const other = ({ others }: Packed, name: string) => others.get(name) as readonly SqlScalar[];

/** Lines put together at once: so few that nobody who waits for the engine waits for long. */
const AT_ONCE = 1_024;

/**
 * The warnings as lines of JSON, keys in the order of the schema. Put together here: what warnings have in common is
 * most of a line, and would cost the engine more than all that is their own.
 */
export function* linesOf(
  columns: NoticeColumns,
  notices: Pick<Notices, "forms" | "innocents">,
): Iterable<PackedText & { readonly lengths: readonly number[] }> {
  const { rows } = columns;
  const parts = partsOf(columns, notices);
  for (let first = 0; first < rows; first += AT_ONCE) yield sideBySide(parts, first, Math.min(first + AT_ONCE, rows));
}

/** What stands side by side in a line. */
function partsOf(columns: NoticeColumns, { forms, innocents }: Pick<Notices, "forms" | "innocents">): Texts[] {
  const { rows, other } = columns;
  const numbers = (name: Other) => Int32Array.from(other(name) as number[]);
  const ofForm = numbers("form_no");
  const same = new Int32Array(rows);
  const fixed = (glue: string) => fewTexts([glue], same);
  const form = (said: (form: Form) => string) => fewTexts(forms.map(said), ofForm);
  const own = (name: OwnText) => textsOf(columns.own(name));
  const told = (name: ToldText) => textsOf(columns.told(name).texts, columns.told(name).of);
  const few = (names: readonly Other[], text: (values: readonly SqlScalar[]) => string) => {
    const some = names.map(other);
    return fewOf(some, (row) => text(some.map((column) => column[row] as SqlScalar)));
  };
  return [
    form(({ opening }) => opening),
    ...inJson(columns.own("warning_id")),
    form(({ named }) => named),
    few(
      ["severity", "confidence", "status", "subject_type"],
      ([severity, confidence, status, type]) =>
        `${severity},"confidence":"${confidence}","status":"${status}","subject":{"type":"${type}","id":`,
    ),
    ...inJson(columns.own("subject_id")),
    fixed('},"case_id":'),
    ...inJson(columns.own("case_id")),
    fixed(',"org_id":'),
    ...inJson(columns.own("org_id")),
    fixed(","),
    told("figures"),
    form(({ titled }) => titled),
    told("message"),
    fixed(',"evidence":'),
    own("evidence"),
    fixed(',"missing":'),
    told("missing"),
    fixed(',"clock":'),
    told("clock"),
    form(({ lawful }) => lawful),
    own("context"),
    fewTexts(
      innocents.map((json) => `,"innocent":${json}`),
      numbers("innocent_no"),
    ),
    form(({ closing }) => closing),
    few(
      ["first_seen", "last_seen", "occurrences", "exemption", "suppression", "closing", "head_of"],
      ([first, last, times, exemption, suppression, closing, heads]) =>
        `${first},"last_seen":${last},"occurrences":${times},"exemption":${exemption},"suppression":${suppression},"closing":${closing},"head_of":${heads}}\n`,
    ),
  ];
}

/** Texts between quotes, `null` where there is none. */
function inJson(packed: PackedText): Texts[] {
  const texts = escaped(packed);
  const has = Int32Array.from(texts.lengths, (length) => (length === null ? 0 : 1));
  return [fewTexts(["null", '"'], has), textsOf(texts), fewTexts(["", '"'], has)];
}

/** The warnings of `notices` as objects. For few of them. */
export async function warningsOf(engine: Engine, notices: Notices): Promise<Warning[]> {
  const parts = [...linesOf(await noticeColumns(engine), notices)];
  const lines = Buffer.concat(parts.map(({ bytes }) => bytes))
    .toString("utf8")
    .split("\n");
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Warning);
}
