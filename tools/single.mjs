// single.mjs DIST FILE [best]: the whole application as one file that also works from file://. And what
// exported figures are made of: DIST/figure.template, a page without what it shows.
//
// Styles and the start script are written into the page, allowed by their hashes in its
// Content-Security-Policy. What else it needs is carried as gzip in base64, which src/page/held.js
// opens with what the browser has for it; with `best` zopfli writes it, which takes half a minute and
// a twentieth of the bytes.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { bundle, figureScript, programIn, workerScript } from "./bundle.mjs";
import { component } from "../src/page/component.mjs";
import { boundTo } from "./realm.mjs";

const [dist, file, effort] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const pack = effort === "best" ? require("@gfx/zopfli").gzipAsync : gzipSync;
const read = (name) => readFileSync(join(dist, name));
const digest = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const carry = async (name, bytes) => `<script type="text/plain" data-file="${name}">${Buffer.from(await pack(Buffer.from(bytes), effort === "best" ? { numiterations: 15 } : { level: 9 })).toString("base64")}</script>`;
/** Replaces what `pattern` finds; finding nothing means that index.html is not as we think. */
function replace(html, pattern, by) {
  let found = 0;
  const replaced = html.replace(pattern, (...match) => (found++, by(...match)));
  if (!found) throw new Error(`index.html has no ${pattern}`);
  return replaced;
}
/** The first of what `pattern` finds. */
function piece(html, pattern) {
  const [found] = html.match(pattern) ?? [];
  if (!found) throw new Error(`index.html has no ${pattern}`);
  return found;
}

let page = read("index.html").toString();
const build = piece(page, /(?<=<meta name="program" content="[^"]* )\w+(?=")/);
for (const pattern of [/<meta[^>]*\sname="program"[^>]*>/, /<script[^>]*\ssrc="[^"]*start-[^"]*"[^>]*><\/script>/, /<link[^>]*\srel="manifest"[^>]*>/])
  page = replace(page, pattern, () => "");
// The guide lies beside the page, not in the file.
page = replace(page, /<!--guide-->.*?<!--\/guide-->/s, () => "");
const inside = piece(page, /(?<=<body[^>]*>)[^]*(?=<\/body>)/);
const warning = piece(inside, /<div class="trouble"[^]*?<\/div>/);
const elements = inside.replace(warning, "");

/**
 * The page with these parts in its body, with its styles, and with `start`, the script that starts it;
 * `scripts` are further ones that it may run; `whole` is the page whose head it takes.
 */
function single(parts, start, scripts = [], whole = page) {
  const styles = [];
  let html = replace(whole, /<link[^>]*\srel="stylesheet"[^>]*>/g, (tag) => {
    const css = read(tag.match(/href="\.\/([^"]+)/)[1]).toString();
    if (/@import|url\((?!["']?(data:|#))/.test(css)) throw new Error(`a style asks for a file: ${tag}`);
    styles.push(css);
    return `<style>${css}</style>`;
  });
  const starter = `<script type="module">${start}</script>`;
  html = replace(html, /(<body[^>]*>)[^]*(?=<\/body>)/, (_, tag) => [tag, warning, ...parts, starter, ""].join("\n"));
  html = replace(html, /script-src 'self'/, () => `script-src 'self' ${[start, ...scripts].map(digest).join(" ")}`);
  html = replace(html, /style-src 'self'/, () => `style-src 'self' ${styles.map(digest).join(" ")}`);
  html = html.replace(/<!--(?!\[)[^]*?-->/g, "");
  const left = html.match(/<(?:script|link|img|source)\b[^>]*\s(?:src|href)="\.\/[^>]*>/);
  if (left) throw new Error(`a page of one file still asks for another: ${left[0]}`);
  return html;
}

// A figure has what is not marked as the page's own; what it shows in the open is put there by
// publish.js.
const withoutPage = (html) => replace(html, /<!--page-->[^]*?<!--\/page-->/g, () => "");
const figure = withoutPage(elements);
const startFigure = bundle("src/page/start-figure.js", { build, program: join(dist, figureScript) });
const template = single([await carry("page.html", figure.trim())], startFigure, [], withoutPage(page));

// The same for pages with several figures: an element that loads this once. The program's script becomes a
// function of the window that it draws in, so that each figure has a program of its own. comove.html carries
// it without what it shares with the template and without the program, which it has already.
const glue = bundle(join(dist, figureScript), { iife: true, name: "glue" });
const factory = join(dist, "glue.js");
writeFileSync(factory, boundTo("globalThis", glue, "glue"));
const packed = async (bytes) => Buffer.from(await pack(Buffer.from(bytes), effort === "best" ? { numiterations: 15 } : { level: 9 })).toString("base64");
const element = bundle("src/page/comove-figure.js", { build, program: factory, define: { PAGE: "%PAGE%", WARNING: "%WARNING%", STYLE: "%STYLE%", WASM: "%WASM%" } });
writeFileSync(join(dist, "comove-figure.js"), component(element, template, await packed(read("figure.wasm"))));
rmSync(factory);
// Nothing asks for it: it is in the template.
rmSync(join(dist, figureScript));
writeFileSync(join(dist, "figure.template"), template);

// The page's own elements are carried, too; its lead stands in the open until the program runs.
const script = bundle("src/page/carried.js", { build, program: join(dist, workerScript), iife: true, name: "comoveCarried" });
const lead = `${piece(inside, /<header[^]*?<\/header>/)}\n<main>\n${piece(inside, /<section class="lead"[^]*?<\/section>/)}\n</main>`;
const carried = { "page.html": elements.trim(), "page.js": script, "comove.wasm": read(programIn(readdirSync(dist))), "figure.template": template, "figure.wasm": read("figure.wasm"), "comove-figure.js": element, "readers.wasm": read("readers.wasm") };
const parts = await Promise.all(Object.entries(carried).map(([name, bytes]) => carry(name, bytes)));
writeFileSync(file, single([lead, ...parts], bundle("src/page/start-single.js", { build }), [script]));
