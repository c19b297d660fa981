import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { opened } from "../pipeline/ledger/envelope.ts";
import { AS_OF, CLEAN, HEAD, latest, PROCEDURE, RULES_ALONE, TRACE, XES } from "./cli/project.ts";
import { call, folderWith, type Said } from "./kit/cli.ts";

/** A person whom a log names where it should not, and the number of an identity card. */
const NAME = "欧阳娜";
const ID = "110101199003074514";
const PERSON = new RegExp(`${NAME}|${ID.slice(0, 6)}|${ID.slice(-6)}`);

interface Bad {
  readonly file: string;
  readonly content: string | Buffer;
  readonly settings: object;
}
const inFile = (file: string, content: string | Buffer, settings: object = {}): Bad => ({ file, content, settings });
const csv = (content: string | Buffer, settings?: object): Bad => inFile("a.csv", content, settings);
const json = (content: unknown): Bad => inFile("a.jsonocel", JSON.stringify(content));
const NDJSON = '{"case_id":"A1","activity":"accept","occurred_at":"2026-01-05T09:00:00Z","actor_id":"p1"}\n';
const OCEL = {
  objectTypes: [{ name: "case", attributes: [] }],
  eventTypes: [{ name: "accept", attributes: [] }],
  objects: [{ id: "A1", type: "case", attributes: [] }],
};
const EVENT = { id: "e1", type: "accept", time: "2026-01-05T09:00:00Z", attributes: [], relationships: [] };

/** Files that something is wrong with, in the row or beside the text that names the person. */
const BAD: Readonly<Record<string, Bad>> = {
  "a header that is missing": csv(`e1,A1,accept,2026-01-05,${NAME},${ID}\n`),
  "a header that names the person twice": csv(`${NAME},${NAME},${ID}\nA1,x,y\n`),
  "a header with a column without a name": csv(`${NAME},,${ID}\nA1,x,y\n`),
  "a mapped column that is not there": csv(`case_id,activity,occurred_at,${NAME}${ID}\nA1,accept,2026-01-05,x\n`, {
    columns: { actor_id: "警号" },
  }),
  "a row with too many columns": csv(`${CLEAN}e9,A9,accept,2026-01-05,p1,${NAME},${ID}\n`),
  "a row with too few": csv(`${CLEAN}${NAME},${ID}\n`),
  "a quote that is not closed": csv(`${CLEAN}e9,A9,"${NAME} ${ID},2026-01-05,p1\n`),
  "a quote in the wrong place": csv(`${CLEAN}e9,A9,"${NAME}"${ID},2026-01-05,p1\n`),
  "a time that is a person": csv(`${CLEAN}e9,A9,accept,${NAME} ${ID},p1\n`),
  "a time that is not of its format": csv(`${HEAD}e9,A9,accept,${NAME} ${ID},p1\n`, { time_format: "%Y-%m-%d" }),
  "a number that is a person": csv(`${HEAD.trim()},amount\ne9,A9,accept,2026-01-05,p1,${NAME} ${ID}\n`),
  "a required value that is missing": csv(`${CLEAN}e9,,accept,2026-01-05,${NAME} ${ID}\n`),
  "bytes of another encoding": csv(
    Buffer.concat([Buffer.from(`${CLEAN}e9,A9,accept,2026-01-05,${NAME} ${ID} `), Buffer.of(0xb0, 0xb8, 10)]),
  ),
  "a NUL": csv(`${CLEAN}e9,A9,accept,2026-01-05,${NAME}\0${ID}\n`),
  "no line end": csv(`${NAME}${ID}`.repeat(120_000)),
  "JSON that breaks": inFile("a.json", `[{"case_id":"A1","actor_id":"${NAME} ${ID}" oops}]`),
  "JSON whose member is a person": inFile("a.json", `{"${NAME} ${ID}": "x"}`),
  "JSON with a text that is not in quotes": inFile("a.json", `[{"case_id":"A1","actor_id":${NAME} ${ID}}]`),
  "JSON after its end": inFile("a.json", `[] ${NAME} ${ID}`),
  "JSON of texts": inFile("a.json", `["${NAME} ${ID}"]`),
  "NDJSON that breaks": inFile("a.ndjson", `${NDJSON}{"case_id":"A1","actor_id":"${NAME} ${ID}",}\n`),
  "NDJSON without a column for the case": inFile("a.ndjson", `{"${NAME}${ID}":"x"}\n`),
  "XES that breaks": inFile("a.xes", XES(TRACE.replace('value="accept"', `value="${NAME} ${ID}`))),
  "XES with an element": inFile("a.xes", XES(`<${NAME} id="${ID}"/>`)),
  "XES cut short in a tag": inFile("a.xes", `<log><trace ${NAME}="${ID}`),
  "XES with an instruction": inFile("a.xes", XES(`<?${NAME}!${ID}?>`)),
  "XES with a declaration": inFile("a.xes", XES(`<!${NAME}${ID}>`)),
  "XES that begins with a person": inFile("a.xes", `<${NAME}${ID}/>`),
  "XES with an entity": inFile("a.xes", XES(TRACE.replace("accept", `&${NAME}${ID};`))),
  "XES whose end is a person's": inFile("a.xes", XES(`<trace></${NAME}${ID}>`)),
  "XES with a time that is a person": inFile("a.xes", XES(TRACE.replace("2026-01-05T09:00:00+08:00", `${NAME} ${ID}`))),
  "OCEL with a time that is a person": json({ ...OCEL, events: [{ ...EVENT, time: `${NAME} ${ID}` }] }),
  "OCEL that relates to nobody": json({
    ...OCEL,
    events: [{ ...EVENT, relationships: [{ objectId: `${NAME}${ID}`, qualifier: "" }] }],
  }),
  "OCEL with attributes that are none": json({
    ...OCEL,
    objects: [{ id: "A1", type: `${NAME}${ID}`, attributes: NAME }],
    events: [EVENT],
  }),
  "Parquet that is a text": inFile("a.parquet", `PAR1 ${NAME} ${ID} PAR1`),
  "Arrow that is a text": inFile("a.arrow", `ARROW1 ${NAME} ${ID}`),
  "a workbook that is a text": inFile("a.xlsx", `PK ${NAME} ${ID}`),
};

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const placeOf = (i: number, { file }: Bad): string => `logs/${i}-${file}`;

/** A project that has these files, each a source of its own; whatever share of their rows may be set aside. */
function projectOf(chosen: readonly (readonly [i: number, Bad])[]): string {
  const sources = chosen.map(([i, bad]) => ({ table: "events", files: placeOf(i, bad), ...bad.settings }));
  const settings = RULES_ALONE.replace(/sources:\n(?: .*\n)+/, stringify({ sources }));
  const folder = folderWith({
    "xiezhi.yaml": `${settings}ingest: { max_quarantine_share: 1 }\n`,
    "permit.yaml": PROCEDURE,
    ...Object.fromEntries(chosen.map(([i, bad]) => [placeOf(i, bad), bad.content])),
  });
  folders.push(folder);
  return folder;
}

describe("nothing that is said of a bad file names a person of it", () => {
  const all = Object.values(BAD).map((bad, i) => [i, bad] as const);
  let told: string;
  let readable: string[];
  beforeAll(async () => {
    const folder = projectOf(all);
    const said: Said[] = [];
    for (const args of [["run", ...AS_OF], ["check"], ["check", "--json"]]) said.push(await call(args, folder));
    told = said.map(({ stdout, stderr }) => `${stdout}${stderr}`).join("");
    const { files } = JSON.parse(said.at(-1)?.stdout ?? "{}") as { files: { file: string; accounts: unknown[] }[] };
    readable = files.filter(({ accounts }) => accounts.length > 0).map(({ file }) => file);
  });

  test.each(Object.entries(BAD).map(([what, bad], i) => [what, placeOf(i, bad)]))("%s", (_, place) => {
    const lines = told.split("\n").filter((line) => line.includes(place));
    expect(lines).not.toEqual([]);
    for (const line of lines) expect(line).not.toMatch(PERSON);
  });

  test("nor anything else on a screen", () => expect(told).not.toMatch(PERSON));

  test("nor the manifest and the ledger of a run", async () => {
    const chosen = all.filter(([i, bad]) => readable.includes(placeOf(i, bad)));
    expect(chosen.length).toBeGreaterThan(10);
    const folder = projectOf(chosen);
    const { exit, stdout, stderr } = await call(["run", ...AS_OF, "--json"], folder);
    expect(exit, stderr).toBe(0);
    const manifest = readFileSync(join(latest(folder), "run.json"), "utf8");
    const entries = readFileSync(join(folder, "workspace/ledger.ndjson"), "utf8").trim().split("\n");
    const statements = entries.map((line) => JSON.stringify(opened(line)?.statement));
    expect([stdout, stderr, manifest, ...statements].join("\n")).not.toMatch(PERSON);
    expect(readFileSync(join(latest(folder), "quarantine.ndjson"), "utf8")).toMatch(PERSON);
  });
});
