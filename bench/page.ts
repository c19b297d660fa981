import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { renderHtml } from "../pipeline/report/html.tsx";
import type { BriefWarning } from "../pipeline/warnings/brief.ts";
import { launch } from "../test/kit/browser.ts";
import { brief, pictured } from "../test/kit/pictured.ts";
import { leads, reportOf } from "../test/kit/sample.ts";

/**
 * `npm run bench:page -- [warnings]`: how large a page of so many warnings is (100,000 where not said), how long it
 * takes to open in the browser of this machine, how its list scrolls, and how long one looks for a word.
 */

const many = Number(process.argv[2] ?? 100_000);
const TIMES = 5;

const folder = await mkdtemp(join(tmpdir(), "xiezhi-page-"));
const browser = await launch();
try {
  const path = join(folder, "report.html");
  const began = performance.now();
  await writeFile(
    path,
    await renderHtml(reportOf(leads(), { ...pictured, rest: rest(), leadsTotal: leads().length + many })),
  );
  console.log(`${many.toLocaleString("en")} warnings, a lead each`);
  console.log(
    `written in ${seconds(performance.now() - began)}, ${((await stat(path)).size / 2 ** 20).toFixed(1)} MiB`,
  );
  const seen = [];
  for (let i = 0; i < TIMES; i++) seen.push(await look(browser, pathToFileURL(path).href));
  for (const name of Object.keys(seen[0] ?? {}) as (keyof Seen)[]) {
    const values = seen.map((one) => one[name]).sort((a, b) => a - b);
    console.log(
      `${name.padEnd(42)} ${round(values[2] ?? 0)} (${round(values[0] ?? 0)} to ${round(values.at(-1) ?? 0)})`,
    );
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}

async function* rest(): AsyncIterable<BriefWarning[]> {
  for (let n = 0; n < many; n += 1_000) yield Array.from({ length: Math.min(1_000, many - n) }, (_, i) => brief(n + i));
}

type Seen = Awaited<ReturnType<typeof look>>;

/** Milliseconds, but for the heap. */
async function look(on: Browser, url: string) {
  const context = await on.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const began = performance.now();
  await page.goto(url);
  await page.waitForSelector("html.ready", { state: "attached" });
  const opened = performance.now() - began;
  const frames = await page.evaluate(scroll);
  const searched = performance.now();
  await page.fill("[name=words]", brief(many - 7).subject_id);
  await page.waitForFunction(() => /符合 1 /.test(document.getElementById("page-count")?.textContent ?? ""));
  const found = performance.now() - searched;
  const heap = await page.evaluate(
    () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
  );
  await context.close();
  const sorted = [...frames].sort((a, b) => a - b);
  return {
    "until it can be read, ms": opened,
    "drawing a place of the list, median ms": sorted[Math.floor(sorted.length / 2)] ?? 0,
    "drawing a place of the list, 95 of 100, ms": sorted[Math.floor(sorted.length * 0.95)] ?? 0,
    "first word looked for, ms": found,
    "heap after that, MB": heap / 1e6,
  };
}

/** What the browser works on each of 200 places far apart: from the move until its rows stand and are laid out. */
async function scroll(): Promise<number[]> {
  const list = document.getElementById("page-list") as HTMLElement;
  const spent: number[] = [];
  for (let i = 0; i < 200; i++) {
    list.scrollTop = (list.scrollHeight / 200) * i;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const began = performance.now();
    list.dispatchEvent(new Event("scroll"));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    document.getElementById("page-rows")?.getBoundingClientRect();
    spent.push(performance.now() - began);
  }
  return spent;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function round(n: number): string {
  return n < 100 ? n.toFixed(1) : String(Math.round(n));
}
