// audit.mjs [--check]: writes the tables of examples/audit.md and the list of processes into the
// guide's pages on the audit, so that the numbers stand in one place; --check only compares.
import { readFileSync, writeFileSync } from "node:fs";
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

const UNRELATED = { en: ["Kind of pair", "Pairs of 1,260", "Usual formula", "Comove", "±", "Any lag", "Same period", "Lags 0–14, declared"], ja: ["組の種類", "1,260 のときの組数", "よく使われる式", "Comove", "±", "どれかのずれ", "同じ時期", "前もって決めた 0〜14"] };
const RELATED = { en: ["Kind of pair", "Pairs of 1,260", "Comove", "±", "As published, same draws", "Called together or opposite", "Lags 0–14, declared", "As published, same draws"], ja: ["組の種類", "1,260 のときの組数", "Comove", "±", "もとの手順、同じ組", "「いっしょに」か「逆に」と判定", "前もって決めた 0〜14", "もとの手順、同じ組"] };

const table = (id, heads, rows) =>
  [
    `<table id="${id}">`,
    `<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead>`,
    "<tbody>",
    ...rows.map(([name, ...cells]) => `<tr><th scope="row" lang="en">${escaped(name)}</th>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`),
    "</tbody>",
    "</table>",
  ].join("\n");

const options = (label, rows) =>
  `<optgroup label="${label}">${rows.map(([name]) => `<option lang="en"${name === "RW" ? " selected" : ""}>${escaped(name)}</option>`).join("")}</optgroup>`;

/** A page with its generated parts as the table of `markdown` says them. */
export function filled(html, markdown) {
  const language = html.match(/<html lang="(en|ja)"/)[1];
  const [unrelated, related] = [rows(markdown, "Unrelated pairs"), rows(markdown, "Related pairs")];
  const labels = { en: ["Unrelated", "Related"], ja: ["無関係な組", "関係のある組"] }[language];
  const parts = {
    processes: options(labels[0], unrelated) + options(labels[1], related),
    unrelated: table("unrelated", UNRELATED[language], unrelated),
    related: table("related", RELATED[language], related),
  };
  return html.replace(/<!--(\w+)-->[^]*?<!--\/\1-->/g, (_, name) => `<!--${name}-->\n${parts[name]}\n<!--/${name}-->`);
}

export const PAGES = ["site/guide/audit.html", "site/guide/audit-ja.html"];

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
