// single.mjs DIST FILE: the whole application as one file that also works from file://. And what
// exported figures are made of: DIST/figure.template, the same without the program.
//
// Styles and the start script are written into the page, allowed by their hashes in its
// Content-Security-Policy. The page's elements, the program and its script are carried as gzip in
// base64, which src/page/start-single.js opens with what the browser has for it.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bundle, programOf, programScript } from "./bundle.mjs";

const [dist, file] = process.argv.slice(2);
const read = (name) => readFileSync(join(dist, name));
const hashes = { script: [], style: [] };
const allow = (kind, text) => {
  hashes[kind].push(`'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return text;
};
const carry = (name, bytes) => `<script type="text/plain" data-file="${name}">${gzipSync(bytes, { level: 9 }).toString("base64")}</script>`;

let html = read("index.html").toString();
/** Replaces what `pattern` finds; finding nothing means that index.html is not as we think. */
const replace = (pattern, by) => {
  let found = 0;
  html = html.replace(pattern, (...match) => (found++, by(...match)));
  if (!found) throw new Error(`index.html has no ${pattern}`);
};

replace(/<link[^>]*\srel="stylesheet"[^>]*>/g, (tag) => {
  const css = read(tag.match(/href="\.\/([^"]+)/)[1]).toString();
  if (/@import|url\((?!["']?(data:|#))/.test(css)) throw new Error(`a style asks for a file: ${tag}`);
  return `<style>${allow("style", css)}</style>`;
});
replace(/<meta[^>]*\sname="program"[^>]*>/, () => "");
replace(/<script[^>]*\ssrc="[^"]*start-[^"]*"[^>]*><\/script>/, () => "");
replace(/<link[^>]*\srel="manifest"[^>]*>/, () => "");
// The guide lies beside the page, not in the file.
replace(/<!--guide-->.*?<!--\/guide-->/s, () => "");

const program = programScript(readdirSync(dist));
const script = bundle("src/page/carried.js", { program: join(dist, program), iife: true, name: "comoveCarried" });
const start = bundle("src/page/start-single.js");
allow("script", script);

// The page's own elements are carried, too. What stands in the open is what the reader sees before
// the program runs: in comove.html its lead, in a figure what publish.js puts there.
const [, inside] = html.match(/<body[^>]*>([^]*)<\/body>/);
const piece = (pattern) => {
  const [found] = inside.match(pattern) ?? [];
  if (!found) throw new Error(`index.html has no ${pattern}`);
  return found;
};
const warning = piece(/<div class="trouble"[^]*?<\/div>/);
const lead = `${piece(/<header[^]*?<\/header>/)}\n<main>\n${piece(/<section class="lead"[^]*?<\/section>/)}\n</main>`;
const elements = inside.replace(warning, "").trim();
const [shown, carried] = ["<!--shown-->", "<!--carried-->"];
const starter = `<script type="module">${allow("script", start)}</script>`;
replace(/(<body[^>]*>)[^]*(?=<\/body>)/, (_, tag) =>
  [tag, warning, shown, carry("page.html", elements), carry("page.js", script), carried, starter, ""].join("\n"),
);

replace(/script-src 'self'/, () => `script-src 'self' ${hashes.script.join(" ")}`);
replace(/style-src 'self'/, () => `style-src 'self' ${hashes.style.join(" ")}`);

const left = html.match(/<(?:script|link|img|source)\b[^>]*\s(?:src|href)="\.\/[^>]*>/);
if (left) throw new Error(`comove.html still asks for a file: ${left[0]}`);
writeFileSync(join(dist, "figure.template"), html.replace(shown, "").replace(carried, ""));
// Functions: nothing in what they give is a pattern.
writeFileSync(file, html.replace(shown, () => lead).replace(carried, () => carry("comove.wasm", read(programOf(program)))));
