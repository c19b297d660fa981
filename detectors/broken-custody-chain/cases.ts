import { defineCases, from, log } from "../_kit/cases.ts";
import brokenCustodyChain from "./detector.ts";

const asOf = "2025-12-31";

export default defineCases(brokenCustodyChain, {
  silent: {
    "the procedure in use has rules of its own for the store and its keeper": {
      procedure: {
        rules: [
          { template: "deadline", code: "XA06", activities: ["扣押", "入库"], limit: { hours: 24 } },
          { template: "different-actor", code: "XA06", activities: ["扣押", "入库"] },
        ],
      },
      log: log`
        case activity actor at         quantity
        c1   扣押     li    2025-03-01 3
        c1   入库     li    2025-03-09 3`,
      outcome: "clear",
    },
    "stored on the next day, in the hour that follows the one it was seized in, given back or sold in time, sent on with the file, disposed of after judgment":
      {
        log: log`
        case activity at               actor co    quantity amount items_hash
        c1   扣押     2025-03-01T10:00 li    wang  3        900    h1
        c1   入库     2025-03-02T10:00 zhao  -     3        900    h1
        c1   判决生效 2025-08-01T10:00 -     -     -        -      -
        c1   上缴国库 2025-09-01T10:00 zhao  -     3        900    h1
        c2   扣押     2025-03-01T10:00 li    -     5        -      -
        c2   先行返还 2025-03-01T20:00 li    -     2        -      -
        c2   入库     2025-03-02T09:00 zhao  -     3        -      -
        c3   扣押     2025-03-01T10:00 li    -     4        -      -
        c3   先行变卖 2025-03-02T09:00 li    -     4        -      -
        c4   查封     2025-03-01T10:00 li    -     1        -      -
        c5   扣押     2025-03-01T09:01 li    -     2        -      -
        c5   入库     2025-03-02T10:00 zhao  -     2        -      -`,
        tables: {
          handovers: log`
          id handover_no side case at         kind quantity
          a1 no-1        sent c2   2025-04-01 财物 3`,
        },
        asOf,
        outcome: "clear",
      },
    "seized on a day without a time: an arrival on that day is in time, in whatever order they stand": {
      log: log`
        case activity at               actor quantity
        c1   扣押     2025-03-01       li    3
        c1   入库     2025-03-01T09:00 zhao  3
        c2   扣押     2025-03-01T10:00 li    3
        c2   入库     2025-03-01       zhao  3
        c3   扣押     2025-03-01       li    3
        c3   入库     2025-03-01       zhao  3`,
      asOf,
      outcome: "clear",
    },
    "seized or stored on a day without a time: perhaps within a day of each other, perhaps not": {
      log: log`
        case activity at               actor quantity
        c1   扣押     2025-03-01       li    3
        c1   入库     2025-03-02T10:00 zhao  3
        c2   扣押     2025-03-01T10:00 li    3
        c2   入库     2025-03-02       zhao  3
        c3   扣押     2025-03-01       li    3
        c3   入库     2025-03-02       zhao  3`,
      asOf,
      outcome: "cannot tell",
    },
    "seized yesterday, at what time is not known": {
      log: log`
        case activity at               actor quantity
        c1   扣押     2025-12-29       li    3
        c9   入库     2025-03-02T10:00 zhao  3`,
      asOf: "2025-12-30T20:00",
      outcome: "pending",
    },
    "five stored in March, three more seized this afternoon": {
      log: log`
        case activity at               actor quantity amount
        c1   扣押     2025-03-01T10:00 li    5        500
        c1   入库     2025-03-01T12:00 zhao  5        500
        c1   扣押     2025-12-30T20:00 li    3        300`,
      asOf,
      outcome: "pending",
    },
    "two seizures are stored by one note, whose list is neither's": {
      log: log`
        case activity at               actor quantity items_hash
        c1   扣押     2025-03-01T10:00 li    3        h1
        c1   扣押     2025-03-01T11:00 li    2        h2
        c1   入库     2025-03-01T15:00 zhao  5        h12`,
      asOf,
      outcome: "cannot tell",
    },
    "what was seized two hours later has until tomorrow, with a list of its own and without": {
      log: log`
        case activity at               actor quantity items_hash
        c1   扣押     2025-12-30T09:00 li    5        h1
        c1   扣押     2025-12-30T11:00 li    3        h2
        c1   入库     2025-12-30T12:00 zhao  5        h1
        c2   扣押     2025-12-30T09:00 li    5        -
        c2   扣押     2025-12-30T11:00 li    3        -
        c2   入库     2025-12-30T12:00 zhao  5        -`,
      asOf: "2025-12-31T10:00",
      outcome: "pending",
    },
    "two of the first three went back before more was seized, and the rest was disposed of": {
      log: log`
        case activity at               actor quantity
        c1   扣押     2025-01-01T10:00 li    3
        c1   入库     2025-01-01T12:00 zhao  3
        c1   先行返还 2025-02-01T10:00 zhao  2
        c1   扣押     2025-03-01T10:00 li    4
        c1   入库     2025-03-01T12:00 zhao  4
        c1   判决生效 2025-05-01T10:00 -     -
        c1   上缴国库 2025-05-09T10:00 zhao  5`,
      asOf,
      outcome: "clear",
    },
    "given back on the day of the arrival, neither with a time: perhaps before it": {
      log: log`
        case activity at         actor quantity
        c1   扣押     2025-03-01 li    5
        c1   先行返还 2025-03-02 li    2
        c1   入库     2025-03-02 zhao  3`,
      asOf,
      outcome: "cannot tell",
    },
    "the log never records a store; numbers and persons are not on record": {
      log: log`
        case activity at               actor quantity role
        c1   扣押     2025-03-01T10:00 li    3        -
        c1   判决生效 2025-03-02T10:00 -     -        -`,
      asOf,
      outcome: "cannot tell",
    },
    "another system has a store, and this one records none": {
      log: [
        log`
          case activity at               actor org
          c1   扣押     2025-03-01T10:00 li    a`,
        from(
          "b",
          log`
            case activity at               actor org
            c2   扣押     2025-03-01T10:00 wang  b
            c2   入库     2025-03-01T12:00 zhao  b`,
        ),
      ],
      asOf,
      outcome: "cannot tell",
    },
    "the officer who seized it stands at the arrival without a role: who keeps it is not known": {
      log: log`
        case activity at               actor co
        c1   扣押     2025-03-01T10:00 li    wang
        c1   入库     2025-03-01T12:00 wang  -`,
      asOf,
      outcome: "cannot tell",
    },
    "the one who hands in is on record and not the keeper; seized an hour ago; final last week": {
      log: log`
        case activity at               actor quantity role
        c1   扣押     2025-03-01T10:00 li    -        -
        c1   入库     2025-03-01T12:00 li    3        移交人
        c2   扣押     2025-12-30T23:30 li    3        -
        c3   扣押     2025-03-01T10:00 li    3        -
        c3   入库     2025-03-01T12:00 zhao  3        保管员
        c3   判决生效 2025-12-24T10:00 -     -        -`,
      asOf,
      outcome: "pending",
    },
  },
  warns: {
    "a unit that has nothing in store, where others of its system do": {
      log: log`
        case activity at               actor org
        c1   扣押     2025-03-01T10:00 li    a
        c2   扣押     2025-03-01T10:00 wang  b
        c2   入库     2025-03-01T12:00 zhao  b`,
      asOf,
      subjects: ["c1"],
      says: ["1 seizure from 2025-03-01 10:00:00 on has no arrival in the store"],
    },
    "fewer things arrive than were seized, late, and the officer keeps them": {
      log: log`
        id case activity at               actor co    quantity role
        e1 c1   扣押     2025-03-01T10:00 li    wang  12       -
        e2 c1   入库     2025-03-04T10:00 wang  -     11       保管员`,
      asOf,
      subjects: ["c1", "c1", "c1"],
      says: [
        "在 71 小时后入库",
        "入库的数量为 11，此前扣押为 12，少 1",
        "The keeper on record on 2025-03-04 10:00:00 also took part in the seizure",
      ],
    },
    "no arrival at all": {
      log: log`
        id case activity at               actor quantity
        e1 c1   扣押     2025-12-01T10:00 li    12
        e2 c9   入库     2025-03-04T10:00 zhao  11`,
      asOf: "2025-12-05T10:00",
      subjects: ["c1"],
      says: ["至今 3 日 23 小时没有入库、返还或处置的记录"],
      cites: ["刑事诉讼法 245", "公安机关涉案财物管理若干规定"],
      severity: 4,
      measured: 95,
      evidence: ["e1"],
    },
    "an officer keeps what was stored under a list of its own, three days late": {
      log: log`
        case activity at               actor quantity items_hash role
        c1   扣押     2025-03-01T10:00 li    3        h1         -
        c1   扣押     2025-03-01T11:00 wang  2        h2         -
        c1   入库     2025-03-04T11:00 wang  5        h12        保管员`,
      asOf,
      subjects: ["c1", "c1"],
      says: ["2 次扣押在 72 小时后入库", "The keeper on record on 2025-03-04 11:00:00 also took part in the seizure"],
    },
    "all arrived by number, and the value shrank; the second seizure's day is over": {
      log: log`
        case activity at               actor quantity amount
        c1   扣押     2025-12-29T10:00 li    4        5000
        c1   入库     2025-12-29T12:00 zhao  4        3000
        c2   扣押     2025-12-29T10:00 li    5        -
        c2   扣押     2025-12-29T11:00 li    3        -
        c2   入库     2025-12-29T12:00 zhao  5        -`,
      asOf,
      subjects: ["c1", "c2"],
      says: ["入库的价值为 3000，此前扣押为 5000，少 2000 元", "入库的数量为 5，此前扣押为 8，少 3"],
    },
    "seized on a day without a time, stored thirty hours after the end of it": {
      log: log`
        id case activity at               actor quantity
        e1 c1   扣押     2025-03-01       li    3
        e2 c1   入库     2025-03-03T06:30 zhao  3`,
      asOf,
      says: [
        "2025-03-01（无时刻，自当日终了起算）起的 1 次扣押在 30 小时 30 分钟后入库",
        "1 seizure from 2025-03-01 (no time on record, counted from the end of that day) on reached the store after 30 hours 30 min",
      ],
      severity: 3,
      measured: 30,
    },
    "the officer keeps it, and both are known by the day alone": {
      log: log`
        case activity at         actor role
        c1   扣押     2025-03-01 li    -
        c1   入库     2025-03-01 li    保管员`,
      asOf,
      says: ["2025-03-01 入库记录的保管人", "on record on 2025-03-01 also took part"],
      cites: ["刑事诉讼法 245", "公安机关办理刑事案件程序规定 235"],
    },
    "nothing is done after the judgment; less is done than was kept; the value shrank on the way": {
      log: log`
        id case activity at               actor quantity amount
        e1 c1   扣押     2025-01-01T10:00 li    -        5000
        e2 c1   入库     2025-01-01T12:00 zhao  -        3000
        e3 c2   扣押     2025-01-01T10:00 li    4        -
        e4 c2   入库     2025-01-01T12:00 zhao  4        -
        e5 c2   判决生效 2025-05-01T12:00 -     -        -
        e6 c3   扣押     2025-01-01T10:00 li    4        -
        e7 c3   入库     2025-01-01T12:00 zhao  4        -
        e8 c3   判决生效 2025-05-01T12:00 -     -        -
        e9 c3   上缴国库 2025-05-09T12:00 zhao  3        -`,
      asOf,
      subjects: ["c1", "c2", "c3"],
      says: [
        "入库的价值为 3000，此前扣押为 5000，少 2000 元",
        "已 243 日",
        "3 items left the store, where 4 had been stored: 1 fewer",
      ],
      severity: 4,
      evidence: ["e1", "e2", "e3", "e4", "e5", "e6", "e7", "e9"],
    },
  },
});
