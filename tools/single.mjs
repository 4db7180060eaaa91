// single.mjs DIST FILE: the whole application as one file that also works from file://, and
// DIST/figure.template, the same without any program: what exported figures are made of.
//
// Styles and the start script are written into the page, allowed by their hashes in its
// Content-Security-Policy. The programs, the worker's script and every further file of
// DIST become blocks of gzipped base64, which src/page/start-single.js opens.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = { ".wasm": "application/wasm", ".js": "text/javascript", ".json": "application/json", ".csv": "text/csv", ".gz": "application/gzip" };

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

replace(/<link[^>]*\srel="?stylesheet"?[^>]*>/g, (tag) => {
  const css = read(tag.match(/href="?\.\/([^"\s>]+)/)[1]);
  if (/@import|url\((?!["']?(data:|#))/.test(css)) throw new Error(`a style asks for a file: ${tag}`);
  return `<style>${allow("style", css)}</style>`;
});
replace(/<link[^>]*\srel="?(modulepreload|preload)"?[^>]*>/g, () => "");
replace(/<script[^>]*\ssrc="[^"]*start-[^"]*"[^>]*><\/script>/, () => "");
html = html.replace(/<link[^>]*\srel="?manifest"?[^>]*>/g, "");
// The guide lies beside the page, not in the file.
replace(/<!--guide-->.*?<!--\/guide-->/s, () => "");

const own = (name) => readFileSync(`src/page/${name}`, "utf8").replace(/^export /gm, "");
// What the script calls its start, whatever its names were shortened to.
const init = glue.match(/export\s*\{[^}]*?([\w$]+) as default/)?.[1];
if (!init) throw new Error("the page's script exports no start");
const alias = init === "__wbg_init" ? "" : `const __wbg_init = ${init};`;
let start = [glue, alias, own("publish.js"), own("start-single.js")].join("\n");
if (process.env.COMOVE_TERSER) {
  const { minify } = createRequire(import.meta.url)(process.env.COMOVE_TERSER);
  start = (await minify(start, { module: true, compress: { passes: 2 } })).code;
}
if (start.includes("</script")) throw new Error("the start script would end too early");
const used = [program.replace("_bg.wasm", ".js"), "index.html", "publish.js", "figure.template", "comove.js"];
const blocks = names
  .filter((name) => !used.includes(name) && !/\.(css|d\.ts|webmanifest|png|svg)$/.test(name) && !/^(start-|service)|[/\\]/.test(name))
  .map((name) => {
    const body = gzipSync(readFileSync(join(dist, name)), { level: 9 }).toString("base64");
    const part = name === program ? "page_bg.wasm" : name;
    return `<script type="application/octet-stream" data-part="${part}" data-type="${TYPES[extname(name)] ?? "application/octet-stream"}">${body}</script>`;
  });
const place = "<!--programs-->";
replace(/<\/body>/, (tag) => `${place}\n<script type="module">${allow("script", start)}</script>\n${tag}`);

replace(/script-src 'self'/, () => `script-src 'self' ${hashes.script.join(" ")}`);
replace(/style-src 'self'/, () => `style-src 'self' ${hashes.style.join(" ")}`);

const left = html.match(/<(?:script|link|img|source)\b[^>]*\s(?:src|href)="?\.\/[^>]*>/);
if (left) throw new Error(`comove.html still asks for a file: ${left[0]}`);
writeFileSync(join(dist, "figure.template"), html.replace(place, ""));
// A function: nothing in the blocks is a pattern.
html = html.replace(place, () => blocks.join("\n"));
writeFileSync(file, html);
console.log(`${file}: ${(html.length / 1000).toFixed(0)} kB`);
