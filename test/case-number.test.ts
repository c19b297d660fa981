import { describe, expect, test } from "vitest";
import { type CaseNumber, parseCaseNumber } from "../pipeline/kit/case-number.ts";

const READ: Readonly<Record<string, Partial<CaseNumber>>> = {
  "（2024）京0105刑初123号": {
    year: 2024,
    court: "京0105",
    level: "basic",
    specialty: "",
    type: "刑初",
    serial: 123,
    sub: 0,
    text: "（2024）京0105刑初123号",
    series: "（2024）京0105刑初",
    sequential: true,
  },
  "(2024)京0105刑初123号": { text: "（2024）京0105刑初123号" },
  "〔2024〕京0105刑初123号": { text: "（2024）京0105刑初123号" },
  "［２０２４］京０１０５刑初１２３号": { text: "（2024）京0105刑初123号" },
  "(2024）京0105刑初123号": { text: "（2024）京0105刑初123号" },
  " （ 2024 ）京0105　刑初 123 号\n": { text: "（2024）京0105刑初123号" },
  "\ufeff（2024）京0105刑初\u200b123号": { text: "（2024）京0105刑初123号" },
  "（2024）京0105刑初000123号": { serial: 123, text: "（2024）京0105刑初123号" },
  "（2023）京01刑终45号": { court: "京01", level: "intermediate", type: "刑终" },
  "（2023）京刑终7号": { court: "京", level: "high", type: "刑终", serial: 7 },
  "（2022）最高法知民终1234号": {
    court: "最高法",
    level: "supreme",
    specialty: "知",
    type: "民终",
    series: "（2022）最高法知民终",
  },
  "（2022）最高法商初1号": { court: "最高法", specialty: "", type: "商初" },
  "（2021）京73民初1号": { court: "京73", level: "special" },
  "（2021）浙0192民初9号": { court: "浙0192", level: "special" },
  "（2021）苏8601民初9号": { court: "苏8601", level: "special" },
  "（2021）兵刑终9号": { court: "兵", level: "high" },
  "（2021）兵01刑初9号": { court: "兵01", level: "intermediate" },
  "（2021）兵0101民初9号": { court: "兵0101", level: "basic" },
  "（2020）军01刑初2号": { court: "军01", level: "intermediate" },
  "（2020）沪0101执恢88号": { type: "执恢" },
  "（2020）沪0101执88号之一": { type: "执", sub: 1, text: "（2020）沪0101执88号之一", series: "（2020）沪0101执" },
  "（2020）沪0101执88号之十": { sub: 10, text: "（2020）沪0101执88号之十" },
  "（2020）沪0101执88号之十二": { sub: 12 },
  "（2020）沪0101执88号之二十": { sub: 20 },
  "（2020）沪0101执88号之2": { sub: 2, text: "（2020）沪0101执88号之二" },
  "（2020）沪0101刑更123号": { type: "刑更", sequential: true },
  "（2019）最高法刑核48210957号": { type: "刑核", sequential: false },
  "（2019）豫刑核123号": { sequential: false },
  "（2019）豫刑更12345678号": { sequential: false },
};

const REFUSED: readonly string[] = [
  "",
  "123",
  "（2024）京0105刑初123",
  "（2024）京0105刑初号",
  "（2024）京0105123号",
  "（2024）京0105刑初0号",
  "（24）京0105刑初1号",
  "（9024）京0105刑初1号",
  "2024京0105刑初1号",
  "（2024京0105刑初1号",
  "（2024）京010刑初1号",
  "（2024）京010501刑初1号",
  "（2024）国0105刑初1号",
  "（2024）京0105刑初123456789号",
  "（2024）京0105刑初1号之",
  "（2024）京0105刑初1号之一十",
  "（2024）京0105刑初1号之〇",
  "（2024）京0105刑初1号之0",
  "（2024）京0105刑初1号之100",
  "（2024）京0105刑初1号附",
  "（2024）京0105刑初1号（2024）京0105刑初2号",
  "（2024）京0105Xing初1号",
  "（２０２４）京①刑初1号",
  "(2015)朝刑初字第123号",
  "京公（朝）立字〔2024〕123号",
  "A1101050000002024010001",
  "'; drop table cases; --",
];

describe("a case number", () => {
  test.each(Object.entries(READ))("%j is read", (written, parts) => {
    expect(parseCaseNumber(written)).toMatchObject(parts);
  });

  test.each(REFUSED)("%j is none", (written) => {
    expect(parseCaseNumber(written)).toBeNull();
  });

  test.each(Object.keys(READ))("%j is read alike from its own text", (written) => {
    const read = parseCaseNumber(written) as CaseNumber;
    expect(parseCaseNumber(read.text)).toEqual(read);
  });

  test("what is far too long is not looked at", () => {
    expect(parseCaseNumber(`（2024）京0105${"刑".repeat(5_000_000)}1号`)).toBeNull();
    expect(parseCaseNumber("（".repeat(40))).toBeNull();
    expect(parseCaseNumber(`${"（2024）".repeat(6)}号`)).toBeNull();
  });
});
