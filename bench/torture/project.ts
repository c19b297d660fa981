import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { loadDetectors } from "../../detectors/registry.ts";
import { generateDemo } from "../../fixtures/generator/demo.ts";

/** The folder of a demo, and the moment that its log ends. */
export interface Project {
  readonly home: string;
  readonly asOf: string;
}

interface ProjectOptions {
  readonly cases: number;
  /** Those that are asked; null for all. */
  readonly detectors: readonly string[] | null;
  /** Without the matters of the other organs, whose many small files take longer to read than all that is killed. */
  readonly policeAlone: boolean;
}

export async function demoIn(home: string, { cases, detectors, policeAlone }: ProjectOptions): Promise<Project> {
  await mkdir(home, { recursive: true });
  const { asOf } = await generateDemo({ folder: home, cases, seed: 11 });
  const config = join(home, "xiezhi.yaml");
  if (detectors !== null) await keepDetectors(config, detectors);
  if (policeAlone) await keepPolice(config);
  return { home, asOf };
}

/** Switches off every detector but some. */
async function keepDetectors(config: string, kept: readonly string[]): Promise<void> {
  const document = parseDocument(await readFile(config, "utf8"));
  for (const { meta } of await loadDetectors()) {
    if (!kept.includes(meta.id)) document.setIn(["detectors", meta.id], "off");
  }
  await writeFile(config, String(document));
}

const POLICE = /^logs\/(?:police-\*|cases|interventions|extensions|workload|exemptions)\.csv$/;

async function keepPolice(config: string): Promise<void> {
  const document = parseDocument(await readFile(config, "utf8"));
  const { sources } = document.toJS() as { sources: { files: string }[] };
  document.set(
    "sources",
    sources.filter(({ files }) => POLICE.test(files)),
  );
  document.set("procedures", ["public-order-penalty"]);
  await writeFile(config, String(document));
}
