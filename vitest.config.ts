import { basename } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The longest first. */
const OF_DETECTORS = ["detectors", "detectors-of-rules"];
const LONG = [
  ...["cli", "browser", "cli-decisions", "audit", "cli-trust", "cli-privacy", "ingest", "disk", "hostile", "twins"],
  ...[
    "packs",
    "nights",
    "dropped",
    "gaps",
    "personal",
    "plans",
    "redelivery",
    "cli-fails",
    "context",
    "portable",
    "known",
    "detectors-varied",
  ],
];
const LONGEST = [...OF_DETECTORS, ...LONG];
const pathOf = (name: string) => `test/${name}.test.ts`;

/** Sorted by size, some of the longest files would come last, and one worker would wait for the other. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = LONGEST.indexOf(basename(moduleId, ".test.ts"));
      return found < 0 ? LONGEST.length : found;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

/**
 * `npm test` asks what is asked in a few minutes: the cases of all detectors, and every file of less than ten seconds.
 * `npm run test:long` asks the others: whole runs, processes, browsers, random histories.
 */
export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: "short", include: ["test/**/*.test.ts"], exclude: LONG.map(pathOf) } },
      { extends: true, test: { name: "long", include: LONG.map(pathOf) } },
    ],
    // Most files start an engine, and some start processes: two at a time keep a small machine busy. The files of a
    // worker share what they import, which takes longer to load than most of them take to run.
    pool: "forks",
    isolate: false,
    maxWorkers: 2,
    maxConcurrency: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
