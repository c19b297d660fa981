import { type TableName, tableOf } from "../../../schemas/tables.ts";
import { id, join, type Sql, sql } from "../../engine/sql.ts";
import { UserError } from "../../kit/errors.ts";
import { bytesOf, textOf } from "../bytes.ts";
import { namesShown } from "../form.ts";
import { alike } from "../identifiers.ts";
import { faultOf, fieldOf, JsonCutter, type JsonPiece, parseExactly } from "../json.ts";
import type { Input, RawTable, Reader, Reject } from "../reader.ts";
import { sourceFor } from "../sources.ts";
import { MAX_ROW, Spool } from "../spool.ts";
import { asSeen } from "../unseen.ts";

/**
 * OCEL 2.0 in JSON. (Its SQLite and XML forms are not read.)
 *
 * - The case is an object: of the type that `columns: { case_id: <type> }` names, else of the only type there is, those
 *   of actors not counted. An event of several cases becomes a row in each, the first of them by name under its id, in
 *   the others with `@` and the case behind it: one that comes again with other cases is doubled in none, and stands in
 *   those alone that it has last.
 * - Who did it is the event's attribute `org:resource` or `resource`, else the first related object whose type or
 *   qualifier is one of `ACTORS`.
 * - Any other column may be mapped to an object type or a qualifier too: the related objects, separated by `;`.
 * - All relationships stay in the attributes, and so do an object's earlier values, as `name@time`.
 * - The line is the position in `events` or `objects`, counted from 1.
 *
 * Objects may stand behind the events that name them, so events, relationships and objects are written out apart and
 * joined by the engine.
 */
const read: Reader = async (input) => {
  await refuseDatabase(input);
  const document = new Document(input);
  await document.read();
  const { events, relations, objects } = document;
  const kinds = await kindsOf(input, relations.relation(), objects.relation());
  const caseType = chosenCase(input, kinds);
  const named = namedObjects(input, kinds);
  const shown = named.filter((name) => !STANDARD.includes(name));
  // A column mapped in the config must be found under the name it has there.
  const mappedName = (table: TableName, otherwise: string): string => {
    const source = sourceFor(input, table);
    return caseType !== null && source.table === table && source.columns?.case_id === caseType ? caseType : otherwise;
  };
  const caseColumn = mappedName("events", "case:concept:name");
  const objectColumn = mappedName("cases", "concept:name");
  const columns = [caseColumn, ...STANDARD, ...shown.filter((name) => name !== caseColumn)];
  return [
    {
      ...table("events", joined({ events, relations, objects, caseType, caseColumn, shown }), columns),
      named: document.named.events,
      perCase: true,
      rejects: async () => document.rejects.events,
    },
    {
      ...table("cases", casesOf(objects.relation(), caseType, objectColumn), [objectColumn]),
      named: document.named.cases,
      rejects: async () => document.rejects.objects,
    },
  ] satisfies RawTable[];
};
export default read;

async function refuseDatabase({ path, name, maxBytes }: Input): Promise<void> {
  for await (const block of bytesOf(path, maxBytes, name)) {
    if (block.toString("latin1", 0, 15) !== "SQLite format 3") return;
    throw new UserError(`${name}: an SQLite database; of OCEL 2.0 the JSON form is read, export the log as .jsonocel`);
  }
}

const LINE = "§line";
const ATTRIBUTES = "§attributes";
const BATCH = 2048;
const ACTORS = ["org:resource", "resource", "person", "actor", "user", "employee", "officer"];
/** Event attributes with a column of their own → where they stand in it. */
const OWN: Readonly<Record<string, number>> = {
  "org:resource": 3,
  resource: 3,
  "org:role": 4,
  "org:group": 5,
  "lifecycle:transition": 6,
};
const STANDARD = [
  "identity:id",
  "concept:name",
  "time:timestamp",
  "org:resource",
  "org:role",
  "org:group",
  "lifecycle:transition",
];

const table = (name: "events" | "cases", relation: Sql, columns: readonly string[]) => ({
  table: name,
  relation,
  columns,
  attributes: ATTRIBUTES,
  lineColumn: LINE,
});

/** Object types with their objects, and the qualifiers of relationships. */
interface Kinds {
  readonly types: readonly string[];
  readonly qualifiers: readonly string[];
}

async function kindsOf({ engine }: Input, relations: Sql, objects: Sql): Promise<Kinds> {
  const types = await engine.all<{ name: string }>(
    sql`select distinct type as name from ${objects} where type is not null order by name`,
  );
  const qualifiers = await engine.all<{ name: string }>(
    sql`select distinct qualifier as name from ${relations} where qualifier is not null order by name limit 1000`,
  );
  return { types: types.map(({ name }) => name), qualifiers: qualifiers.map(({ name }) => name) };
}

function chosenCase({ name, source, also = [] }: Input, { types }: Kinds): string | null {
  const mapped = [source, ...also].flatMap(({ columns }) => columns?.case_id ?? []);
  const [wanted, another] = new Set(mapped.filter((type) => type === mapped[0] || types.includes(type)));
  if (another !== undefined) {
    throw new UserError(
      `${name}: its sources map case_id to ${namesShown([wanted as string, another])}; the case is one type of objects in all tables`,
    );
  }
  if (wanted !== undefined && (types.includes(wanted) || types.length === 0)) return wanted;
  const possible = types.filter((type) => !ACTORS.includes(type.toLowerCase()));
  if (wanted === undefined && possible.length < 2) return possible[0] ?? null;
  const choice = `its object types are ${namesShown(types.slice(0, 30))}`;
  throw new UserError(
    wanted === undefined
      ? `${name}: several types of objects could be the case; choose one with \`columns: { case_id: … }\`, ${choice}`
      : `${name}: no objects of type ${wanted} (mapped to case_id); ${choice}`,
  );
}

function namedObjects(input: Input, { types, qualifiers }: Kinds): string[] {
  const { columns = {} } = sourceFor(input, "events");
  const names = Object.entries(columns).flatMap(([column, name]) => (column === "case_id" ? [] : [name]));
  return [...new Set(names)].filter((name) => types.includes(name) || qualifiers.includes(name));
}

interface Parts {
  readonly events: Spool;
  readonly relations: Spool;
  readonly objects: Spool;
  readonly caseType: string | null;
  readonly caseColumn: string;
  /** Object types and qualifiers that get a column. */
  readonly shown: readonly string[];
}

function joined({ events, relations, objects, caseType, caseColumn, shown }: Parts): Sql {
  const line = id(LINE);
  const identifier = sql`e.${id("identity:id")}`;
  const actor = sql`arg_min(object, position) filter (lower(type) in ${ACTORS} or lower(qualifier) in ${ACTORS})`;
  const standard = STANDARD.slice(1).map((name) =>
    name === "org:resource" ? sql`coalesce(e.${id(name)}, a.actor) as ${id(name)}` : sql`e.${id(name)}`,
  );
  const others = shown.filter((name) => name !== caseColumn);
  const lists = others.map(
    (name, i) => sql`, ${id(`list${i}`)} as (
      select event, string_agg(object, ';' order by position) as objects from (
        select event, object, min(position) as position from related
        where type = ${name} or qualifier = ${name} group by event, object) group by event)`,
  );
  const extra = others.map((name, i) => sql`, ${id(`list${i}`)}.objects as ${id(name)}`);
  const links = others.map((_, i) => sql` left join ${id(`list${i}`)} on ${id(`list${i}`)}.event = e.${line}`);
  return sql`(
    with related as (
      select r.${line} as event, cast(r.position as bigint) as position, r.object, r.qualifier, o.type
      from ${relations.relation()} r left join (select distinct id, type from ${objects.relation()}) o on o.id = r.object
    ), placed as (
      select event, object, min(position) as position from related where type = ${caseType} group by event, object
    ), cased as (
      select *, row_number() over (partition by event order by object) as nth from placed
    ), acted as (
      select event, ${actor} as actor from related group by event
    )${join(lists, sql``)}
    select e.${line}, c.object as ${id(caseColumn)},
      case when c.nth > 1 then ${alike(identifier)} || '@' || ${alike(sql`c.object`)} else ${identifier} end as ${id("identity:id")},
      ${join(standard)}${join(extra, sql``)}, e.${id(ATTRIBUTES)}
    from ${events.relation()} e
      left join cased c on c.event = e.${line} left join acted a on a.event = e.${line}${join(links, sql``)}
    order by e.${line}, c.position)`;
}

const casesOf = (objects: Sql, caseType: string | null, column: string): Sql => sql`(
  select ${id(LINE)}, id as ${id(column)}, ${id(ATTRIBUTES)} from ${objects} where type = ${caseType} order by ${id(LINE)})`;

type Row = (string | null)[];

/** Reads the document once and writes what it holds into three spools. */
class Document {
  readonly events: Spool;
  readonly relations: Spool;
  readonly objects: Spool;
  /** Attributes that go by the name of a canonical column. */
  readonly named = { events: new Set<string>(), cases: new Set<string>() };
  readonly rejects = { events: [] as Reject[], objects: [] as Reject[] };
  readonly #input: Input;
  readonly #members = new Set<string>();
  #events = new Waiting(STANDARD.length + 1);
  #relations = new Waiting(3);
  #objects = new Waiting(3);

  constructor(input: Input) {
    this.#input = input;
    const spool = (name: string, columns: readonly string[]) =>
      new Spool({
        file: input.name,
        folder: input.scratch,
        name: `ocel-${name}`,
        line: LINE,
        columns,
        maxBytes: input.maxBytes,
      });
    this.events = spool("events", [...STANDARD, ATTRIBUTES]);
    this.relations = spool("relations", ["position", "object", "qualifier"]);
    this.objects = spool("objects", ["id", "type", ATTRIBUTES]);
  }

  async read(): Promise<void> {
    const { path, name, source, maxBytes } = this.#input;
    const cutter = new JsonCutter(name, (piece) => this.#piece(piece));
    let length = 0;
    try {
      for await (const text of textOf(path, source.encoding, maxBytes, name)) {
        length += text.length;
        cutter.write(text);
        await this.#flush(BATCH);
      }
      if (length === 0) throw new UserError(`${name}: the file is empty, it is not an OCEL log`);
      cutter.end();
      this.#check();
      await this.#flush(0);
    } finally {
      for (const spool of [this.events, this.relations, this.objects]) await spool.close();
    }
  }

  #check(): void {
    const members = this.#members;
    if (members.has("events") && members.has("objects")) return;
    const { name } = this.#input;
    if ([...members].some((member) => member.startsWith("ocel:"))) {
      throw new UserError(`${name}: this is OCEL 1.0, which is not read; convert it to OCEL 2.0`);
    }
    const found = namesShown([...members].slice(0, 10)) || "nothing";
    throw new UserError(
      `${name}: neither an array of objects nor OCEL 2.0 (events, objects); the document has ${found}`,
    );
  }

  async #flush(least: number): Promise<void> {
    for (const [spool, waiting, rejects] of [
      [this.events, this.#events, this.rejects.events],
      [this.relations, this.#relations, this.rejects.events],
      [this.objects, this.#objects, this.rejects.objects],
    ] as const) {
      if (waiting.lines.length < least) continue;
      for (const i of await spool.append(waiting.lines, waiting.values)) {
        const value = `a row of more than ${MAX_ROW} bytes: ${waiting.values[0]?.[i]}`;
        rejects.push({
          line: waiting.lines[i] as number,
          column: null,
          reason: "line-too-long",
          value: value.slice(0, 200),
        });
      }
      waiting.clear();
    }
  }

  #piece({ member, ordinal, line, text }: JsonPiece): void {
    if (member === null) throw new UserError(`${this.#input.name}: an OCEL 2.0 log is an object, this is an array`);
    this.#members.add(member);
    if (ordinal === 0 || (member !== "events" && member !== "objects")) return;
    let value: unknown;
    try {
      value = parseExactly(text);
    } catch (error) {
      throw new UserError(`${this.#input.name}:${line}: not JSON (${faultOf(error)})`);
    }
    if (!isObject(value)) {
      this.rejects[member].push({ line: ordinal, column: null, reason: "unreadable", value: text.slice(0, 200) });
    } else if (member === "events") this.#event(value, ordinal);
    else {
      const rest = objectAttributes(value);
      this.#name("cases", rest);
      this.#objects.push(ordinal, [fieldOf(value.id), fieldOf(value.type), jsonOf(rest)]);
    }
  }

  #event(event: Fields, ordinal: number): void {
    const { id: identity, type, time, attributes, relationships, ...other } = event;
    const row: Row = [fieldOf(identity), fieldOf(type), fieldOf(time), null, null, null, null];
    const rest = namedRest(other);
    for (const attribute of listOf(attributes, "attributes", rest)) {
      const name = nameOf(attribute);
      const place = Object.hasOwn(OWN, name) ? OWN[name] : undefined;
      if (place !== undefined && row[place] === null) row[place] = fieldOf(attribute.value);
      else put(rest, name, attribute.value);
    }
    const related = listOf(relationships, "relationships", rest);
    if (related.length > 0) rest.set("relationships", relationships);
    related.forEach((relation, i) => {
      this.#relations.push(ordinal, [String(i), fieldOf(relation.objectId), fieldOf(relation.qualifier)]);
    });
    this.#name("events", rest);
    this.#events.push(ordinal, [...row, jsonOf(rest)]);
  }

  #name(table: "events" | "cases", attributes: ReadonlyMap<string, unknown>): void {
    for (const name of attributes.keys()) if (Object.hasOwn(tableOf(table).columns, name)) this.named[table].add(name);
  }
}

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The objects of a list; anything that is not one is kept in `rest` whole. */
function listOf(value: unknown, name: string, rest: Map<string, unknown>): Fields[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every(isObject)) return value;
  put(rest, name, value);
  return [];
}

/** Of an attribute with several values over time the latest counts; the others are kept as `name@time`. */
function objectAttributes({ id: _id, type: _type, attributes, relationships, ...other }: Fields): Map<string, unknown> {
  const rest = namedRest(other);
  const list = listOf(attributes, "attributes", rest);
  const latest = new Map<string, Fields>();
  for (const attribute of list) {
    const name = nameOf(attribute);
    const before = latest.get(name);
    if (!before || momentOf(attribute) >= momentOf(before)) latest.set(name, attribute);
  }
  for (const [name, attribute] of latest) put(rest, name, attribute.value);
  for (const attribute of list) {
    const name = nameOf(attribute);
    if (latest.get(name) !== attribute) put(rest, `${name}@${fieldOf(attribute.time) ?? ""}`, attribute.value);
  }
  if (relationships !== undefined) put(rest, "relationships", relationships);
  return rest;
}

const nameOf = (attribute: Fields): string => asSeen(fieldOf(attribute.name) ?? "");

function namedRest(other: Fields): Map<string, unknown> {
  const rest = new Map<string, unknown>();
  for (const [name, value] of Object.entries(other)) put(rest, asSeen(name), value);
  return rest;
}

const momentOf = (attribute: Fields): number => Date.parse(String(attribute.time)) || Number.NEGATIVE_INFINITY;

function put(rest: Map<string, unknown>, name: string, value: unknown): void {
  let free = name;
  for (let n = 2; rest.has(free); n++) free = `${name}#${n}`;
  rest.set(free, value);
}

/** Plain values as texts, so that none is changed on its way; lists and objects as they are. */
function jsonOf(rest: Map<string, unknown>): string | null {
  if (rest.size === 0) return null;
  const members = [...rest].map(([name, value]) => [
    name,
    isObject(value) || Array.isArray(value) ? value : fieldOf(value),
  ]);
  return JSON.stringify(Object.fromEntries(members));
}

/** Rows on their way to a spool. */
class Waiting {
  readonly lines: number[] = [];
  readonly values: Row[];

  constructor(width: number) {
    this.values = Array.from({ length: width }, () => []);
  }

  push(line: number, row: Row): void {
    this.lines.push(line);
    row.forEach((value, i) => {
      (this.values[i] as Row).push(value);
    });
  }

  clear(): void {
    this.lines.length = 0;
    for (const column of this.values) column.length = 0;
  }
}
