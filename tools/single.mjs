// single.mjs DIST FILE: the whole application as one file that also works from file://. And what
// exported figures are made of: DIST/figure.template, the same without any program, and
// DIST/figure.programs, the figure's program.
//
// Styles and the start script are written into the page, allowed by their hashes in its
// Content-Security-Policy. The programs, the worker's script and every further file that they
// ask for are packed into one block (pack.mjs), which src/page/start-single.js opens.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pack } from "./pack.mjs";
import { inner } from "./script.mjs";

const [dist, file] = process.argv.slice(2);
const read = (name) => readFileSync(join(dist, name), "utf8");
const hashes = { script: [], style: [] };
const allow = (kind, text) => {
  hashes[kind].push(`'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return text;
};

let html = read("index.html");
/** Replaces what `pattern` finds; finding nothing means that index.html is not as we think. */
const replace = (pattern, by) => {
  let found = 0;
  html = html.replace(pattern, (...match) => (found++, by(...match)));
  if (!found) throw new Error(`index.html has no ${pattern}`);
};

const names = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(join(dist).length + 1));
const program = names.find((name) => /^page-\w+_bg\.wasm$/.test(name));
const glue = read(program.replace("_bg.wasm", ".js"));
if (/^\s*import\b/m.test(glue)) throw new Error("the page's script imports another one, which a single file cannot");

// What a figure's readers without script do not meet is packed, and takes its place again at the
// start; comove.html shows buttons before that.
const laterStyles = { cards: "", charts: "", buttons: "", controls: "" };
replace(/<link[^>]*\srel="?stylesheet"?[^>]*>/g, (tag) => {
  const css = read(tag.match(/href="?\.\/([^"\s>]+)/)[1]);
  if (/@import|url\((?!["']?(data:|#))/.test(css)) throw new Error(`a style asks for a file: ${tag}`);
  allow("style", css);
  const name = Object.keys(laterStyles).find((name) => tag.includes(`/${name}-`));
  if (!name) return `<style>${css}</style>`;
  laterStyles[name] = `<style data-style="${name}">${css}</style>`;
  return `<meta data-style="${name}">`;
});
const carriedStyles = Object.values(laterStyles).join("");
if (!Object.values(laterStyles).every(Boolean)) throw new Error("a style is missing");
replace(/<meta[^>]*\sname="?program"?[^>]*>/, () => "");
replace(/<script[^>]*\ssrc="[^"]*start-[^"]*"[^>]*><\/script>/, () => "");
html = html.replace(/<link[^>]*\srel="?manifest"?[^>]*>/g, "");
// The guide lies beside the page, not in the file.
replace(/<!--guide-->.*?<!--\/guide-->/s, () => "");

const small = async (text, module) => {
  if (!process.env.COMOVE_TERSER) return text;
  const { minify } = createRequire(import.meta.url)(process.env.COMOVE_TERSER);
  return (await minify(text, { module, compress: { passes: 2 } })).code;
};
// The program's script and publishing are carried, too: a script that is put into the page runs
// where the policy knows its digest. It is none of a module, so that it runs at once.
const exported = /export\s*\{[^}]*\};?\s*$/;
const init = glue.match(exported)?.[0].match(/([\w$]+) as default/)?.[1];
if (!init) throw new Error("the page's script exports no start");
const body = glue.replace(exported, "").replaceAll("import.meta.url", "document.baseURI");
const carried = await small(
  `globalThis.comoveCarried = (() => {\n${body}\n${inner("unpack.js")}\n${inner("publish.js")}\nreturn { init: ${init}, publish, tellHeight };\n})();`,
  false,
);
allow("script", carried);
const start = await small([inner("shell.js"), inner("unpack.js"), inner("start-single.js")].join("\n"), true);
if (start.includes("</script")) throw new Error("the start script would end too early");

// The page's own elements are packed, too. What stands in the open is what the reader sees before
// the program runs: in comove.html its lead, in a figure what publish.js puts there.
const [, inside] = html.match(/<body[^>]*>([^]*)<\/body>/);
const piece = (pattern) => {
  const [found] = inside.match(pattern) ?? [];
  if (!found) throw new Error(`index.html has no ${pattern}`);
  return found;
};
const warning = piece(/<div class="?trouble"?[^]*?<\/div>/);
const lead = `${piece(/<header[^]*?<\/header>/)}\n<main>\n${piece(/<section class="?lead"?[^]*?<\/section>/)}\n</main>`;
const skeleton = inside.replace(warning, "").replace(/<script[^]*?<\/script>/g, "").trim();

// What a figure needs comes first: the page's elements, script and program. The worker's is like the page's.
const order = ["page.html", "page.js", "page_bg.wasm", "worker_bg.wasm"];
const rank = ([name]) => (order.includes(name) ? order.indexOf(name) : order.length);
const asked = names
  .filter((name) => !/[/\\]/.test(name) && (name === "worker_bg.wasm" || /^worker\.js$|\.(csv|json|gz)$/.test(name)))
  .map((name) => [name, readFileSync(join(dist, name))]);
asked.push(["page.html", Buffer.from(carriedStyles + skeleton)], ["page.js", Buffer.from(carried)], ["page_bg.wasm", readFileSync(join(dist, program))]);
asked.sort((a, b) => rank(a) - rank(b) || (a[0] < b[0] ? -1 : 1));
const packed = await pack(asked, 3);
writeFileSync(join(dist, "figure.programs"), `${packed.packing}\n${packed.first}\n${packed.text.slice(0, packed.cut)}`);
const block = `<script type="text/plain" id="programs" data-packing="${packed.packing}" data-parts="${packed.parts}" data-first="${packed.first}" data-cut="${packed.cut}">${packed.text}</script>`;
const [place, shown] = ["<!--programs-->", "<!--shown-->"];
const starter = `<script type="module">${allow("script", start)}</script>`;
replace(/(<body[^>]*>)[^]*(?=<\/body>)/, (_, tag) => [tag, warning, shown, place, starter, ""].join("\n"));

replace(/script-src 'self'/, () => `script-src 'self' ${hashes.script.join(" ")}`);
replace(/style-src 'self'/, () => `style-src 'self' ${hashes.style.join(" ")}`);

const left = html.match(/<(?:script|link|img|source)\b[^>]*\s(?:src|href)="?\.\/[^>]*>/);
if (left) throw new Error(`comove.html still asks for a file: ${left[0]}`);
writeFileSync(join(dist, "figure.template"), html.replace(place, "").replace(shown, ""));
// Functions: nothing in the block is a pattern.
html = html
  .replace(place, () => block)
  .replace(shown, () => lead)
  .replace('<meta data-style="buttons">', () => laterStyles.buttons);
writeFileSync(file, html);
console.log(`${file}: ${(html.length / 1000).toFixed(0)} kB`);
