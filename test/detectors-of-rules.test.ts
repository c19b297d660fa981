import { testCases } from "./cases.ts";

await testCases(({ templates }) => templates.length > 0);
