// Trunk's post_build hook: what trunk itself leaves undone, done in its staging folder,
// so that dist/ only ever appears whole.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle, figureScript, programIn, programOf, style, workerScript } from "./bundle.mjs";

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) throw new Error("finish.mjs is run by trunk (see Trunk.toml)");
const names = readdirSync(staging);
const at = (name) => join(staging, name);
const program = at(programIn(names).replace("_bg.wasm", ".js"));

let html = readFileSync(at("index.html"), "utf8");
/** Writes a file of the page anew; trunk has written down the digest of what it was before. */
function rewrite(name, text) {
  writeFileSync(at(name), text);
  html = html.replace(new RegExp(`(${name.replaceAll(".", "\\.")}"[^>]*integrity=")sha384-[^"]*`), `$1${digest(text)}`);
}
const digest = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

// The number of this build: of all that is in it. Files that keep their names carry it, and those of two
// builds do not work together. single.mjs finds it in the page.
const hash = createHash("sha256");
for (const folder of [staging, "src/page"]) for (const name of readdirSync(folder).sort()) if (/\.(m?js|wasm|css|html)$/.test(name)) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
const build = hash.digest("hex").slice(0, 16);
html = html.replace(/(<meta name="program" content="[^"]*)/, `$1 ${build}`);

// What is in one language is hidden in every other: styles/tokens.css has the rule, index.html the languages.
const languages = html.match(/<html[^>]*\sdata-languages="([^"]+)"/)[1].split(" ");
const pairs = languages.flatMap((one) => languages.filter((another) => another !== one).map((another) => [one, another]));
let hides = 0;
const hiding = (css) =>
  css.replace(':root[lang="one"] body [lang="another"]', (rule) => {
    hides += 1;
    return pairs.map(([one, another]) => rule.replace("one", one).replace("another", another)).join(",\n");
  });

writeFileSync(at("publish.js"), bundle("src/page/publish.js", { build }));
writeFileSync(at(workerScript), bundle("src/page/worker-start.js", { build, program, iife: true }));
rmSync(program);
renameSync(at(programOf(figureScript)), at("figure.wasm"));
// src/page/readers.js does what its script would: it imports nothing else.
renameSync(at(programOf("readers.js")), at("readers.wasm"));
rmSync(at("readers.js"));
// Trunk names it by start.js alone: a name of its own for each text, or a kept file would not have the digest.
const integrity = Object.fromEntries(["figure.wasm", "readers.wasm"].map((name) => [name, digest(readFileSync(at(name)))]));
const start = bundle("src/page/start.js", { build, integrity });
const [named, name] = [names.find((name) => /^start-\w+\.js$/.test(name)), `start-${createHash("sha256").update(start).digest("hex").slice(0, 16)}.js`];
rmSync(at(named));
html = html.replaceAll(named, name);
rewrite(name, start);
for (const script of [at(figureScript), at("comove.js")]) writeFileSync(script, bundle(script));
// Style sheets beside each other become one file: less to ask for, and a sixth smaller when packed together.
html = html.replace(/(?:<link rel="stylesheet"[^>]*>\s*)+/g, (links) => {
  const sheets = [...links.matchAll(/href="\.\/([^"]+)"/g)].map(([, name]) => name);
  const css = sheets.map((name) => style(hiding(readFileSync(at(name), "utf8")))).join("");
  for (const name of sheets) rmSync(at(name));
  const name = `styles-${createHash("sha256").update(css).digest("hex").slice(0, 16)}.css`;
  writeFileSync(at(name), css);
  // In a frame with another origin than its files a style that is checked must be asked for as such a file.
  return `<link rel="stylesheet" crossorigin href="./${name}" integrity="${digest(css)}">\n`;
});
if (hides !== 1) throw new Error("no style shows one language at a time");
// Nothing in the page keeps its blanks: no block of text begins a line with any.
if (process.env.COMOVE_MINIFY) html = html.replace(/\n\s+/g, "\n");
// Remarks are for readers of the source. A mark that single.mjs needs has no blank.
html = html.replace(/<!-- [^]*?-->\s*/g, "");
writeFileSync(at("index.html"), html);
