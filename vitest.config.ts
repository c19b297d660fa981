import { basename } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const LONGEST = [
  ...["detectors", "known", "cli", "audit", "browser", "cli-trust", "dropped", "twins", "packs", "ingest", "plans"],
  ...["disk", "hostile", "cli-decisions"],
];

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

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
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
