import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../kit/root.ts";

const FOLDER = join(PACKAGE_ROOT, "pipeline", "report", "client");

/** The files of a kind in the folder `client`, one after the other in the order of their names. */
const inOrder = (ending: string): string =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => readFileSync(join(FOLDER, name), "utf8"))
    .join("\n");

/** The page's only style sheet, and its script. */
export const STYLE = inOrder(".css");
export const CLIENT = inOrder(".js");

/** Says that there is a script before anything is drawn, so that nothing is drawn twice. */
export const HEAD = `if ("DecompressionStream" in self) document.documentElement.classList.add("js");`;
