// `<comove-figure src="name.figure.json">`: figures in another page, whose program is loaded once.
//
// This file holds all that they share: the program (WASM) and its page's elements (PAGE), both packed, its WARNING and its
// styles (STYLE); component.mjs puts them there. A figure is drawn in a frame without an address, so that no style of the page
// around touches it and its own width decides its layout; the frame is of the page's origin and under its
// policy: `script-src` with this file's host and 'wasm-unsafe-eval', `connect-src` with that of the figures, and
// `comove-figure` in `trusted-types` where it has that.
// Until it is drawn, and where it cannot be, the page shows what stands in the element.
//
//   src     the exported figure.json; a script can give what is in it as the property `data` instead
//   height  of the chart alone, CSS pixels (450)
//   full    with everything below the chart, as high as it is
//   theme   light or dark; as the page around without it
//   lang    en or ja; that of the export without it

import glue from "program";
import { around, openFigure } from "./open-figure.js";
import { elements, trusting } from "./trusted.js";
import { compiled, unpacked } from "./unpacked.js";

// For pages that enforce Trusted Types: both are texts of this file. A page that loads it twice has its rule.
let policy;
const trusted = (text) => (policy ??= trusting("comove-figure", { createHTML: (text) => text })).createHTML(text);

/** The program that figures carry: gzipped, as base64. */
export const packed = () => WASM;
let shared;
const program = () =>
  (shared ??= Promise.all([
    unpacked(PAGE).text().then((page) => `${WARNING}\n${page}`),
    compiled(packed()),
  ]));

// Outside of a browser, where a page is made beforehand, there is nothing to extend.
export class ComoveFigure extends (globalThis.HTMLElement ?? Object) {
  /** What it was made with: a page of another build does not hand it out. */
  static build = BUILD;
  static observedAttributes = ["src", "height", "full", "theme", "lang"];
  #watch;
  #data;
  #turn = 0;

  connectedCallback() {
    // What was set before this script was there.
    if (Object.hasOwn(this, "data")) {
      const { data } = this;
      delete this.data;
      this.#data = data;
    }
    if (!this.shadowRoot) {
      this.attachShadow({ mode: "open" }).append(document.createElement("slot"));
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(":host { display: block } iframe { display: block; inline-size: 100%; border: 0 }");
      this.shadowRoot.adoptedStyleSheets = [sheet];
    }
    // A frame that was moved has lost what was in it: it is drawn again.
    this.#await();
  }

  disconnectedCallback() {
    this.#watch?.disconnect();
  }

  attributeChangedCallback() {
    this.#await();
  }

  /** What a figure.json holds, in the place of `src`. */
  get data() {
    return this.#data;
  }
  set data(figure) {
    this.#data = figure;
    this.#await();
  }

  /** Draws it as soon as it comes near the eye. */
  #await() {
    this.#watch?.disconnect();
    if (!this.isConnected || !this.shadowRoot || !(this.#data || this.hasAttribute("src"))) return;
    this.#watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        const turn = this.#turn + 1;
        this.draw().catch((error) => {
          if (turn !== this.#turn) return;
          this.shadowRoot.replaceChildren(document.createElement("slot"));
          console.error(error);
          this.dispatchEvent(new CustomEvent("comove-error", { detail: error }));
        });
      },
      { rootMargin: "400px" },
    );
    this.#watch.observe(this);
  }

  async #loaded() {
    if (this.#data) return this.#data;
    const answer = await fetch(new URL(this.getAttribute("src"), document.baseURI));
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${answer.statusText}`);
    return answer.json();
  }

  /** Loads and draws it; resolves once it is drawn, rejects where it cannot be. */
  async draw() {
    this.#watch?.disconnect();
    const turn = ++this.#turn;
    const [data, [html, module]] = await Promise.all([this.#loaded(), program()]);
    if (data.comove !== "figure") throw new Error(`${this.getAttribute("src") ?? "data"} is no figure of Comove`);
    const [figure, report] = await Promise.all([unpacked(data.figure).arrayBuffer(), unpacked(data.report).json()]);
    // Something else is to be drawn by now.
    if (turn !== this.#turn) return;
    if (!this.isConnected) throw new Error("the element is in no document");
    const form = this.hasAttribute("full") ? "full" : "chart";
    const frame = document.createElement("iframe");
    Object.assign(frame, { title: data.title, srcdoc: trusted("<!doctype html>") });
    frame.style.blockSize = `${Number(this.getAttribute("height")) || 450}px`;
    await new Promise((done) => {
      frame.addEventListener("load", done, { once: true });
      this.shadowRoot.replaceChildren(frame);
    });
    const inside = frame.contentWindow;
    const page = inside.document;
    const sheet = new inside.CSSStyleSheet();
    sheet.replaceSync(STYLE);
    page.adoptedStyleSheets = [sheet];
    page.title = data.title;
    const root = page.documentElement;
    root.lang = this.lang || data.language;
    root.dataset.languages = "en ja";
    const theme = this.getAttribute("theme") ?? data.theme;
    root.dataset.theme = theme === "light" || theme === "dark" ? theme : around(this);
    Object.assign(page.body.dataset, { state: "figure", figureOnly: "", frozen: "" });
    openFigure(inside, { elements: elements(trusted(html)), report, form, subtitle: data.subtitle });
    page.getElementById("main").append(credits(page, data));
    const trouble = (words) => {
      page.getElementById("trouble-text").textContent = words;
      page.getElementById("trouble").hidden = false;
    };
    inside.comoveParts = { figure: new Uint8Array(figure), report, trouble };
    await glue(inside).default({ module_or_path: module });
    if (turn !== this.#turn) return;
    this.report = async () => structuredClone(report);
    this.dispatchEvent(new Event("comove-ready"));
  }
}

/** The lines below the figure. */
function credits(page, { note, byline }) {
  const about = page.createElement("footer");
  about.className = "about";
  for (const [name, text] of [["note", note], ["byline", byline], ["source", ""]]) {
    const line = about.appendChild(page.createElement("p"));
    Object.assign(line, { className: `about-${name}`, textContent: text, dir: "auto" });
  }
  return about;
}

// A page can have it from two places.
const registry = globalThis.customElements;
if (registry && !registry.get("comove-figure")) registry.define("comove-figure", ComoveFigure);
