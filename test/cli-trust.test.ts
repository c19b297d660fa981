import { describe, test } from "vitest";
import { play } from "./cli/play.ts";
import { TRUST } from "./cli/trust.ts";

describe("what makes it dependable", () => {
  test.each(Object.entries(TRUST))("%s", (_, one) => play(one));
});
