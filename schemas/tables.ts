/**
 * The canonical tables (`events` and what may stand beside it), as data.
 * Everything that reads, converts, stores or documents a column starts here.
 *
 * Column types: `text`; `time` (an instant, stored as epoch milliseconds); `number`; `integer`; `boolean`.
 * Only `required` columns must be present; a row without a value in one of them is quarantined.
 */
export type ColumnType = "text" | "time" | "number" | "integer" | "boolean";

export interface Column {
  readonly type: ColumnType;
  readonly required?: true;
  /** Several identifiers or words in one text, kept with `;` between them, whatever the file has there. */
  readonly list?: true;
  /** Names a record, a person, a unit, a document …: a text that stands for nothing, such as `NULL`, names none. */
  readonly names?: true;
  /** Names under which common formats carry this column (XES keys, other tools' CSV headers). */
  readonly aliases?: readonly string[];
  readonly about: string;
}

export interface Table {
  readonly about: string;
  /** The column that identifies a record, where the source has one. */
  readonly identity: string;
  readonly columns: Readonly<Record<string, Column>>;
}

const text = (about: string, aliases?: readonly string[]): Column => ({
  type: "text",
  about,
  ...(aliases ? { aliases } : {}),
});
const time = (about: string, aliases?: readonly string[]): Column => ({ ...text(about, aliases), type: "time" });
const number = (about: string): Column => ({ type: "number", about });
const integer = (about: string): Column => ({ type: "integer", about });
const boolean = (about: string, aliases?: readonly string[]): Column => ({ ...text(about, aliases), type: "boolean" });
const list = (about: string): Column => ({ type: "text", list: true, about });
const naming = (column: Column): Column => ({ ...column, names: true });
const required = (column: Column): Column => ({ ...column, required: true });

/**
 * Marks that keep a record out, and the names they go by. They are looked for among all columns and attributes of every
 * table, whatever else a source maps; a record may bear several.
 */
export const MARK_NAMES = {
  secrecy_level: ["密级", "秘密等级", "涉密等级", "涉密", "是否涉密", "密级标识", "保密级别", "保密等级", "定密"],
  sealed: ["sealed_flag", "封存", "是否封存", "封存标识", "封存状态", "犯罪记录封存", "违法记录封存"],
  case_type: ["case_class", "案件类型", "案件类别", "案件种类"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type MarkKind = keyof typeof MARK_NAMES;
const MINOR = ["minor_flag", "是否未成年人", "未成年人"];

export const TABLES = {
  events: {
    about: "One row per recorded act in a case.",
    identity: "event_id",
    columns: {
      event_id: naming(text("identifier of the record in its source system", ["identity:id"])),
      case_id: required(
        naming(text("the case the act belongs to", ["case:concept:name", "case", "caseid", "case id"])),
      ),
      activity: required(text("what was done", ["concept:name", "task", "event"])),
      occurred_at: required(
        time("when it was done", ["time:timestamp", "timestamp", "time", "completed_at", "complete timestamp"]),
      ),
      started_at: time("when the act began, where its span is recorded"),
      ended_at: time("when the act ended, where its span is recorded"),
      recorded_at: time("when it was entered in the system"),
      modified_at: time("when the entry was last changed"),
      actor_id: naming(text("who did it", ["org:resource", "resource", "actor", "user"])),
      co_actor_ids: naming(list("who else took part, separated by ;")),
      role: text("in what role the actor acted", ["org:role"]),
      org_id: naming(text("the unit the actor acted for", ["org:group", "group", "org"])),
      org_level: text("level of that unit"),
      stage: text("stage of the procedure"),
      lifecycle: text("life-cycle transition of the event", ["lifecycle:transition"]),
      approver_id: naming(text("who approved it")),
      approver_level: text("level of the approver"),
      approval_result: text("result of the approval"),
      decision: text("what was decided"),
      doc_type: text("kind of document made"),
      doc_no: naming(text("number of that document")),
      doc_signed_at: time("when the document was signed"),
      party_id: naming(text("the person the act concerns")),
      measure_type: text("coercive measure or property measure"),
      measure_start: time("when the measure began"),
      measure_end: time("when the measure ended"),
      custody: boolean("whether the party is in custody"),
      clock_op: text("start, exclude, extend, restart or stop of a statutory clock"),
      clock_basis: text("legal basis of that clock operation"),
      assignment_mode: text("random or designated"),
      assign_reason: text("why the case was assigned so"),
      account_id: naming(text("account that made the entry")),
      terminal_id: naming(text("terminal the entry was made at")),
      place: text("where the act took place"),
      av_ref: naming(text("reference of the audio-visual recording")),
      from_org: naming(text("unit that handed over")),
      to_org: naming(text("unit that was handed to")),
      handover_no: naming(text("number both sides give a hand-over")),
      items_hash: text("hash of the item list"),
      quantity: number("number of items"),
      amount: number("amount of money, yuan"),
      secrecy_level: text("secrecy level of the record", MARK_NAMES.secrecy_level),
      sealed: boolean("whether the record is sealed", MARK_NAMES.sealed),
      minor: boolean("whether the party is a minor", MINOR),
      source_system: text("system the record comes from"),
    },
  },
  cases: {
    about: "One row per case; derived from the events where no source brings it.",
    identity: "case_id",
    columns: {
      case_id: required(naming(text("identifier of the case", ["concept:name", "case:concept:name", "case"]))),
      case_no: naming(text("official case number (案号)")),
      case_type: text("kind of case"),
      procedure_variant: text("ordinary, summary, fast-track …"),
      cause_code: text("cause of action or charge"),
      cause_version: text("version of the list of causes"),
      org_id: naming(text("unit in charge")),
      opened_at: time("when the case was opened"),
      closed_at: time("when the case was closed"),
      amount: number("amount in dispute, yuan"),
      fact_id: naming(text("identifier of the fact the case is about, shared by repeated reports")),
      fact_at: time("when that fact took place"),
      linked_cases: naming(list("identifiers of linked cases, separated by ;")),
      origin_case: naming(text("the case this one goes on with under another number: of the instance or organ before")),
      key_case: boolean("whether the case is on the list of key cases"),
      secrecy_level: text("secrecy level of the case", MARK_NAMES.secrecy_level),
      sealed: boolean("whether the case is sealed", MARK_NAMES.sealed),
      minor: boolean("whether a party is a minor", MINOR),
      modified_at: time("when the entry was last changed"),
    },
  },
  interventions: {
    about: "The register of inquiries into cases (过问、干预、插手登记). Recording is a protected duty.",
    identity: "record_id",
    columns: {
      record_id: required(naming(text("identifier of the register entry"))),
      case_id: required(naming(text("the case asked about"))),
      stage: text("stage of the case at the time"),
      recorder_id: naming(text("who recorded the inquiry")),
      org_id: naming(text("unit of the recorder")),
      received_at: required(time("when the inquiry was received")),
      recorded_at: time("when it was registered"),
      inquirer_id: naming(text("who asked")),
      inquirer_org: naming(text("unit of the inquirer")),
      inquirer_rank: text("rank band of the inquirer"),
      category: text("领导干部, 内部人员, 当事人·律师·特殊关系人·中介 or 其他"),
      relation: text("relation of the inquirer to a party"),
      channel: text("当面, 电话, 信息, 来文, 批示, 会议 or 转递材料"),
      content_class: text("了解进展, 反映情况, 督促依法, 打探, 说情, 具体要求, 批转材料 or 私下会见"),
      duty_basis: naming(text("document number of the lawful duty the inquirer acted under")),
      medium_kept: naming(text("where the medium is kept")),
      response: text("how the handler responded"),
      reported_to: naming(text("to whom it was reported")),
      reported_at: time("when it was reported"),
      triage: naming(text("result of the triage")),
      triaged_at: time("when it was triaged"),
      outcome: naming(text("属依法履职, 提醒, 通报 or 移送")),
      follow_up_at: time("when the follow-up was made"),
    },
  },
  assignments: {
    about: "Who handled a case from when to when, and how it came to them.",
    identity: "assignment_id",
    columns: {
      assignment_id: naming(text("identifier of the assignment")),
      case_id: required(naming(text("the case"))),
      actor_id: required(naming(text("the handler"))),
      co_actor_ids: naming(list("who else handles it, separated by ;")),
      role: text("role of the handler"),
      org_id: naming(text("unit of the handler")),
      from_at: required(time("from when")),
      to_at: time("until when"),
      mode: text("random or designated"),
      reason: naming(text("why")),
      approver_id: naming(text("who approved the assignment")),
    },
  },
  handovers: {
    about: "Hand-overs between organs, as each side records them.",
    identity: "record_id",
    columns: {
      record_id: naming(text("identifier of the record")),
      handover_no: required(naming(text("number both sides give the hand-over"))),
      case_id: naming(text("the case")),
      side: required(text("sent or received")),
      org_id: naming(text("the unit that made this record")),
      from_org: naming(text("sender")),
      to_org: naming(text("receiver")),
      at: required(time("when")),
      kind: text("file, jurisdiction, property …"),
      persons: naming(list("identifiers of the persons handed over, separated by ;")),
      charges: list("charges, separated by ;"),
      measures: list("coercive measures in force, separated by ;"),
      items_hash: text("hash of the item list"),
      quantity: number("number of items"),
      returned: boolean("whether it was sent back for correction"),
    },
  },
  extensions: {
    about: "Approved extensions, exclusions and restarts of a statutory clock.",
    identity: "extension_id",
    columns: {
      extension_id: naming(text("identifier of the approval")),
      case_id: required(naming(text("the case"))),
      rule: text("the deadline rule it concerns; empty for all of the case's clocks"),
      party_id: naming(text("the person it concerns; empty for all of the case's persons")),
      kind: required(
        text("extend, exclude, restart or stop; a clock with a stop, or with a kind not known, is never told as over"),
      ),
      days: integer(
        "days granted, where the approval names a number; working days where the limit is in them and its rule does not say otherwise",
      ),
      months: integer("months granted, where the approval names a number"),
      from_at: time("start of an exclusion, or moment of a restart"),
      to_at: time("end of an exclusion"),
      requested_at: time("when it was requested"),
      approved_at: time("when it was approved"),
      approver_id: naming(text("who approved it")),
      approver_level: text("level of the approver"),
      basis: text("legal basis"),
      act_ref: naming(text("reference of the act that supports it, such as the commissioning of an appraisal")),
      modified_at: time("when the entry was last changed"),
    },
  },
  postings: {
    about: "Who served where, from when to when; leave and emergency duty.",
    identity: "posting_id",
    columns: {
      posting_id: naming(text("identifier of the posting")),
      actor_id: required(naming(text("the person"))),
      org_id: naming(text("the unit")),
      kind: text("post, leave, emergency or rotation"),
      role: text("role in the post"),
      head: boolean("whether the person heads the unit"),
      reason: text("why: plan of rotation, request of the person, promotion …"),
      decided_at: time("when it was decided"),
      from_at: required(time("from when")),
      to_at: time("until when"),
    },
  },
  conflicts: {
    about: "Declared conflicts of interest. Exact identifiers only, never names.",
    identity: "declaration_id",
    columns: {
      declaration_id: naming(text("identifier of the declaration")),
      actor_id: required(naming(text("the person who declared"))),
      party_id: required(naming(text("the person or organisation the conflict is with"))),
      kind: text("kind of conflict"),
      from_at: time("from when"),
      to_at: time("until when"),
    },
  },
  representations: {
    about: "Which lawyer or agency appeared for whom in which case.",
    identity: "appearance_id",
    columns: {
      appearance_id: naming(text("identifier of the appearance")),
      case_id: required(naming(text("the case"))),
      representative_id: required(naming(text("the lawyer or agency"))),
      kind: text("retained, duty, legal-aid or agency"),
      party_id: naming(text("the party represented")),
      favourable: boolean("whether the outcome was favourable to that party"),
      former_org: naming(text("court the representative served at")),
      left_at: time("when the representative left that court"),
      from_at: time("from when"),
    },
  },
  ratings: {
    about: "Ratings given at service windows.",
    identity: "rating_id",
    columns: {
      rating_id: naming(text("identifier of the rating")),
      org_id: required(naming(text("the window"))),
      group_id: text("windows of like business, compared with each other"),
      rated_at: required(time("when")),
      score: required(number("the rating")),
      valid: boolean("whether the rating counts"),
      terminal_id: naming(text("device it was given at")),
      rater_id: naming(text("pseudonym of the person who rated")),
      staff: boolean("whether it was given by staff"),
      followed_up_at: time("when the person was called back"),
      rectified_at: time("when it was put right"),
    },
  },
  access_log: {
    about: "Who opened which case in the system.",
    identity: "access_id",
    columns: {
      access_id: naming(text("identifier of the entry")),
      case_id: required(naming(text("the case opened"))),
      actor_id: required(naming(text("who opened it"))),
      at: required(time("when")),
      account_id: naming(text("account")),
      terminal_id: naming(text("terminal")),
      action: text("view, print or export"),
      basis: text("task or supervision basis"),
    },
  },
  exemptions: {
    about: "容错清单: register of reform pilots, emergency tasks and exempting documents.",
    identity: "exemption_id",
    columns: {
      exemption_id: required(naming(text("identifier of the entry"))),
      case_id: naming(text("the case it covers; empty for a whole unit, or for all")),
      org_id: naming(text("the unit it covers; empty for any")),
      rule: text("the rule or detector it covers; empty for any"),
      kind: text("reform pilot, emergency task or exempting document"),
      reason: required(text("why")),
      document: naming(text("number of the document")),
      author: naming(text("who entered it")),
      approver: naming(text("who approved it")),
      from_at: time("from when"),
      to_at: time("until when"),
    },
  },
  workload: {
    about: "Staff and load of a unit by period: what every backlog is read beside.",
    identity: "workload_id",
    columns: {
      workload_id: naming(text("identifier of the row")),
      org_id: required(naming(text("the unit"))),
      peer_group: text("units of like business, compared with each other"),
      period: required(text("calendar month, YYYY-MM")),
      handlers: number("handlers at work, full-time equivalents"),
      leave_days: number("days of leave and training"),
      emergency_days: number("days on emergency duty"),
      overtime_hours: number("hours of overtime"),
    },
  },
  control_totals: {
    about: "How many acts a source says it holds, by unit and day: what a feed is checked against.",
    identity: "total_id",
    columns: {
      total_id: naming(text("identifier of the total")),
      org_id: required(naming(text("the unit"))),
      day: required(time("the day of the acts")),
      events: required(integer("how many acts the source holds of that day")),
    },
  },
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof TABLES;
export const TABLE_NAMES = Object.keys(TABLES) as TableName[];

/** The table's definition with its columns as a plain record, for code that walks over any table. */
export const tableOf = (name: TableName): Table => TABLES[name];

/** Which of some columns of a table hold times. */
export const timesAmong = (table: TableName, columns: Iterable<string>): string[] =>
  [...columns].filter((name) => tableOf(table).columns[name]?.type === "time");
