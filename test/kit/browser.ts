import { existsSync } from "node:fs";
import type { Browser } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A browser of the Chromium kind on this machine: `CHROMIUM`, or where Debian and others put it; null: none. */
export const BROWSER = [process.env.CHROMIUM, ...PLACES].find((path) => path !== undefined && existsSync(path)) ?? null;

export async function launch(): Promise<Browser> {
  const { chromium } = await import("playwright-core");
  const root = process.getuid?.() === 0;
  return chromium.launch({ executablePath: BROWSER ?? "", args: root ? ["--no-sandbox"] : [] });
}
