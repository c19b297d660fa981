import { describe, test } from "vitest";
import { DECISIONS } from "./cli/decisions.ts";
import { play } from "./cli/play.ts";

describe("what people decide", () => {
  test.each(Object.entries(DECISIONS))("%s", (_, one) => play(one));
});
