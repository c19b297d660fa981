import type { Bilingual } from "../../schemas/text.ts";
import type { Warning } from "../../schemas/warning.ts";
import type { Engine, Packed, PackedText } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import type { Standing } from "./standing.ts";
import { stringsOf } from "./texts.ts";

/** What many warnings of a list have in common: one object for all of them. */
export type BriefKind = Pick<
  Warning,
  "detector" | "code" | "rule" | "procedure" | "tier" | "severity" | "unit" | "head_of"
> & {
  readonly standing: Standing;
  readonly subject_type: Warning["subject"]["type"];
  /** The entry of the register of exemptions that covers it. */
  readonly exemption_id: string | null;
};

/** A warning as far as a list has room for it. What many say is one object for all of them, too. */
export interface BriefWarning
  extends Pick<Warning, "warning_id" | "org_id" | "measured" | "threshold" | "first_seen" | "message"> {
  readonly kind: BriefKind;
  readonly subject_id: string;
}

/** 2: open, a reason to look at the subject now; 1: set aside or closed, still listed; 0: resolved. */
export const RANK = sql`(case when status = 'resolved' then 0 when set_aside or closed then 1 else 2 end)`;

const STANDING = sql`
  case when status = 'resolved' then status when set_aside then 'set aside' when closed then 'closed'
    when reopened then 'reopened' else status end`;

/** A sentence that at least so many warnings share is read once; any other comes with its warning. */
const OFTEN = 8;
/** Rows that are read at a time. */
const TOGETHER = 32_768;
const TEXTS = ["warning_id", "subject_id", "org_id", "message_zh", "message_en"] as const;
const NUMBERS = ["kind_no", "sentence_no", "measured", "threshold", "first_seen"] as const;

/**
 * The warnings of the subjects after the first `skip` up to the last of so many, in short; of each the open ones first,
 * and of these the most severe. Reads what a warning store has laid out.
 */
export async function briefWarnings(
  engine: Engine,
  skip: number,
  last: number,
): Promise<AsyncIterable<BriefWarning[]>> {
  await engine.run(sql`
    create or replace temp table brief_kinds as
    select row_number() over (order by kind_no, severity, standing, unit, subject_type, head_of, exemption_id) - 1 as no, *
    from (select distinct kind_no, severity, ${STANDING} as standing, unit, subject_type, head_of, exemption_id from fresh)`);
  const rows = await engine.all<Omit<BriefKind, "head_of"> & { head_of: string }>(sql`
    select k.detector, k.code, k.rule, k.procedure, k.tier, b.severity, b.standing, b.unit, b.subject_type, b.head_of,
      b.exemption_id
    from brief_kinds b join kinds k on k.kind_no = b.kind_no order by b.no`);
  const kinds = rows.map((kind): BriefKind => ({ ...kind, head_of: JSON.parse(kind.head_of) }));
  const often = sql`select sentence_no from fresh group by sentence_no having count(*) >= ${OFTEN}`;
  const said = await engine.all<Bilingual & { no: number }>(sql`
    select sentence_no as no, message_zh as zh, message_en as en from sentences where sentence_no in (${often})`);
  const sentences = new Map(said.map(({ no, zh, en }) => [no, { zh, en }]));
  await engine.run(sql`
    create or replace temp table brief_warnings as
    select row_number() over (order by l.place, ${RANK} desc, w.severity desc, w.warning_id) as place, w.warning_id,
      w.subject_id, w.org_id, b.no as kind_no, w.sentence_no, w.measured, w.threshold, w.first_seen,
      case when o.sentence_no is null then s.message_zh end as message_zh,
      case when o.sentence_no is null then s.message_en end as message_en
    from (select *, ${STANDING} as standing from fresh) w
    join ranked_subjects l on l.subject_type = w.subject_type and l.subject_id = w.subject_id
    join brief_kinds b on b.kind_no = w.kind_no and b.severity = w.severity and b.standing = w.standing
      and b.subject_type = w.subject_type and b.unit is not distinct from w.unit and b.head_of = w.head_of
      and b.exemption_id is not distinct from w.exemption_id
    join sentences s on s.sentence_no = w.sentence_no left join (${often}) o on o.sentence_no = w.sentence_no
    where l.place > ${skip} and l.place <= ${last}`);
  const rowsAfter = (from: number) => {
    const some = sql`(select * from brief_warnings where place > ${from} and place <= ${from + TOGETHER})`;
    const packed = engine.packed(some, sql`place`, { texts: TEXTS, others: NUMBERS });
    packed.catch(() => {}); // Awaited later: until then an early failure is no unhandled one.
    return packed;
  };
  return inBatches(rowsAfter, rowsAfter(0), (packed) => warningsOf(packed, kinds, sentences));
}

/** The next rows come while the last are looked at. */
async function* inBatches(
  rows: (from: number) => Promise<Packed>,
  first: Promise<Packed>,
  warnings: (packed: Packed) => BriefWarning[],
): AsyncIterable<BriefWarning[]> {
  let next = first;
  for (let from = TOGETHER; ; from += TOGETHER) {
    const packed = await next;
    const isLast = packed.rows < TOGETHER;
    if (!isLast) next = rows(from);
    yield warnings(packed);
    if (isLast) return;
  }
}

function warningsOf(
  { rows, texts, others }: Packed,
  kinds: readonly BriefKind[],
  sentences: ReadonlyMap<number, Bilingual>,
): BriefWarning[] {
  const text = (name: (typeof TEXTS)[number]) => stringsOf(texts.get(name) as PackedText);
  const number = (name: (typeof NUMBERS)[number]) => others.get(name) as (number | null)[];
  const [ids, subjects, units] = [text("warning_id"), text("subject_id"), text("org_id")];
  const [zh, en] = [text("message_zh"), text("message_en")];
  const [kind, sentence, since] = [number("kind_no"), number("sentence_no"), number("first_seen")];
  const [measured, threshold] = [number("measured"), number("threshold")];
  return Array.from({ length: rows }, (_, row) => ({
    warning_id: ids[row] as string,
    kind: kinds[kind[row] as number] as BriefKind,
    subject_id: subjects[row] as string,
    org_id: units[row] as string | null,
    measured: measured[row] as number | null,
    threshold: threshold[row] as number | null,
    first_seen: since[row] as number,
    message: sentences.get(sentence[row] as number) ?? { zh: zh[row] as string, en: en[row] as string },
  }));
}
