import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LoadedConfig, loadConfig } from "../pipeline/config.ts";
import { openPseudonymKey, pseudonym, readPseudonymKey } from "../pipeline/privacy/pseudonyms.ts";
import { inMemoryWorkspace } from "../pipeline/workspace.ts";
import { CONFIG } from "./cli/project.ts";

let folder: string;
const loadedWith = (more: string): Promise<LoadedConfig> => {
  writeFileSync(join(folder, "xiezhi.yaml"), CONFIG + more);
  return loadConfig(join(folder, "xiezhi.yaml"));
};
/** By a workspace that has given out no pseudonym yet. */
const opened = (loaded: LoadedConfig) => inMemoryWorkspace((engine) => openPseudonymKey(engine, loaded));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xiezhi-pseudonyms-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("pseudonyms", () => {
  test("are the same under the same key, and tell nothing under another", async () => {
    const loaded = await loadedWith("privacy: { pseudonym_key: one/key }\n");
    await expect(readPseudonymKey(loaded)).rejects.toThrow("restore it from its copy");
    const made = await opened(loaded);
    const again = await opened(loaded);
    const other = await opened(await loadedWith("privacy: { pseudonym_key: other }\n"));
    expect(pseudonym(made, "民警0017")).toMatch(/^P[0-9A-HJKMNP-TV-Z]{12}$/);
    expect(pseudonym(again, "民警0017")).toBe(pseudonym(made, "民警0017"));
    expect(pseudonym(made, "民警0018")).not.toBe(pseudonym(made, "民警0017"));
    expect(pseudonym(other, "民警0017")).not.toBe(pseudonym(made, "民警0017"));
    const many = Array.from({ length: 3000 }, (_, i) => pseudonym(made, `p${i}`));
    expect(new Set(many).size).toBe(many.length);
  });

  test("come from a key that its owner alone may read, kept out of what is handed on", async () => {
    const loaded = await loadedWith("");
    await opened(loaded);
    const path = join(folder, "pseudonym-key");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, "utf8")).toMatch(/^[0-9a-f]{64}\n$/);
    chmodSync(path, 0o640);
    await expect(opened(loaded)).rejects.toThrow("others may read the key");
    chmodSync(path, 0o600);
    writeFileSync(path, "short\n");
    await expect(opened(loaded)).rejects.toThrow("not a key of pseudonyms");
    for (const place of ["./workspace/key", "reports/../workspace/key", "reports/key"]) {
      const inside = await loadedWith(`privacy: { pseudonym_key: ${place} }\n`);
      await expect(opened(inside)).rejects.toThrow("keep it elsewhere");
      expect(existsSync(join(folder, place))).toBe(false);
    }
  });
});
