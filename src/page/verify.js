// Do a figure and the files that it names agree? They are dropped together; the files are read as the figure
// says, and what comes out is compared with what it shows, value by value. That takes a page of its own: where
// another analysis is open, a new tab is offered, so that nothing of it is lost.

import { again } from "./again.js";
import { parsed } from "./parsed.js";
import { list, period, said, says } from "./says.js";
import { unpacked } from "./unpacked.js";

const ROWS = 20;

/** What a figure carries: its page's text, or the text of a figure.json. */
export async function carried(text) {
  const json = text.trimStart().startsWith("{");
  const page = json ? null : parsed(text.replace(/<style[^>]*>[^]*?<\/style>/g, ""));
  const data = JSON.parse(json ? text : page.getElementById("comove-data").textContent);
  const report = await unpacked(json ? data.report : page.querySelector("[data-file=report]").textContent).json();
  return { data, report };
}

/** Where two reports differ: periods that only one has, and values. */
export function differences(figure, files) {
  const place = new Map(files.aligned.labels.map((label, at) => [label, at]));
  const found = [];
  let values = 0;
  figure.aligned.labels.forEach((label, at) => {
    const other = place.get(label);
    place.delete(label);
    for (const side of ["x", "y"]) {
      const [shown, now] = [figure.aligned[side][at], other === undefined ? undefined : files.aligned[side][other]];
      if (shown === now) values += 1;
      else found.push({ label, series: figure[side].label, shown, now });
    }
  });
  return { values, found, more: [...place.keys()] };
}

/** Asks, beside another analysis: compare in a new tab, or open the figure here? Resolves with what was chosen. */
export function offer({ text, files }) {
  return new Promise((done) => {
    const dialog = show([says("verify-offer"), says("verify-stays")], [], ["verify-tab", "verify-open"]);
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === "verify-tab") handOver({ text, files });
      done(dialog.returnValue === "verify-open" ? "open" : undefined);
    });
  });
}

// A page from disk has no origin that could be named.
const target = globalThis.origin === "null" ? "*" : globalThis.origin;
const mine = ({ origin, source }, other) => source === other && origin === globalThis.origin;

/** Opens a page of Comove, and gives it what it asks for. */
function handOver({ text, files }) {
  const other = open(`${location.pathname}?verify`, "_blank");
  // A browser that allows no tab; dropped on a page that was opened by hand, they are compared as well.
  if (!other) return show([says("verify-no-tab")]);
  addEventListener("message", function give(event) {
    if (!mine(event, other) || event.data?.comove !== "verify") return;
    removeEventListener("message", give);
    other.postMessage({ comove: "verify", text, files: [...files] }, target);
  });
}

/** In that page: asks for the figure and its files, and compares them. */
export function receive() {
  addEventListener("message", function take(event) {
    if (!mine(event, opener) || event.data?.comove !== "verify") return;
    removeEventListener("message", take);
    comove.ready.then(() => verify(event.data)).catch((error) => show([String(error.message ?? error)]));
  });
  opener?.postMessage({ comove: "verify" }, target);
}

export async function verify({ text, files }) {
  const { data, report } = await carried(text);
  const readings = data.readings ?? report.sources.map(({ name }, at) => ({ id: `s${at + 1}`, name }));
  const named = (name) => files.find((file) => file.name === name.split(/[/\\]/).pop());
  const [known, missing] = [readings.filter(({ name }) => named(name)), readings.filter(({ name }) => !named(name))];
  if (missing.length) return show([says("verify-missing", { files: list(missing.map(({ name }) => name)) })]);
  const now = await again(known.map(({ name }) => named(name)), known, data.kept.set);
  const { values, found, more } = differences(report, now);
  const lines = [];
  const same = !found.length && !more.length;
  lines.push(same ? says("verify-agrees", { values: values.toLocaleString() }) : says("verify-differs", { found: found.length.toLocaleString(), values: values.toLocaleString() }));
  for (const source of report.sources) {
    const other = now.sources.find(({ name }) => name === source.name);
    if (source.sha256 && other?.sha256) lines.push(says(source.sha256 === other.sha256 ? "verify-same-file" : "verify-other-file", { name: source.name }));
  }
  if (more.length) lines.push(says("verify-more", { count: more.length.toLocaleString(), first: period(more[0], now.aligned.period), last: period(more.at(-1), now.aligned.period) }));
  if (data.readings?.some(({ filtered }) => filtered)) lines.push(says("verify-filtered"));
  if (report.version !== now.version) lines.push(says("verify-version", { then: report.version, now: now.version }));
  if (report.verdict.en !== now.verdict.en) lines.push(says("verify-verdict"));
  const { period: kind } = report.aligned;
  show(lines, found.map(({ label, ...others }) => ({ ...others, label: period(label, kind)[document.documentElement.lang] })));
}

/** A dialog with lines and a table; `ways` are its buttons beside "Close". */
function show(lines, found = [], ways = []) {
  const dialog = document.createElement("dialog");
  dialog.id = "verified";
  dialog.setAttribute("aria-labelledby", "verified-first");
  const form = dialog.appendChild(document.createElement("form"));
  form.method = "dialog";
  lines.forEach((line, at) => {
    const paragraph = form.appendChild(document.createElement(at ? "p" : "h2"));
    if (!at) paragraph.id = "verified-first";
    paragraph.append(line);
  });
  if (found.length) {
    const scroll = form.appendChild(document.createElement("div"));
    Object.assign(scroll, { className: "table-scroll", tabIndex: 0 });
    const table = scroll.appendChild(document.createElement("table"));
    const row = (cells, tag) => {
      const row = table.appendChild(document.createElement("tr"));
      for (const cell of cells) {
        const element = row.appendChild(document.createElement(tag));
        element.dir = "auto";
        element.append(cell);
      }
    };
    row(["verify-period", "verify-series", "verify-shown", "verify-now"].map((name) => says(name)), "th");
    const value = (number) => (number === undefined ? "" : number === null ? "–" : number.toLocaleString(document.documentElement.lang, { maximumSignificantDigits: 10 }));
    for (const { label, series, shown, now } of found.slice(0, ROWS)) row([label, series, value(shown), value(now)], "td");
    if (found.length > ROWS) form.append(Object.assign(document.createElement("p"), { textContent: said("verify-rest", { count: (found.length - ROWS).toLocaleString() }) }));
  }
  const close = form.appendChild(document.createElement("p"));
  close.className = "dialog-actions";
  for (const [at, way] of [...ways, "close"].entries()) {
    const button = close.appendChild(document.createElement("button"));
    Object.assign(button, { type: "submit", value: way, className: at ? "" : "primary" });
    button.append(says(way));
  }
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
