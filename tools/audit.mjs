// audit.mjs [--check]: writes the tables of examples/audit.md and the list of processes into the
// guide's pages on the audit (site/guide/audit*.html), so that the numbers stand in one place; --check only compares.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The rows of the table under a heading, as cells without the marks for bold. */
export function rows(markdown, heading) {
  const [, part] = markdown.split(`\n## ${heading}`);
  if (!part) throw new Error(`examples/audit.md has no “${heading}”`);
  return part
    .split("\n## ")[0]
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) => line.slice(1, -1).split(" | ").map((cell) => cell.replaceAll("**", "").trim()))
    .slice(1);
}

// Words stay as the page has them: the heads of its tables, the names of its groups.
const table = (id, [head], rows) =>
  [
    `<table id="${id}">`,
    head,
    "<tbody>",
    ...rows.map(([name, ...cells]) => `<tr><th scope="row" lang="en">${escaped(name)}</th>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`),
    "</tbody>",
    "</table>",
  ].join("\n");

const options = ([group], rows) =>
  `${group}${rows.map(([name]) => `<option lang="en"${name === "RW" ? " selected" : ""}>${escaped(name)}</option>`).join("")}</optgroup>`;

/** A page with its generated parts as the table of `markdown` says them. */
export function filled(html, markdown) {
  const [unrelated, related] = [rows(markdown, "Unrelated pairs"), rows(markdown, "Related pairs")];
  const made = (name, now) => {
    if (name !== "processes") return table(name, now.match(/<thead>.*<\/thead>/), { unrelated, related }[name]);
    const groups = now.match(/<optgroup label="[^"]*">/g);
    return [unrelated, related].map((rows, at) => options(groups.slice(at), rows)).join("");
  };
  return html.replace(/(<!--(\w+)-->)([^]*?)(<!--\/\2-->)/g, (_, open, name, now, close) => `${open}\n${made(name, now)}\n${close}`);
}

export const PAGES = readdirSync(here("site/guide"))
  .filter((name) => /^audit\b.*\.html$/.test(name))
  .sort()
  .map((name) => `site/guide/${name}`);

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const markdown = readFileSync(here("examples/audit.md"), "utf8");
  for (const page of PAGES) {
    const html = readFileSync(here(page), "utf8");
    if (filled(html, markdown) === html) continue;
    if (process.argv[2] === "--check") {
      console.error(`${page} is older than examples/audit.md: run node tools/audit.mjs`);
      process.exitCode = 1;
    } else {
      writeFileSync(here(page), filled(html, markdown));
    }
  }
}
