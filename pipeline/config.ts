import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Config } from "../schemas/config.ts";
import { tableOf } from "../schemas/tables.ts";
import { UserError } from "./kit/errors.ts";
import { didYouMean } from "./kit/nearest.ts";
import { readYaml } from "./kit/yaml.ts";

/** The configuration, and the folder its paths are relative to. */
export interface LoadedConfig {
  readonly config: Config;
  readonly folder: string;
  readonly file: string;
  /** `file:line` of a key, for messages. */
  at(...path: (string | number)[]): string;
}

/** The folder in which a configuration keeps what was loaded. */
export const workspaceFolder = ({ config, folder }: LoadedConfig): string => resolve(folder, config.workspace);

/**
 * Reads and checks a configuration file. Throws a {@link UserError} where it is missing, or with one line
 * (`file:line: what is wrong`) for each mistake.
 */
export async function loadConfig(path: string): Promise<LoadedConfig> {
  const absolute = resolve(path);
  if (!existsSync(absolute)) {
    throw new UserError(
      `${path}: no such file. \`xiezhi init\` writes one to fill in, \`xiezhi demo\` makes an example with logs`,
    );
  }
  const { value, at } = await readYaml(absolute, path, Config);
  const problems = [...mistakesOf(value, at)];
  if (problems.length > 0) throw new UserError(problems.join("\n"));
  return { config: value, folder: dirname(absolute), file: path, at };
}

/** What the schema cannot check: that the mapped columns exist. */
function* mistakesOf({ sources }: Config, at: LoadedConfig["at"]): Iterable<string> {
  for (const [i, source] of sources.entries()) {
    const known = Object.keys(tableOf(source.table).columns);
    const attributes = Object.keys(source.attributes ?? {});
    for (const name of attributes.filter((one) => known.includes(one)))
      yield `${at("sources", i, "attributes", name)}: ${name} is a column of ${source.table}; name it under \`columns\``;
    for (const key of ["columns", "values"] as const) {
      for (const column of Object.keys(source[key] ?? {})) {
        if (known.includes(column) || (key === "values" && attributes.includes(column))) continue;
        const others = didYouMean(column, known) || `; its columns are ${known.join(", ")}`;
        yield `${at("sources", i, key, column)}: ${column} is not a column of ${source.table}${others}; what rules alone ask of is named under \`attributes\``;
      }
    }
  }
}
