import { describe, test } from "vitest";
import { play } from "./cli/play.ts";
import { PRIVACY } from "./cli/privacy.ts";

describe("what is held of persons", () => {
  test.each(Object.entries(PRIVACY))("%s", (_, one) => play(one));
});
