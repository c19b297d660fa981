import { tableOf } from "../../schemas/tables.ts";
import { type Engine, one } from "../engine/engine.ts";
import { every, id, join, type Sql, sql } from "../engine/sql.ts";
import { currentRows, storedColumns, storedName } from "../stored-rows.ts";
import type { Staged } from "./normalise.ts";
import { maybeSeveral } from "./several.ts";

/** What is known of the staged rows of a file, by number; the others are new. */
export interface Known {
  readonly duplicates: number;
  /** Of the duplicates, those that say again what their record said before it was changed. */
  readonly outdated: number;
  readonly changed: number;
  /**
   * Of those without an identifier, how many agree with a stored one in all that a row must have, and differ otherwise.
   */
  readonly besides: number;
}

/**
 * The staged rows of which there is something to know: `row, state, stands`. A `duplicate` is not stored; `first` is
 * the first version of its record, `changed` another, `again` one that its record had before. Of the rows of one record
 * that are stored, and those that were, one `stands` at most; a duplicate does where it says what stands.
 */
export const KNOWN = "known_rows";

/** Whether the table's records tell how something stands, which may be once more as it was. */
const isRetold = ({ table }: Staged): boolean => table === "cases" || table === "control_totals";

const NOTHING: Known = { duplicates: 0, outdated: 0, changed: 0, besides: 0 };

/** What rows may be known from: whether any are stored, and the register of a file of cases. */
interface Before {
  readonly stored: boolean;
  readonly register: string | null;
}

/** Fills `known_rows` with the staged rows that were seen before, in this file or among the stored; counts them. */
export async function markKnown(engine: Engine, staged: Staged, before: Before): Promise<Known> {
  const { stored } = before;
  const identity = tableOf(staged.table).identity;
  const hasIdentity = staged.columns.includes(identity);
  const repeats = hasIdentity && (await mayRepeat(engine, staged, identity, stored));
  const nameless = stored && (await hasNameless(engine, staged, hasIdentity ? identity : null));
  if (!repeats && !nameless) return NOTHING;
  await engine.run(
    sql`create or replace temp table ${id(KNOWN)} (row bigint, state varchar, stands boolean, outdated boolean)`,
  );
  if (repeats) await markByIdentity(engine, staged, identity, before);
  const besides = nameless ? await markByContent(engine, staged, hasIdentity ? identity : null) : 0;
  const counts = await one<Omit<Known, "besides">>(
    engine,
    sql`select count(*) filter (state = 'duplicate') as duplicates, count(*) filter (outdated) as outdated,
      count(*) filter (state in ('changed', 'again')) as changed from ${id(KNOWN)}`,
  );
  return { ...counts, besides };
}

/**
 * Versions of a record are put in the order of the time when they say they were changed, where they say it, and then in
 * that in which they came. One that says what the one before it says is a duplicate. One that says what an older one
 * says is a duplicate too, but of what a register tells anew: how that stands is what is said of it last.
 */
async function markByIdentity(
  engine: Engine,
  staged: Staged,
  identity: string,
  { stored, register }: Before,
): Promise<void> {
  const key = id(identity);
  const read = readContent(staged, register !== null && stored ? await attributesBroughtBy(engine, staged) : null);
  const rows = sql`select rowid as row, ${join(read)} from ${id(staged.name)} where problem_reason is null`;
  const versions = await asStored(engine, staged);
  await layOutRepeated(engine, staged, key, stored && { rows, read, versions });

  const dated = staged.columns.includes("modified_at");
  const time = dated ? sql`modified_at` : sql`cast(null as bigint)`;
  // The time when another register says its entry was changed is none of this one.
  const own =
    register === null
      ? time
      : sql`case when register = ${register} and contains(brought, ',modified_at,') then ${time} end`;
  const before = sql`
    select case when superseded_by is null then -1 else record_no - 9000000000000000 end as seq, null as row,
      ${own} as dated, ${join(read)}
    from (${versions("all", sql`${key} in (select ${key} from repeated intersect select ${key} from standing)`)})`;
  const all = sql`
    select row as seq, row, ${time} as dated, ${join(contentOf(staged))}
    from (${rows} and ${key} in (select ${key} from repeated)) ${stored ? sql`union all ${before}` : sql``}`;
  const told = sql`
    select ${key} as key, row, seq, min(seq) over (partition by ${join(contentOf(staged))}) as said,
      row_number() over (partition by ${key} order by seq) as nth
      ${dated ? sql`, coalesce(dated, max(dated) over (partition by ${key} order by seq)) as told_at` : sql``}
    from (${all})`;
  await engine.run(sql`insert into ${id(KNOWN)} ${judgedVersions(told, dated, isRetold(staged))}`);
}

interface Stored {
  readonly rows: Sql;
  readonly read: readonly Sql[];
  readonly versions: Versions;
}

/**
 * Lays out `repeated`, the identifiers of which there is more than one version, and `standing`, those of them that are
 * stored. Mostly next to all that comes again is as it stands: that is told by one look at each, before.
 */
async function layOutRepeated(engine: Engine, staged: Staged, key: Sql, stored: Stored | false): Promise<void> {
  const named = namedIn(staged, key);
  const twice = sql`select ${key} from (${named}) group by ${key} having count(*) > 1`;
  if (!stored) {
    await engine.run(sql`create or replace temp table repeated as ${twice}`);
    return;
  }
  const { rows, read, versions } = stored;
  await engine.run(sql`
    insert into ${id(KNOWN)}
    select s.row, 'duplicate', true, false
    from (${rows} and ${key} is not null and ${key} not in (${twice})) s
    join (select ${join(read)} from (${versions("current", sql`${key} in (${named})`)})) k on ${isAlike(staged)}`);
  // Of a record that was withdrawn none stands: what it says when it is back is news.
  await engine.run(sql`
    create or replace temp table standing as
    select distinct ${key} from ${id(storedName(staged.table))} where ${key} in (${named}) and superseded_by is null`);
  await engine.run(sql`
    create or replace temp table repeated as
    (${twice} union select ${key} from standing)
    except select ${key} from ${id(staged.name)} where rowid in (select row from ${id(KNOWN)})`);
}

/**
 * `row, state, stands, outdated` of the staged rows among versions `key, row, seq, said, nth`, where `said` is the first
 * that says the same, and of those that are `dated` also `told_at`.
 */
function judgedVersions(versions: Sql, dated: boolean, retold: boolean): Sql {
  const order = dated ? sql`told_at nulls first, seq` : sql`seq`;
  const latest = sql`row_number() over (partition by key order by ${dated ? sql`told_at desc nulls last, seq desc` : sql`seq desc`}) = 1`;
  const asBefore = sql`said is not distinct from lag(said) over (partition by key order by ${order})`;
  const says = sql`(key, said) in (select key, said from kept where stands)`;
  return sql`
    with told as materialized (select *, ${asBefore} as same from (${versions})),
    judged as (
      select *, last and said < seq as outdated,
        case when row is null or nth = 1 then 'first' when said = seq then 'changed'
          when last and ${retold} then 'again' else 'duplicate' end as state
      from (select *, ${latest} as last from told where not same)
    ),
    kept as (
      select *, ${latest} as stands
      from (select *, ${asBefore} as same_after_all from judged where state <> 'duplicate') where not same_after_all
    )
    select row, state, stands, false from kept where row is not null
    union all
    select row, 'duplicate', ${says}, outdated and ${!retold} from judged
    where row is not null and row not in (select row from kept where row is not null)
    union all
    select row, 'duplicate', ${says}, false from told where same and row is not null`;
}

/** More names than that are no columns of a file, but hold something of the record, such as a time. */
const MAX_NAMES = 1000;

/** The names of a file's attributes; null where they are without number. */
export async function attributesBroughtBy(engine: Engine, { name, rest, bears }: Staged): Promise<string[] | null> {
  const met = bears
    ? await engine.all<{ name: string }>(sql`
        select distinct unnest(json_keys(attrs)) as name from ${id(name)} where attrs is not null limit ${MAX_NAMES + 1}`)
    : [];
  return met.length > MAX_NAMES ? null : [...new Set([...rest, ...met.map((one) => one.name)])];
}

/** Told by the hashes of the identifiers, in a fraction of the time: where no hash comes twice, no identifier does. */
async function mayRepeat(engine: Engine, staged: Staged, identity: string, stored: boolean): Promise<boolean> {
  const key = id(identity);
  const named = namedIn(staged, key);
  const { any } = await one<{ any: boolean }>(
    engine,
    sql`select count(*) > count(distinct hash(${key}))
      ${stored ? sql`or exists (select 1 from (select ${key} from ${id(storedName(staged.table))}) where hash(${key}) in (select hash(${key}) from (${named})))` : sql``} as any
      from (${named})`,
  );
  return any;
}

const namedIn = ({ name }: Staged, key: Sql): Sql =>
  sql`select ${key} from ${id(name)} where problem_reason is null and ${key} is not null`;

const namelessIn = (identity: string | null): Sql => (identity === null ? sql`true` : sql`${id(identity)} is null`);

async function hasNameless(engine: Engine, { name }: Staged, identity: string | null): Promise<boolean> {
  const { any } = await one<{ any: boolean }>(
    engine,
    sql`select exists (select 1 from ${id(name)} where problem_reason is null and ${namelessIn(identity)}) as any`,
  );
  return any;
}

/** Tells how many rows stand beside stored ones that they may be the same as. */
async function markByContent(engine: Engine, staged: Staged, identity: string | null): Promise<number> {
  const content = contentOf(staged);
  const required = Object.entries(tableOf(staged.table).columns)
    .filter(([name, column]) => column.required && staged.columns.includes(name))
    .map(([name]) => id(name));
  const nameless = namelessIn(identity);
  const named = sql`select ${join(required)} from ${id(staged.name)} where problem_reason is null and ${nameless}`;
  const key = required.length > 1 ? sql`(${join(required)})` : join(required);
  // A day's few records are sought by the numbers of their cases, before the stored ones are put together.
  const near =
    staged.table === "events"
      ? sql`case_key in (select case_key from case_index where case_id in (select case_id from (${named})))`
      : null;
  const said = staged.table === "control_totals" ? lastTotals(staged) : (await asStored(engine, staged))("all", near);
  await engine.run(sql`
    create or replace temp table alike as
    select ${join(content)}, count(*) as times
    from (
      select ${join(readContent(staged, null))} from (${said})
      where ${nameless} and ${key} in (${named})
    )
    group by ${join(content)}`);
  const rows = sql`
    select rowid as row, ${join(readContent(staged, null))} from ${id(staged.name)}
    where problem_reason is null and ${nameless} and ${key} in (select ${join(required)} from alike)`;
  await engine.run(sql`
    insert into ${id(KNOWN)}
    select s.row, 'duplicate', false, false
    from (select *, row_number() over (partition by ${join(content)} order by row) as nth from (${rows})) s
    join alike k on ${isAlike(staged)}
    where s.nth <= k.times`);
  const { besides } = await one<{ besides: number }>(
    engine,
    sql`select count(*) as besides from (${rows}) s left join alike k on ${isAlike(staged)} where k.times is null`,
  );
  return besides;
}

/** Stored rows, those that count or every version, and only those for which something holds. */
type Versions = (versions: "current" | "all", only: Sql | null) => Sql;

/**
 * Stored rows in the columns of a staged file. Where that names nobody beside who acted, those who stood in one cell are
 * it together: who is named alone later is another one.
 */
async function asStored(engine: Engine, { table, columns }: Staged): Promise<Versions> {
  const alone = columns.includes("actor_id") && !columns.includes("co_actor_ids");
  const apart = alone && (await storedColumns(engine)).get(table)?.includes("co_actor_ids");
  return (versions, only) =>
    apart
      ? sql`
        select * replace (case when co_actor_ids is not null and ${maybeSeveral(engine.attribute(sql`original`, "actor_id"))}
          then concat_ws(';', actor_id, co_actor_ids) else actor_id end as actor_id)
        from (${currentRows(table, [...columns, "co_actor_ids"], versions, only)})`
      : currentRows(table, columns, versions, only);
}

/** Of the totals of a unit and day those of the file that came last: the others are no longer said. */
const lastTotals = ({ table, columns }: Staged): Sql => sql`
  select * from (
    select *, max(file_id) over (partition by org_id, "day") as last_file from (${currentRows(table, columns, "all")})
  ) where file_id = last_file`;

/** What makes two records the same: every column the file brings, and the rest of its attributes. */
const contentOf = (staged: Staged): Sql[] => [...staged.columns.map(id), id("attrs")];

const isAlike = (staged: Staged): Sql =>
  every(contentOf(staged).map((column) => sql`s.${column} is not distinct from k.${column}`));

/**
 * What makes two records the same, as it is read from rows: attributes in one order, however the files have them, and
 * none where there are none; those of some names alone, if any are given.
 */
function readContent({ columns }: Staged, names: readonly string[] | null): Sql[] {
  const all = sql`list_sort(list_zip(json_keys(attrs), json_extract(attrs, '$.*')))`;
  const some = sql`list_filter(${all}, lambda one: cast(one[2] as varchar) <> 'null'
    and list_contains(from_json(${JSON.stringify(names)}, '["varchar"]'), one[1]))`;
  const text = names === null ? sql`cast(${all} as varchar)` : sql`nullif(cast(${some} as varchar), '[]')`;
  return [...columns.map(id), sql`case when attrs <> '{}' then ${text} end as attrs`];
}
