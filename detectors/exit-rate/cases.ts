import { defineCases } from "../_kit/cases.ts";
import { Log } from "../_kit/log.ts";
import exitRate from "./detector.ts";

/** So many of a unit's decisions of 2025 were not to prosecute, by cause. */
type Unit = Readonly<Record<string, readonly [decided: number, exits: number]>>;

function decided(units: Readonly<Record<string, Unit>>, undecided = 0) {
  const rows = Object.entries(units).flatMap(([org, causes]) =>
    Object.entries(causes).flatMap(([cause, [n, exits]]) =>
      Array.from({ length: n }, (_, i) => ({ id: `${org}-${cause}-${i}`, org, cause, exit: i < exits, i })),
    ),
  );
  const waiting = Array.from({ length: undecided }, (_, i) => [`w-${i}`, "收案", "2025-05-06T09:00", "u6"]);
  return {
    log: new Log(
      ["case", "activity", "at", "org"],
      [
        ...rows.map(({ id, org, exit, i }) => [
          id,
          exit ? "不起诉" : "提起公诉",
          `2025-0${(i % 9) + 1}-1${i % 10}`,
          org,
        ]),
        ...waiting,
      ],
    ),
    tables: {
      cases: new Log(
        ["case", "org", "cause_code"],
        rows.map(({ id, org, cause }) => [id, org, cause]),
      ),
    },
    asOf: "2026-01-10",
  };
}

/** The same where the charges of a unit were brought first, and the decision not to prosecute came after them. */
function chargedFirst(unit: string, given: ReturnType<typeof decided>) {
  const { columns, rows } = given.log;
  const charges = rows.filter(([, activity, , org]) => org === unit && activity === "不起诉");
  const before = charges.map(([id, , , org]) => [id ?? null, "提起公诉", "2025-01-02", org ?? null]);
  return { ...given, log: new Log(columns, [...rows, ...before]) };
}

const usual = (n: number, exits: number): Unit => ({ 盗窃: [n, exits] });
const peers = {
  u1: usual(60, 6),
  u2: usual(60, 5),
  u3: usual(60, 7),
  u4: usual(60, 6),
  u5: usual(60, 5),
  u7: usual(60, 6),
  u8: usual(60, 7),
  u9: usual(60, 6),
};

/** Charges withdrawn by procuratorates are let go by courts, which decide the other cases. */
function withdrawn(exits: Readonly<Record<string, number>>) {
  const rows = Object.entries(exits).flatMap(([org, n]) =>
    Array.from({ length: 60 }, (_, i) => {
      const [id, month] = [`${org}-${i}`, (i % 9) + 1];
      if (i >= n) return [[id, "宣判", `2025-0${month}-20`, org]];
      return [
        [id, "撤回起诉", `2025-0${month}-10`, "procuratorate"],
        [id, "准许撤回起诉", `2025-0${month}-20`, org],
      ];
    }).flat(),
  );
  return { log: new Log(["case", "activity", "at", "org"], rows), asOf: "2026-01-10" };
}

const none = Object.fromEntries(Object.keys(peers).map((org) => [org, usual(60, 0)]));

export default defineCases(exitRate, {
  silent: {
    "a third of its cases are of a kind that is seldom prosecuted anywhere": {
      ...decided({
        u1: { 盗窃: [60, 6], 醉驾: [6, 5] },
        u2: { 盗窃: [60, 5], 醉驾: [6, 5] },
        u3: { 盗窃: [60, 7], 醉驾: [6, 6] },
        u4: { 盗窃: [60, 6], 醉驾: [6, 5] },
        u5: { 盗窃: [60, 5], 醉驾: [6, 5] },
        u6: { 盗窃: [40, 4], 醉驾: [20, 17] },
      }),
      outcome: "clear",
    },
    "almost five times the rate, among six units: units may differ as much": {
      ...decided({
        ...Object.fromEntries(["u1", "u2", "u3", "u4", "u5"].map((unit) => [unit, usual(40, 6)])),
        u6: usual(40, 28),
      }),
      outcome: "cannot tell",
    },
    "twice the rate, and twenty-nine decisions": {
      ...decided({ ...peers, u6: usual(29, 20) }),
      outcome: "cannot tell",
    },
    "units differ so much that one more stands out from none": {
      ...decided({
        u1: usual(60, 2),
        u2: usual(60, 20),
        u3: usual(60, 30),
        u4: usual(60, 5),
        u5: usual(60, 12),
        u6: usual(60, 36),
      }),
      outcome: "clear",
    },
    "a policy that every unit carries out": {
      ...decided({
        u1: usual(60, 30),
        u2: usual(60, 32),
        u3: usual(60, 29),
        u4: usual(60, 30),
        u5: usual(60, 28),
        u6: usual(60, 36),
      }),
      outcome: "clear",
    },
    "cases that wait for a decision count neither way": {
      ...decided({ ...peers, u6: usual(60, 7) }, 60),
      outcome: "clear",
    },
    "charged, and the charge taken back: what was decided first counts": {
      ...chargedFirst("u6", decided({ ...peers, u6: usual(60, 30) })),
      outcome: "clear",
    },
    "three of sixty, where nobody else let anybody go": {
      ...decided({ ...none, u6: usual(60, 3) }),
      outcome: "clear",
    },
    "the procuratorate takes charges back, and the courts decide": {
      ...withdrawn({ c1: 6, c2: 5, c3: 7, c4: 6, c5: 5, c6: 7, c7: 6, c8: 6 }),
      outcome: "clear",
    },
    "five units are too few to compare": {
      ...decided({ u1: usual(60, 6), u2: usual(60, 5), u3: usual(60, 7), u4: usual(60, 6), u6: usual(60, 30) }),
      outcome: "cannot tell",
    },
  },
  warns: {
    "a court let half of the charges be taken back, a tenth elsewhere": {
      ...withdrawn({ c1: 6, c2: 5, c3: 7, c4: 6, c5: 5, c6: 30, c7: 6, c8: 6 }),
      subjects: ["c6"],
      says: ["同阶段决定 60 件，其中撤回起诉 30 件（50.0%）"],
    },
    "half are not prosecuted, a tenth elsewhere": {
      ...decided({ ...peers, u6: usual(60, 30) }),
      subjects: ["u6"],
      says: [
        "2025Q1–2025Q4 同阶段决定 60 件，其中不起诉 30 件（50.0%）",
        "outside the 99.8% limits",
        "统计信号，不是结论",
      ],
      severity: 2,
    },
    "half are not prosecuted, and nobody elsewhere": {
      ...decided({ ...none, u6: usual(60, 30) }),
      subjects: ["u6"],
      says: ["其中不起诉 30 件（50.0%），按案件构成应约 0 件", "its mix of cases lets one expect about 0"],
    },
    "nobody is let go, where a third are elsewhere": {
      ...decided({
        u1: usual(90, 30),
        u2: usual(90, 28),
        u3: usual(90, 31),
        u4: usual(90, 30),
        u5: usual(90, 29),
        u6: usual(90, 3),
        u7: usual(90, 30),
        u8: usual(90, 29),
      }),
      subjects: ["u6"],
      says: ["其中不起诉 3 件"],
    },
  },
});
