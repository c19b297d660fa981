import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { momentOf } from "../bin/moment.ts";
import { loadDetectors } from "../detectors/registry.ts";
import { generateDemo } from "../fixtures/generator/demo.ts";
import { DAY } from "../pipeline/kit/duration.ts";
import { run } from "../pipeline/run.ts";
import type { Warning } from "../schemas/warning.ts";
import { launch } from "../test/kit/browser.ts";
import { ndjson } from "../test/kit/ndjson.ts";
import { ROOT } from "./pages.ts";

/**
 * `npm run screenshots`: the pictures of the report in `docs/`, taken from the demo's data in the browser of this
 * machine.
 */

const MOST_BYTES = 400 * 2 ** 10;
const NIGHTS = [90, 60, 30, 0];

const folder = await mkdtemp(join(tmpdir(), "xiezhi-screenshots-"));
const browser = await launch();
try {
  const report = await reportOfDemo();
  const case_id = lateCase(report);
  await take("report.png", report, 1280, 900, (page) => page.evaluate(() => scrollTo(0, 0)));
  await take("report.en.png", report, 1280, 900, (page) => page.click("label[for=page-lang-en]"));
  await take("lead.png", `${report}#${case_id}`, 1280, 1000, to("#page-filter"));
  await take("signals.png", report, 1280, 1180, to("#page-signals"));
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}

/** Four runs, a month apart, so that there is something to compare with. */
async function reportOfDemo(): Promise<string> {
  const demo = await generateDemo({ folder, cases: 1_200, seed: 1, nothingPlanted: false });
  const detectors = await loadDetectors();
  let last = "";
  for (const nights of NIGHTS) {
    const asOf = momentOf(demo.asOf, "Asia/Shanghai") - nights * DAY;
    last = (await run({ config: demo.config, detectors, asOf })).folder;
  }
  return pathToFileURL(join(last, "report.html")).href;
}

/** A warning whose case shows what a timeline is for: a time beyond its limit, and several persons. */
function lateCase(report: string): string {
  const warnings = ndjson<Warning>(fileURLToPath(new URL("warnings.ndjson", report)));
  const found = warnings.find(({ detector, missing }) => detector === "filed-not-investigated" && missing.length === 0);
  if (!found) throw new Error("the demo has no case that rested");
  return found.warning_id;
}

function to(selector: string): (page: Page) => Promise<unknown> {
  return (page) => page.locator(selector).evaluate((element) => element.scrollIntoView());
}

async function take(
  name: string,
  url: string,
  width: number,
  height: number,
  act: (page: Page) => Promise<unknown>,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: "light" });
  await page.goto(url);
  await page.waitForSelector("html.ready");
  await act(page);
  const path = join(ROOT, "docs", name);
  await page.screenshot({ path });
  await page.close();
  const { size } = await stat(path);
  if (size > MOST_BYTES)
    throw new Error(`${name} is ${size} bytes; a picture of the documentation has at most ${MOST_BYTES}`);
  console.log(`docs/${name} ${Math.round(size / 1024)} kB`);
}
