// `npm run build`: puts the program together in few files that are quick to load, reads the procedures of the package
// and the program itself once for all, has it take the place of what was in dist, and lets `npx xiezhi` find the command in this folder.
// `node bin/build.mjs <folder>` only puts it together there.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { globSync } from "tinyglobby";

/** What is found in a folder by those who run the sources is listed here once for all. */
const detectorModules = {
  name: "detector modules",
  setup({ onLoad }) {
    onLoad({ filter: /\bdetectors.modules\.ts$/ }, () => {
      const modules = globSync("*/detector.ts", { cwd: "detectors", ignore: "_*/**" });
      return {
        contents: [
          ...modules.map((module, i) => `import * as module${i} from "./${module}";`),
          `export const detectorModules = async () => [${modules.map((_, i) => `module${i}`).join(", ")}];`,
        ].join("\n"),
        resolveDir: join(process.cwd(), "detectors"),
      };
    });
  },
};

/** The engine is loaded in its turn among the modules: what is imported from without would be loaded before them all. */
const engineInItsTurn = {
  name: "engine in its turn",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@duckdb\/node-bindings$/ }, ({ kind, path }) =>
      kind === "import-statement" ? { path, namespace: "in its turn" } : { path, external: true },
    );
    onLoad({ filter: /./, namespace: "in its turn" }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

const [folder] = process.argv.slice(2);
// Whoever starts the program meanwhile finds the one before.
const draft = ".cache/dist";
if (!folder) rmSync(draft, { recursive: true, force: true });
await build({
  // Beside the command what the program finds by its name while it runs.
  entryPoints: ["bin/xiezhi.ts", "bin/built.ts", ...globSync("pipeline/ingest/readers/*.ts")],
  outbase: ".",
  outdir: folder ?? draft,
  chunkNames: "parts/[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  // The engine itself is no JavaScript and stays where it was installed; its client is put together with the rest.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
  plugins: [detectorModules, engineInItsTurn],
  logLevel: "warning",
});
if (folder) process.exit();

const { status } = spawnSync(process.execPath, [join(draft, "bin/built.js")], { stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);
chmodSync(join(draft, "bin/xiezhi.js"), 0o755);
rmSync("dist", { recursive: true, force: true });
renameSync(draft, "dist");

const command = "node_modules/.bin/xiezhi";
mkdirSync("node_modules/.bin", { recursive: true });
rmSync(command, { force: true });
try {
  symlinkSync("../../dist/bin/xiezhi.js", command);
} catch {
  // Where links need a privilege, npx takes its longer way.
}
