// The leads as the page carries them: JSON, deflated, in base64. `payload.ts` writes it.

/**
 * @typedef {{
 *   words: { severities: Pair[], standings: Pair[], subjects: Pair[], tiers: Pair[] },
 *   open: number[],
 *   rules: [code: string, title: Pair, family: Pair, tier: number, card: string, apart: string][],
 *   units: string[],
 *   leads: { kind: number[], subject: string[], unit: number[], warnings: number[], since: number[] },
 *   warnings: { id: string[], rule: number[], severity: number[], standing: number[] },
 *   full: number, perFull: number, perBrief: number
 * }} Index
 * @typedef {{ lead: number } | { heading: Pair, count: number }} Row
 */

/** @type {Map<string, Promise<any>>} */
const unpacked = new Map();

/** A part of the data, opened once. @param {string} id @returns {Promise<any>} */
function unpack(id) {
  const known = unpacked.get(id);
  if (known) return known;
  const text = atob(byId(id).textContent);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const value = new Response(stream).json();
  unpacked.set(id, value);
  return value;
}

/** @type {Index} */
let index;
/** First warning of each lead, and one more for the end. @type {number[]} */
const firstWarning = [0];
/** The lead of each warning. @type {number[]} */
const leadOf = [];
/** @type {Map<string, number>} */
const warningById = new Map();

async function readIndex() {
  index = await unpack("page-index-data");
  index.leads.warnings.forEach((n, lead) => {
    const first = firstWarning[lead] ?? 0;
    for (let w = first; w < first + n; w++) {
      leadOf.push(lead);
      warningById.set(index.warnings.id[w] ?? "", w);
    }
    firstWarning.push(first + n);
  });
}

/** @type {Pair} */
const NOTHING = ["", ""];
/** @param {number} lead */
const warningsOf = (lead) =>
  Array.from({ length: index.leads.warnings[lead] ?? 0 }, (_, i) => (firstWarning[lead] ?? 0) + i);
/** @param {number} w */
const ruleOf = (w) => /** @type {Index["rules"][number]} */ (index.rules[index.warnings.rule[w] ?? 0]);
/** @param {number} w */
const severityOf = (w) => index.warnings.severity[w] ?? 0;
/** @param {number} w */
const standingOf = (w) => index.words.standings[index.warnings.standing[w] ?? 0] ?? NOTHING;
/** @param {number} w */
const isOpen = (w) => index.open.includes(index.warnings.standing[w] ?? 0);
/** @param {number} w */
const idOf = (w) => index.warnings.id[w] ?? "";
/** @param {number} lead */
const subjectOf = (lead) => index.leads.subject[lead] ?? "";
/** @param {number} lead */
const kindOf = (lead) => index.words.subjects[index.leads.kind[lead] ?? 0] ?? NOTHING;
/** @param {number} lead */
const unitOf = (lead) => index.units[index.leads.unit[lead] ?? -1] ?? "";
/** Of the gravest that is open, or of all where none is. @param {number} lead */
function levelOf(lead) {
  const own = warningsOf(lead);
  const open = own.filter(isOpen);
  return Math.max(...(open.length > 0 ? open : own).map(severityOf));
}
/** Whether all of a lead's text is in the page, or a sentence of each warning. @param {number} lead */
const isFull = (lead) => lead < index.full;

/** Trees of a lead told in full; else `[zh, en, measured, threshold, ...remarks]` of each warning. @param {number} lead */
async function toldOf(lead) {
  const [kind, per, place] = isFull(lead)
    ? ["full", index.perFull, lead]
    : ["brief", index.perBrief, lead - index.full];
  return (await unpack(`page-${kind}-${Math.floor(Number(place) / Number(per))}`))[Number(place) % Number(per)];
}

/** @param {Tree} tree @param {string[]} into */
function gatherText(tree, into) {
  if (typeof tree === "string") into.push(tree);
  else for (const child of tree.slice(2)) gatherText(child, into);
}

/** Every text of a lead in small letters, read once somebody looks for words. @type {string[] | null} */
let leadTexts = null;

async function readTexts() {
  /** @type {string[]} */
  const texts = [];
  for (let lead = 0; lead < index.leads.kind.length; lead++) {
    const told = await toldOf(lead);
    const parts = [subjectOf(lead), unitOf(lead)];
    if (isFull(lead)) for (const tree of told) gatherText(tree, parts);
    else for (const [zh, en] of told) parts.push(zh, en);
    for (const w of warningsOf(lead)) parts.push(idOf(w), ruleOf(w)[0], ...ruleOf(w)[1]);
    // A file and its line are two texts that are looked for as one.
    texts.push(parts.join("\n").replaceAll("\n:", ":").toLowerCase());
  }
  leadTexts = texts;
}

const filterForm = byId("page-filter");
/** What is chosen or written in a field of the filter. @param {string} name @returns {string} */
const chosen = (name) => filterForm.elements.namedItem(name).value;

/** Leads that have one warning that meets every condition, and every word somewhere. */
function matchingLeads() {
  const levels = new Set(all("input[name=level]:checked", filterForm).map((input) => Number(input.value)));
  const [family, rule, unit, status, tier] = ["family", "rule", "unit", "status", "tier"].map(chosen);
  const words = chosen("words").toLowerCase().split(/\s+/).filter(Boolean);
  /** @param {number} w */
  const meets = (w) =>
    levels.has(severityOf(w)) &&
    (family === "" || ruleOf(w)[2][0] === family) &&
    (rule === "" || index.warnings.rule[w] === Number(rule)) &&
    (status === "" || index.warnings.standing[w] === Number(status)) &&
    (tier === "" || ruleOf(w)[3] === Number(tier));
  /** @type {number[]} */
  const leads = [];
  for (let w = 0; w < leadOf.length; w++) {
    const lead = leadOf[w] ?? 0;
    if (!meets(w) || leads.at(-1) === lead || (unit !== "" && index.leads.unit[lead] !== Number(unit))) continue;
    if (words.every((part) => leadTexts?.[lead]?.includes(part))) leads.push(lead);
  }
  return leads;
}

const compareTexts = new Intl.Collator("zh-CN", { numeric: true }).compare;

/** @type {Record<string, (a: number, b: number) => number>} */
const ORDERS = {
  newest: (a, b) => (index.leads.since[b] ?? 0) - (index.leads.since[a] ?? 0),
  oldest: (a, b) => (index.leads.since[a] ?? 0) - (index.leads.since[b] ?? 0),
  most: (a, b) => (index.leads.warnings[b] ?? 0) - (index.leads.warnings[a] ?? 0),
  subject: (a, b) => compareTexts(subjectOf(a), subjectOf(b)),
};

/** Rows of the list, under headings where it is grouped. @param {number[]} leads @returns {Row[]} */
function arrange(leads) {
  const order = ORDERS[chosen("sort")];
  if (order) leads.sort((a, b) => order(a, b) || a - b);
  const by = chosen("group");
  if (by === "") return leads.map((lead) => ({ lead }));
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  for (const lead of leads) {
    const key = (by === "unit" ? index.leads.unit[lead] : index.warnings.rule[firstWarning[lead] ?? 0]) ?? -1;
    const own = groups.get(key);
    if (own) own.push(lead);
    else groups.set(key, [lead]);
  }
  return [...groups]
    .map(([key, own]) => ({ name: by === "unit" ? unitName(key) : ruleName(key), own }))
    .sort((a, b) => compareTexts(a.name[0], b.name[0]))
    .flatMap(({ name, own }) => [{ heading: name, count: own.length }, ...own.map((lead) => ({ lead }))]);
}

/** Its title, and what tells it apart from others of that title. @param {number} rule @returns {Pair} */
function ruleName(rule) {
  const [, [zh, en] = NOTHING, , , , apart = ""] = index.rules[rule] ?? [];
  return apart === "" ? [zh, en] : [`${zh}（${apart}）`, `${en} (${apart})`];
}

/** @param {number} unit @returns {Pair} */
const unitName = (unit) =>
  unit < 0 ? ["未记录单位", "no unit recorded"] : [index.units[unit] ?? "", index.units[unit] ?? ""];

/** @param {string} name @param {Iterable<[string, Pair]>} options */
function offer(name, options) {
  for (const [value, [zh, en]] of options) {
    const option = document.createElement("option");
    option.value = value;
    Object.assign(option.dataset, { zh, en });
    filterForm.elements.namedItem(name).append(option);
  }
}

/** Offers what there is to filter by. */
function offerChoices() {
  const { rules, units, words } = index;
  const used = rules
    .map((rule, i) => ({ rule, name: ruleName(i), value: String(i) }))
    .sort((a, b) => compareTexts(a.rule[0], b.rule[0]) || compareTexts(a.name[0], b.name[0]));
  offer("family", new Map(used.map(({ rule: [, , family] }) => [family[0], family])));
  offer(
    "rule",
    used.map(({ rule: [code], name: [zh, en], value }) => [value, [`${code} ${zh}`, `${code} ${en}`]]),
  );
  const named = units.map((unit, i) => ({ unit, value: String(i) })).sort((a, b) => compareTexts(a.unit, b.unit));
  offer(
    "unit",
    named.map(({ unit, value }) => [value, [unit, unit]]),
  );
  offer(
    "status",
    words.standings.map((standing, i) => [String(i), standing]),
  );
  offer(
    "tier",
    words.tiers.map((tier, i) => [String(i), tier]),
  );
  setLanguage();
}
