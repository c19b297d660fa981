/**
 * What the page can do with a script and does without: filter, open and close, follow a link into a closed part.
 * Plain JavaScript of the browser, put into the page as it stands here.
 */
export const CLIENT = `
(() => {
  "use strict";
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const byId = (id) => document.getElementById(id);

  const languages = all(".lang");
  const setLanguage = () => {
    const chosen = languages.find((input) => input.checked);
    if (chosen) document.documentElement.lang = chosen.value;
  };
  for (const input of languages) input.addEventListener("change", setLanguage);
  setLanguage();

  const leads = all("article.lead");
  const rows = all("#page-index tbody tr");
  const filter = byId("page-filter");
  const search = byId("page-search");
  const count = byId("page-count");
  const texts = new Map();
  const textOf = (lead) => {
    if (!texts.has(lead)) texts.set(lead, lead.textContent.toLowerCase());
    return texts.get(lead);
  };
  const apply = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const levels = new Set(all("input[name=page-level]:checked").map((input) => input.value));
    let shown = 0;
    leads.forEach((lead, i) => {
      const fits = levels.has(lead.dataset.level) && words.every((word) => textOf(lead).includes(word));
      lead.hidden = !fits;
      if (rows[i]) rows[i].hidden = !fits;
      if (fits) shown += 1;
    });
    count.textContent = shown + " / " + leads.length;
  };
  if (filter) {
    filter.hidden = false;
    let waiting = 0;
    filter.addEventListener("submit", (event) => event.preventDefault());
    filter.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(apply, 150);
    });
    filter.addEventListener("reset", () => setTimeout(apply));
    byId("page-open").addEventListener("click", () => setOpen(true));
    byId("page-close").addEventListener("click", () => setOpen(false));
    apply();
  }
  const setOpen = (open) => {
    for (const details of all("article.lead details")) details.open = open;
  };

  const reveal = () => {
    let target = null;
    try {
      target = byId(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return;
    }
    if (!target) return;
    const lead = target.closest("article.lead");
    if (lead && lead.hidden) filter.reset();
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target.matches(".warning")) for (const details of all("details", target)) details.open = true;
    setTimeout(() => target.scrollIntoView(), 50);
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });
})();
`;
