// The dialog "Publish": its words stand in publish.html, its preview is the exported picture itself, and
// what is set goes into the recipe (src/recipe/publication.rs says what each field takes).

import page from "./publish.html";
import sheet from "./publish.css";
import { set as given } from "./again.js";
import { code } from "./embed-code.js";
import { luminance } from "./luminance.js";
import { parsed } from "./parsed.js";
import { folder } from "./publish-folder.js";
import { said as say } from "./says.js";

const find = (selector, inside = document) => inside.querySelector(selector);
const language = () => document.documentElement.lang;
const SIZES = { card: [1200, 630], post: [1200, 800], slide: [1280, 720] };

let dialogElement;
let parts;
let report;
let stem;
let headline;

export async function dialog(from) {
  parts = from;
  report = await comove.report();
  const element = (dialogElement ??= made());
  for (const option of element.querySelectorAll("option[data-en]")) option.textContent = option.dataset[language()];
  find("#publish-done").textContent = "";
  find("#publish-language").value = language();
  fill();
  element.showModal();
  await draw();
}

function made() {
  const styles = new CSSStyleSheet();
  styles.replaceSync(sheet);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles];
  const element = document.body.appendChild(parsed(page).querySelector("dialog"));
  element.addEventListener("input", (event) => changed(event.target));
  element.addEventListener("click", ({ target }) => {
    const way = target.closest("[data-way]")?.dataset.way;
    if (way) go(way);
  });
  // Enter in a field would submit the form, which closes the dialog.
  element.addEventListener("keydown", (event) => event.key === "Enter" && event.target.matches("input") && event.preventDefault());
  return element;
}

/** Writes what the recipe has into the fields. */
function fill() {
  const { publish } = comove.recipe();
  for (const field of dialogElement.querySelectorAll("[data-field]")) {
    const name = field.dataset.field;
    const value = publish[name];
    if (field.type === "checkbox") field.checked = value ?? name === "verdict";
    else if (field.type === "color") field.value = value ?? token(name);
    else if (name === "size") size(value ?? "post");
    else field.value = value ?? { embed: "chart", height: "450" }[name] ?? "";
  }
  for (const box of dialogElement.querySelectorAll("[data-color]")) box.checked = box.dataset.color in publish;
  headline = report.verdict[language()].split("\n")[0];
  const files = report.sources.map((source) => source.name).join(", ");
  for (const [name, text] of Object.entries({ title: headline, alt: headline, source: files, subtitle: say("shown") })) find(`[data-field=${name}]`, dialogElement).placeholder = text;
}
const token = (name) => {
  const color = getComputedStyle(document.documentElement).getPropertyValue({ colorX: "--series-x", colorY: "--series-y", accent: "--accent", background: "--paper" }[name]).trim();
  return /^#[0-9a-f]{6}$/i.test(color) ? color : "#808080";
};
function size(value) {
  const free = !(value in SIZES);
  find("[data-field=size]", dialogElement).value = free ? "free" : value;
  find("#publish-free").hidden = !free;
  if (free) [find("#publish-width").value, find("#publish-height").value] = value.split("x");
}

/** What the fields say; what is as it would be without them is left out. */
function publication() {
  const set = {};
  for (const field of dialogElement.querySelectorAll("[data-field]")) {
    const name = field.dataset.field;
    if (field.type === "color") {
      if (find(`[data-color=${name}]`, dialogElement).checked) set[name] = field.value;
    } else if (field.type === "checkbox") {
      if (field.checked !== (name === "verdict")) set[name] = field.checked;
    } else if (name === "size") {
      const [wide, high] = ["width", "height"].map((side) => Math.round(Number(find(`#publish-${side}`).value)));
      if (field.value !== "free") set.size = field.value;
      else if (wide >= 240 && wide <= 4000 && high >= 160 && high <= 4000) set.size = `${wide}x${high}`;
    } else if (name === "height") set.height = Number(field.value);
    else if (field.value.trim()) set[name] = field.value;
  }
  return set;
}

let wait;
function changed(field) {
  if (field.matches("[data-field=size]")) find("#publish-free").hidden = field.value !== "free";
  // Choosing a colour means wanting it.
  if (field.type === "color") find(`[data-color=${field.dataset.field}]`, dialogElement).checked = true;
  clearTimeout(wait);
  const typed = field.matches("input:not([type=checkbox])");
  wait = setTimeout(() => keep().catch(failed), typed ? 250 : 0);
}
async function keep() {
  if (!dialogElement) return;
  clearTimeout(wait);
  const set = publication();
  if (JSON.stringify(set) !== JSON.stringify(comove.recipe().publish)) report = await comove.setRecipe({ publish: set });
  await draw();
}

const options = () => ({ language: find("#publish-language").value });
const dimensions = () => SIZES[publication().size ?? "post"] ?? publication().size.split("x").map(Number);
const pictured = () => {
  const [width, height] = dimensions();
  return { ...options(), width, height };
};

let turn = 0;
async function draw() {
  const mine = ++turn;
  const svg = await comove.exportAs("svg", pictured());
  const text = await svg.text();
  if (mine !== turn) return;
  stem = svg.name.replace(/\.svg$/, "");
  const preview = find("#publish-preview");
  URL.revokeObjectURL(preview.src);
  preview.src = URL.createObjectURL(svg);
  const drawn = parsed(text, "image/svg+xml");
  preview.alt = `${find("title", drawn).textContent} ${find("desc", drawn).textContent}`;
  find("#publish-contrast").textContent = legibility(drawn);
  const about = coded(drawn);
  const lines = code(about);
  const live = lived();
  find("#publish-iframe").textContent = live ? code({ ...about, form: "full", page: live }).iframe : lines.iframe;
  find("#publish-component").textContent = lines.component;
  find("[data-way=figure]", dialogElement).textContent = `${stem}.figure.json`;
  find("#publish-high").hidden = (publication().embed ?? "chart") !== "chart";
}
/** A figure whose files lie beside the page can be shown from there: its address then. */
function lived() {
  const address = new URL(location.href);
  if (address.protocol === "file:" || !["data", "recipe"].some((name) => address.searchParams.has(name))) return null;
  address.searchParams.set("view", "figure");
  return address.href;
}

/** What the lines to paste are made of. */
function coded(drawn) {
  const { title, alt, embed = "chart", height = 450 } = publication();
  const said = report.verdict[options().language].split("\n")[0];
  return { stem, title: title ?? find("title", drawn).textContent, sentence: alt ?? said, form: embed, height, size: dimensions() };
}

/** Contrast of the picture's words with what is behind them (WCAG 2), said. */
function legibility(drawn) {
  const channels = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  const hex = /^#[0-9a-f]{6}$/i;
  const ground = luminance(channels(find("rect", drawn).getAttribute("fill")));
  const contrast = (color) => {
    const [low, high] = [ground, luminance(channels(color))].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const words = [...drawn.querySelectorAll("text")].filter((text) => hex.test(text.getAttribute("fill")));
  const rated = words.map((text) => [contrast(text.getAttribute("fill")), text.textContent.trim()]);
  const least = Math.min(...rated.map(([rate]) => rate));
  const shown = (Math.floor(least * 10) / 10).toLocaleString(language());
  const lines = [];
  const faint = [...new Set(rated.filter(([rate]) => rate < 4.5).map(([, text]) => text))];
  if (faint.length) lines.push(`${say("contrast").replace("{n}", shown)} ${faint.slice(0, 3).join(", ")}`);
  else if (dialogElement.querySelector("[data-color]:checked")) lines.push(say("legible").replace("{n}", shown));
  const { colorX, colorY } = publication();
  if (colorX && colorY) {
    const [x, y] = [colorX, colorY].map(channels);
    if (Math.hypot(...x.map((value, at) => value - y[at])) < 70) lines.push(say("alike"));
  }
  return lines.join(" ");
}

export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
const failed = (error) => (find("#publish-done").textContent = `${say("failed")} ${error?.message ?? error}`);

async function go(way) {
  const done = find("#publish-done");
  done.textContent = "";
  try {
    if (way === "copy") {
      // The promise itself: after it is kept, the click would be too long ago for some browsers.
      const png = comove.exportAs("png", { ...pictured(), scale: scale() });
      return await copied(navigator.clipboard.write([new ClipboardItem({ "image/png": png })]));
    }
    if (way === "link") return await copied(navigator.clipboard.writeText(location.href));
    if (way.startsWith("copy-")) return await copied(navigator.clipboard.writeText(find(`#publish-${way.slice(5)}`).textContent));
    await keep();
    const [file, name] = await make(way);
    download(file, name);
    done.textContent = `${say("made")} ${name}${way === "recipe" ? `. ${say("private")}` : ""}`;
  } catch (error) {
    failed(error);
  }
}
async function copied(writing) {
  const ok = await writing.then(() => true, () => false);
  find("#publish-done").textContent = say(ok ? "copied" : "refused");
}
const scale = () => Number(find("#publish-scale").value);

/** A file and its name. */
async function make(way) {
  if (way === "component") return [new Blob([await parts.component()], { type: "text/javascript" }), "comove-figure.js"];
  if (way === "recipe") return [recipeFile(), "recipe.json"];
  const kind = way === "figure" ? "figure.json" : way;
  const more = { png: { ...pictured(), scale: scale() }, svg: pictured(), csv: { decimal: find("#publish-csv").value } }[kind] ?? {};
  if (way === "zip") {
    const drawn = parsed(await (await comove.exportAs("svg", pictured())).text(), "image/svg+xml");
    const about = { ...coded(drawn), language: options().language, address: find("#publish-address").value.trim(), decimal: find("#publish-csv").value };
    return [await folder(about, { picture: { ...pictured(), scale: scale() }, component: parts.component }), `${stem}.zip`];
  }
  const file = await comove.exportAs(kind, { ...options(), ...more });
  return [file, file.name];
}

/** What `?recipe=` takes (current.js): the settings, the files by name and how they are read, and what is said today. */
function recipeFile() {
  const { recipe, verdict } = report;
  const files = comove.sources().map(({ id, name, overrides }) => ({ id, name, overrides: given(overrides) }));
  const said = { on: new Date().toISOString(), kind: verdict.kind, en: verdict.en.split("\n")[0], ja: verdict.ja.split("\n")[0] };
  return new Blob([JSON.stringify({ comove: "recipe", files, recipe, said }, null, 1)], { type: "application/json" });
}
