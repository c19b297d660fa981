import { describe, test } from "vitest";
import { FAILS } from "./cli/fails.ts";
import { play } from "./cli/play.ts";

describe("what does not work is said in a sentence, without a stack", () => {
  test.each(Object.entries(FAILS))("%s", (_, one) => play(one));
});
