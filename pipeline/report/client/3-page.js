// The list, of which only the rows in sight exist, and the lead that is open beside it.

const list = byId("page-list");
const listRows = byId("page-rows");
const listCount = byId("page-count");
const detail = byId("page-detail");
const tools = byId("page-tools");
const ROW_HEIGHT = 68;
const SPARE_ROWS = 6;
/** @type {Row[]} */
let rows = [];
let openLead = -1;

/** @param {number} level */
const severityTag = (level) =>
  make("span", `tag sev s${level}`, `${level} `, both(index.words.severities[level] ?? NOTHING));

/** @param {Row} row @param {number} at */
function rowNode(row, at) {
  if ("heading" in row) {
    const heading = make("div", "heading", both(row.heading), make("span", "quiet", ` ${row.count}`));
    heading.setAttribute("role", "presentation");
    return heading;
  }
  const { lead } = row;
  const own = warningsOf(lead);
  const titles = make("span", "titles");
  own.slice(0, 3).forEach((w, i) => {
    titles.append(...(i > 0 ? [both(["；", "; "])] : []), both(ruleOf(w)[1]));
  });
  const [first] = own;
  const subject = make("span", "subject", both(kindOf(lead)), " ", dataText(subjectOf(lead)));
  const top = make(
    "span",
    "top",
    severityTag(levelOf(lead)),
    subject,
    make("span", "state", both(standingOf(first ?? 0))),
  );
  const bottom = make("span", "bottom", titles, dataText(unitOf(lead) === subjectOf(lead) ? "" : unitOf(lead)));
  const option = make("div", `row s${levelOf(lead)}`, top, bottom);
  option.id = `page-row-${lead}`;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", String(lead === openLead));
  option.setAttribute("aria-setsize", String(rows.length));
  option.setAttribute("aria-posinset", String(at + 1));
  option.addEventListener("click", () => show(lead, true));
  return option;
}

function drawRows() {
  listRows.style.height = `${rows.length * ROW_HEIGHT}px`;
  const from = Math.max(0, Math.floor(list.scrollTop / ROW_HEIGHT) - SPARE_ROWS);
  const to = Math.ceil((list.scrollTop + list.clientHeight) / ROW_HEIGHT) + SPARE_ROWS;
  const shown = rows.slice(from, to).map((row, i) => {
    const node = rowNode(row, from + i);
    node.style.top = `${(from + i) * ROW_HEIGHT}px`;
    return node;
  });
  listRows.replaceChildren(...shown);
  const active = byId(`page-row-${openLead}`);
  if (active) list.setAttribute("aria-activedescendant", active.id);
  else list.removeAttribute("aria-activedescendant");
}

async function applyFilter() {
  if (leadTexts === null && chosen("words").trim() !== "") {
    listCount.replaceChildren(both(["正在查找…", "looking…"]));
    await readTexts();
  }
  rows = arrange(matchingLeads());
  const shown = rows.filter((row) => "lead" in row).length.toLocaleString("en-US");
  const whole = index.leads.kind.length.toLocaleString("en-US");
  listCount.replaceChildren(both([`符合 ${shown} / ${whole} 条`, `${shown} of ${whole} leads`]));
  const at = placeOf(openLead);
  if (at < 0) list.scrollTop = 0;
  else bringRow(at);
  drawRows();
}

/** @param {number} lead */
const placeOf = (lead) => rows.findIndex((row) => "lead" in row && row.lead === lead);

/** A lead of which the page has a sentence for each warning. @param {number} lead @param {any[]} told */
function briefArticle(lead, told) {
  const article = make("article", `lead s${levelOf(lead)}`);
  const head = make("h3", "", both(kindOf(lead)), " ", dataText(subjectOf(lead)));
  article.append(make("header", "", head, make("p", "tags", severityTag(levelOf(lead)), dataText(unitOf(lead)))));
  article.append(byId("page-brief-note").content.cloneNode(true));
  warningsOf(lead).forEach((w, i) => {
    const [zh, en, measured, threshold, ...remarks] = told[i];
    const [code, title, , tier, card] = ruleOf(w);
    const tags = [
      make("span", "tag", both(index.words.tiers[tier] ?? NOTHING)),
      make("span", "tag", both(standingOf(w))),
    ];
    const head = make(
      "h4",
      "",
      make("span", "", both(title)),
      severityTag(severityOf(w)),
      ...tags,
      make("span", "code", dataText(code)),
    );
    const section = make("section", `notice s${severityOf(w)}`, head, make("p", "sentence long", both([zh, en])));
    section.dataset.id = idOf(w);
    const facts = make("ol", "clock");
    if (measured)
      facts.append(
        make("li", "result", make("span", "", both(["数据显示", "Measured"])), make("b", "", both(measured))),
      );
    if (threshold)
      facts.append(
        make("li", "result", make("span", "", both(["比对标准", "Compared with"])), make("b", "", both(threshold))),
      );
    section.append(
      ...remarks.map((/** @type {Pair} */ remark) => make("p", "note", both(remark))),
      facts,
      ...JSON.parse(card).map((/** @type {Tree} */ tree) => build(tree)),
      make("p", "origin", both(["编号 ", "id "]), dataText(idOf(w))),
    );
    article.append(section);
  });
  return article;
}

/** Opens a lead, at one of its warnings where one is named. `go` brings it into sight. @param {number} lead @param {boolean} go @param {number} [warning] */
async function show(lead, go, warning) {
  openLead = lead;
  drawRows();
  const told = await toldOf(lead);
  if (openLead !== lead) return;
  detail.replaceChildren(
    ...(isFull(lead) ? told.map((/** @type {Tree} */ tree) => build(tree)) : [briefArticle(lead, told)]),
  );
  tools.hidden = false;
  const id = idOf(warning ?? firstWarning[lead] ?? 0);
  const alone = index.leads.warnings[lead] === 1;
  const target = warning === undefined || alone ? tools : all(".notice", detail).find((part) => part.dataset.id === id);
  if (warning !== undefined && !alone) target?.classList.add("target");
  if (!go || !target) return;
  history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  const { top } = target.getBoundingClientRect();
  if (warning !== undefined || top < 0 || top > innerHeight * 0.6) target.scrollIntoView();
}

/** Opens the lead so many rows on from the one that is open. @param {number} by */
function step(by) {
  const leads = rows.flatMap((row, at) => ("lead" in row ? [{ lead: row.lead, at }] : []));
  const here = leads.findIndex(({ lead }) => lead === openLead);
  const next = leads[Math.min(leads.length - 1, Math.max(0, here + by))];
  if (!next) return;
  bringRow(next.at);
  show(next.lead, false).then(() =>
    history.replaceState(null, "", `#${encodeURIComponent(idOf(firstWarning[next.lead] ?? 0))}`),
  );
}

/** @param {number} at */
function bringRow(at) {
  const top = at * ROW_HEIGHT;
  if (top < list.scrollTop || top + ROW_HEIGHT > list.scrollTop + list.clientHeight) {
    list.scrollTop = Math.max(0, top - (list.clientHeight - ROW_HEIGHT) / 2);
  }
}

/** Opens the warning that the address names; any other link is the browser's. */
function follow() {
  let id = "";
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch {
    return;
  }
  const warning = warningById.get(id);
  if (warning === undefined) {
    for (let at = byId(id); at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    byId(id)?.scrollIntoView();
    return;
  }
  const lead = leadOf[warning] ?? 0;
  if (placeOf(lead) < 0) {
    filterForm.reset();
    applyFilter();
  }
  bringRow(placeOf(lead));
  show(lead, true, warning);
}

const STEPS = new Map(Object.entries({ ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -1e9, End: 1e9 }));

function listen() {
  let drawing = 0;
  const drawSoon = () => {
    cancelAnimationFrame(drawing);
    drawing = requestAnimationFrame(drawRows);
  };
  list.addEventListener("scroll", drawSoon, { passive: true });
  addEventListener("resize", drawSoon);
  list.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const by = STEPS.get(event.key);
    if (by === undefined && event.key !== "Enter") return;
    event.preventDefault();
    if (by !== undefined) step(by);
    else detail.focus();
  });
  let waiting = 0;
  filterForm.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
  filterForm.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(applyFilter, 120);
  });
  filterForm.addEventListener("reset", () => setTimeout(applyFilter));
  byId("page-next").addEventListener("click", () => step(1));
  byId("page-before").addEventListener("click", () => step(-1));
  byId("page-back").addEventListener("click", () => list.scrollIntoView({ block: "center" }));
  byId("page-print").addEventListener("click", () => {
    document.documentElement.classList.add("print-lead");
    print();
  });
  addEventListener("hashchange", follow);
}

async function start() {
  if (!document.documentElement.classList.contains("js") || !filterForm) return;
  await readIndex();
  offerChoices();
  await applyFilter();
  listen();
  const [first] = rows;
  if (location.hash) follow();
  else if (first && "lead" in first) await show(first.lead, false);
  document.documentElement.classList.add("ready");
}
start();
