// What the page can do with a script: list every lead, filter, sort, open one, follow a link to it. The files of this
// folder are one script, in the order of their names.
//
// Elements are made one by one and texts stay texts: no markup is ever made of data.

/**
 * @typedef {string | [name: string, attributes: Record<string, string> | 0, ...children: any[]]} Tree
 * @typedef {[zh: string, en: string]} Pair
 */

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);
/** @param {string} selector @param {ParentNode} [from] @returns {any[]} */
const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));

const SVG = "http://www.w3.org/2000/svg";
const HARMLESS = /^(?!on|style$|src|action|formaction|xlink)[a-z][\w-]*$/i;

/** @param {Tree} tree @param {boolean} [drawing] @returns {Node} */
function build(tree, drawing = false) {
  if (typeof tree === "string") return document.createTextNode(tree);
  const [name, attributes, ...children] = tree;
  const inside = drawing || name === "svg";
  const node = inside ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (HARMLESS.test(key) && (key !== "href" || value.startsWith("#"))) node.setAttribute(key, value);
  }
  for (const child of children) node.append(build(child, inside));
  return node;
}

/** @param {string} name @param {string} className @param {(Node | string)[]} children */
function make(name, className, ...children) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

/** A text in both languages; the style sheet shows one. @param {Pair} pair */
function both([zh, en]) {
  if (zh === en) return document.createTextNode(zh);
  const parts = document.createDocumentFragment();
  for (const [language, text] of Object.entries({ zh, en })) {
    const part = make("span", "", text);
    part.lang = language;
    parts.append(part);
  }
  return parts;
}

/** Text out of a log, unable to turn the direction of what stands around it. @param {string} text */
const dataText = (text) => make("bdi", "", text);

const languageInputs = /** @type {HTMLInputElement[]} */ (all(".lang"));
const chosenLanguage = () => languageInputs.find((input) => input.checked)?.value ?? "zh";

/** Options of a choice and names only read aloud cannot stand in the page twice: they change with the language. */
function setLanguage() {
  document.documentElement.lang = chosenLanguage() === "zh" ? "zh-CN" : "en";
  for (const node of all("[data-zh]")) {
    const text = node.dataset[chosenLanguage()];
    if (node.tagName === "OPTION") node.textContent = text;
    else node.setAttribute("aria-label", text);
  }
}
for (const input of languageInputs) input.addEventListener("change", setLanguage);
setLanguage();

// On paper a notice is told in full.
/** @type {HTMLDetailsElement[]} */
let folded = [];
addEventListener("beforeprint", () => {
  folded = all(".notice details:not([open])");
  for (const part of folded) part.open = true;
});
addEventListener("afterprint", () => {
  for (const part of folded) part.open = false;
  document.documentElement.classList.remove("print-lead");
});
