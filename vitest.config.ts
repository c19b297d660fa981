import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Most files start an engine, and some start processes: two at a time keep a small machine busy. The files of a
    // worker share what they import, which takes longer to load than most of them take to run.
    pool: "forks",
    isolate: false,
    maxWorkers: 2,
    maxConcurrency: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
