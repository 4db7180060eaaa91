// What leaves the page as a picture, as a page of its own, or through the clipboard.
// Loaded when it is first needed; in comove.html it is part of carried.js.

import { set } from "./again.js";
import { parsed } from "./parsed.js";
import { dialog } from "./publish-dialog.js";
import { offer, verify } from "./verify.js";

export { tellHeight } from "./height.js";
export { keepCurrent } from "./current.js";
export { receive } from "./verify.js";

/** What it was built with: a page of another build does not use it. */
export const build = BUILD;

/**
 * `spec` comes from the program (src/page/publish.rs). `parts.template()` gives the text of
 * a figure's page without what it shows, `parts.program()` its program, packed: gzipped, as base64;
 * `parts.component()` the text of comove-figure.js.
 * Resolves with a Blob, with what was chosen, or with nothing where something was opened.
 */
export async function publish(spec, parts) {
  if (spec.kind === "dialog") return dialog(parts);
  if (spec.kind === "verify") return spec.beside ? offer(spec) : verify(spec);
  const svg = new Blob([spec.svg], { type: "image/svg+xml" });
  if (spec.kind === "svg") return new Blob([kept(spec.svg)], { type: svg.type });
  if (spec.kind === "html") return new Blob([await figurePage(spec, parts)], { type: "text/html;charset=utf-8" });
  if (spec.kind === "figure.json") return new Blob([await figureData(spec)], { type: "application/json" });
  return rastered(svg, spec);
}

/** How the files of an analysis were read, as far as that may leave: a condition can name a host or a user. */
const readings = (report) => {
  const named = report.recipe.groupNames;
  return comove
    .sources()
    .filter(({ name }) => report.sources.some((source) => source.name === name))
    .map(({ id, name, overrides: { filter, filters, ...others } }) => ({
      id,
      name,
      overrides: set(named ? { filter, filters, ...others } : others),
      filtered: !named && Boolean(filter || filters?.length),
    }));
};

/** What brings an analysis back where a figure is dropped on the page. */
const keptOf = (spec, report, made) => ({ made, commit: report.commit ?? null, readings: readings(report), ...JSON.parse(spec.kept) });

/** A figure without its program: what comove-figure.js takes. */
async function figureData(spec) {
  const report = JSON.parse(spec.report);
  const [figure, result] = await Promise.all([packed(spec.figure), packed(JSON.stringify(report))]);
  const { title, subtitle, note, byline, language, theme = null } = spec;
  return JSON.stringify({ comove: "figure", version: report.version, title, subtitle, note, byline, language, theme, figure, report: result, ...keptOf(spec, report, new Date().toISOString()) });
}

/** An SVG whose words keep their widths, where it is opened with other fonts than it was laid out with. */
function kept(svg) {
  const drawn = parsed(svg, "image/svg+xml");
  const pen = document.createElement("canvas").getContext("2d");
  const family = drawn.documentElement.getAttribute("font-family") ?? "sans-serif";
  for (const text of drawn.querySelectorAll("text")) {
    pen.font = `${text.getAttribute("font-weight") ?? "normal"} ${text.getAttribute("font-size")}px ${family}`;
    const words = text.textContent.trim();
    if (words.length < 4) continue;
    text.setAttribute("textLength", Math.round(pen.measureText(words).width));
    text.setAttribute("lengthAdjust", "spacingAndGlyphs");
  }
  return new XMLSerializer().serializeToString(drawn);
}

async function rastered(svg, { width, height, scale }) {
  const image = new Image();
  image.src = URL.createObjectURL(svg);
  try {
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) =>
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("the picture is too large for this browser"))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

/** Gzipped, as base64: as figures carry what they show (held.js). */
export async function packed(data) {
  const gzipped = await new Response(new Blob([data]).stream().pipeThrough(new CompressionStream("gzip"))).blob();
  const reader = new FileReader();
  await new Promise((done, failed) => {
    Object.assign(reader, { onload: done, onerror: () => failed(reader.error) });
    reader.readAsDataURL(gzipped);
  });
  return reader.result.slice(reader.result.indexOf(",") + 1);
}

/** A picture whose lines say how far it is to each point, not where that is: a third of the signs. */
function shorter(drawn) {
  for (const line of drawn.querySelectorAll("polyline")) {
    const points = line.getAttribute("points").split(" ").map((point) => point.split(",").map(Number));
    // Sums of whole numbers are exact.
    if (!points.flat().every(Number.isInteger)) continue;
    const path = drawn.createElementNS(line.namespaceURI, "path");
    for (const { name, value } of line.attributes) if (name !== "points") path.setAttribute(name, value);
    const steps = points.map(([x, y], at) => (at ? [x - points[at - 1][0], y - points[at - 1][1]] : [x, y]));
    path.setAttribute("d", `m${steps.join(" ").replace(/[ ,]-/g, "-")}`);
    line.replaceWith(path);
  }
  return drawn;
}

// Everything that comes from a file is set as text: no label can become markup.
async function figurePage(spec, parts) {
  const report = JSON.parse(spec.report);
  const [template, program, figure, result] = await Promise.all([parts.template(), parts.program(), packed(spec.figure), packed(JSON.stringify(report))]);
  // The styles stay out while the page is made: this page's own policy would refuse them, aloud.
  const styles = [];
  const styleless = template.replace(/<style[^>]*>[^]*?<\/style>/g, (style) => `<meta name="style" content="${styles.push(style) - 1}">`);
  const page = parsed(styleless, "text/html");
  const made = new Date().toISOString();
  const find = (selector, inside = page) => inside.querySelector(selector);
  const add = (parent, tag, text = "") => {
    const child = parent.appendChild(page.createElement(tag));
    child.textContent = text;
    return child;
  };

  page.documentElement.lang = spec.language;
  if (spec.theme) page.documentElement.dataset.theme = spec.theme;
  else delete page.documentElement.dataset.theme;
  page.title = spec.title;
  for (const language of page.documentElement.dataset.languages.split(" ")) delete find("title").dataset[language];
  const headline = spec.title;
  const lines = (text) => text.split("\n").filter(Boolean);
  find("meta[name=description]").content = headline;
  const made_by = `Comove ${report.version}${report.commit ? ` (${report.commit})` : ""}`;
  Object.assign(page.head.appendChild(page.createElement("meta")), { name: "generator", content: made_by });
  const policy = find("meta[http-equiv=Content-Security-Policy]");
  policy.content = policy.content
    .replaceAll(" 'self'", "")
    .split("; ")
    .filter((rule) => !/^(connect|worker|manifest|font)-src/.test(rule))
    .join("; ");

  Object.assign(page.body.dataset, { state: "still", figureOnly: "", frozen: "" });
  const parted = document.getElementById("publish-template").content;
  const still = page.importNode(find(".still", parted), true);
  find("h1", still).textContent = headline;
  find(".figure-subtitle", still).textContent = spec.subtitle;
  for (const line of lines(spec.details)) add(find(".sure", still), "p", line);
  for (const caution of lines(spec.cautions)) add(find(".cautions", still), "li", caution);
  if (spec.span) find(".still-picture", still).dataset.span = spec.span;
  find(".still-picture", still).append(page.importNode(shorter(parsed(spec.svg, "image/svg+xml")).documentElement, true));

  const [period, ...axes] = spec.heads.split("\n").slice(0, 3);
  const { labels, x, y, partial } = report.aligned;
  // In words, as on the page.
  const said = spec.labels.split("\n");
  find("caption", still).textContent = spec.title;
  const head = add(find("thead", still), "tr");
  for (const text of [period, ...axes]) Object.assign(add(head, "th", text), { scope: "col", dir: "auto" });
  // A thousand rows and more: what a style can say of a cell is not said in each.
  const notWhole = new Set(partial);
  said.forEach((words, at) => {
    const row = add(find("tbody", still), "tr");
    if (notWhole.has(labels[at])) row.className = "partial";
    add(row, "th", words);
    for (const value of [x[at], y[at]]) add(row, "td", value === null ? "–" : value.toLocaleString(spec.language, { maximumSignificantDigits: 6 }));
  });

  if (spec.more) add(add(find("tbody", still), "tr"), "td", spec.more).colSpan = 1 + axes.length;

  const about = page.importNode(find(".about", parted), true);
  for (const source of report.sources) {
    const row = add(find("tbody", about), "tr");
    Object.assign(add(row, "th", source.name), { scope: "row", dir: "auto" });
    for (const count of [source.rowsUsed, source.rowsSkipped]) add(row, "td", count.toLocaleString(spec.language)).className = "number";
    add(row, "td", source.zone);
    add(add(row, "td"), "code", source.sha256 ?? "–");
  }
  find(".about-note", about).textContent = spec.note;
  find(".about-byline", about).textContent = spec.byline;
  find(".about-source", about).textContent = spec.source;
  for (const line of lines(spec.compared)) add(find(".about-left", about), "li", line);
  find(".about-program", about).textContent = made_by;
  // The way back, where there is one.
  for (const link of about.querySelectorAll("a")) {
    if (location.protocol === "file:") link.replaceWith(...link.childNodes);
    else link.href = new URL(location.pathname, location.href);
  }
  for (const time of about.querySelectorAll("time")) Object.assign(time, { dateTime: made, textContent: spec[`made-${time.closest("[lang]").lang}`] });

  const open = page.createElement("main");
  open.append(still, about);
  page.body.insertBefore(open, find("script[type=module]"));
  // As text: an engine takes what is put into a script element for a script, whatever its type. Only signs of
  // base64 and JSON without "<" can be in them.
  const carried = (attributes, text) => `<script ${attributes}>${text.replaceAll("<", "\\u003c")}</script>`;
  const data = [
    carried('id="comove-data" type="application/json"', JSON.stringify(keptOf(spec, report, made))),
    ...[["figure", figure], ["report", result], ["figure.wasm", program]].map(([name, text]) => carried(`type="text/plain" data-file="${name}"`, text)),
  ].join("");
  const text = page.documentElement.outerHTML.replace(/<meta name="style" content="(\d+)">/g, (_, at) => styles[at] ?? "");
  const end = text.lastIndexOf("</body>");
  const html = `${text.slice(0, end)}${data}${text.slice(end)}`;
  return `<!doctype html>\n${html}`;
}
