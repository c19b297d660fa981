import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { PACKAGE_ROOT } from "../pipeline/kit/root.ts";
import { type Bench, CLI } from "./measure.ts";
import { benchAudit } from "./parts/audit.ts";
import { benchBig } from "./parts/big.ts";
import { benchClocks } from "./parts/clocks.ts";
import { benchGenerated } from "./parts/generated.ts";
import { benchMany } from "./parts/many.ts";
import { benchNight } from "./parts/night.ts";
import { benchRoad } from "./parts/road.ts";
import { benchStart } from "./parts/start.ts";
import { benchWide } from "./parts/wide.ts";

/**
 * Figures of whole processes, medians of several runs, and ratios against DuckDB alone in the same run; reported, never
 * asserted. `npm run bench -- --events 10000000 --runs 3 --data <folder of the public logs>`, by default `XIEZHI_LOGS`; `--only road,wide` runs some.
 * What is generated in a folder named by `--folder` is kept and used again.
 */
const { values } = parseArgs({
  options: {
    events: { type: "string", default: "10000000" },
    big: { type: "string", default: "100000000" },
    hits: { type: "string", default: "1000000" },
    runs: { type: "string", default: "3" },
    data: { type: "string", default: process.env.XIEZHI_LOGS ?? join(PACKAGE_ROOT, "..", "shared", "data") },
    only: { type: "string" },
    folder: { type: "string" },
  },
});

/** In this order: the night and the audit go on in the workspace of the generated log, where that was run. */
const PARTS: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  start: benchStart,
  road: benchRoad,
  wide: benchWide,
  many: benchMany,
  generated: benchGenerated,
  audit: benchAudit,
  night: benchNight,
  clocks: benchClocks,
  big: benchBig,
};

const wanted = values.only?.split(",") ?? Object.keys(PARTS);
for (const name of wanted) if (!(name in PARTS)) throw new Error(`no part ${name}; ${Object.keys(PARTS).join(", ")}`);
if (!existsSync(CLI)) throw new Error("dist is missing; run `npm run build` first");

const folder = values.folder === undefined ? await mkdtemp(join(tmpdir(), "xiezhi-bench-")) : resolve(values.folder);
const { events, big, hits, runs, data } = values;
try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (wanted.includes(name))
      await part({
        folder,
        data,
        events: Number(events),
        big: Number(big),
        hits: Number(hits),
        runs: Number(runs),
      });
  }
} finally {
  if (values.folder === undefined) await rm(folder, { recursive: true, force: true });
}
