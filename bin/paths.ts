import { existsSync } from "node:fs";
import { relative } from "node:path";
import { CONFIG_NAME } from "../schemas/choices.ts";

/** A path as a person in this folder would write it. */
export const near = (path: string): string => {
  const short = relative("", path);
  return short === "" ? "." : short.startsWith("..") && short.length > path.length ? path : short;
};

/** Whether no configuration was named, and none is in this folder. */
export const hasNoConfig = (config: string): boolean => config === CONFIG_NAME && !existsSync(config);
