// package.mjs DIST OUT: the npm package, as OUT/comove-VERSION.tgz, of a built page.
//
// Modules and their types, with nothing beside them that would have to be hosted: what is not a script lies gzipped,
// as base64, in a module that is imported when it is needed. So any bundler takes it as it is.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bundle, programIn, version, workerScript } from "./bundle.mjs";
import { boundTo } from "./realm.mjs";

const [dist, out] = process.argv.slice(2);
if (!out) throw new Error("package.mjs takes the folder of the built page and the one for the package");
const read = (name) => readFileSync(join(dist, name));
const pack = (bytes) => JSON.stringify(gzipSync(bytes, { level: 9 }).toString("base64"));
/** What `pattern` finds; finding nothing means that a file is not as we think. */
const piece = (name, text, pattern) => {
  const [found] = text.match(pattern) ?? [];
  if (!found) throw new Error(`${name} has no ${pattern}`);
  return found;
};

const page = read("index.html").toString();
const build = piece("index.html", page, /(?<=<meta name="program" content="[^"]* )\w+(?=")/);
const languages = piece("index.html", page, /(?<=<html[^>]*\sdata-languages=")[^"]+/);
const html = piece("index.html", page, /(?<=<body[^>]*>)[^]*(?=<\/body>)/);
// No request of its own: it would be made from a page of somebody else.
const asks = html.match(/<(?:script|link|img|source)\b[^>]*\s(?:src|href)="(?!data:)[^>]*>/);
if (asks) throw new Error(`the page asks for a file: ${asks[0]}`);
const style = Array.from(page.matchAll(/<link[^>]*\srel="stylesheet"[^>]*href="\.\/([^"]+)/g), ([, name]) => read(name).toString()).join("\n");
const program = bundle("src/page/start-frame.js", { build, program: join(dist, workerScript), iife: true, name: "begin" });

const folder = mkdtempSync(join(tmpdir(), "comove-package-"));
const put = (name, text) => writeFileSync(join(folder, name), text);
const constants = (of) => Object.entries(of).map(([name, text]) => `export const ${name} = ${text};`).join("\n");
put("index.js", bundle("package/index.js", { build, external: ["./program.js", "./readers.js", "./template.js", "./component.js"] }));
put("program.js", `${constants({ languages: JSON.stringify(languages), html: pack(html), style: pack(style), script: pack(read(workerScript)), wasm: pack(read(programIn(readdirSync(dist)))) })}\n${boundTo("window", program, "begin.default", ["document", "comove", "comoveParts", "CSSStyleSheet", "DOMParser", "getComputedStyle"], 'location = { protocol: "file:" }')}`);
put("readers.js", constants({ wasm: pack(read("readers.wasm")) }));
put("template.js", constants({ template: pack(read("figure.template")) }));
put("component.js", read("comove-figure.js"));

// The contract without what only a page of Comove has: its global, and the functions of comove.js.
const types = read("comove.d.ts").toString();
let removed = 0;
const without = types.replace(/\/\*\*(?:(?!\*\/)[^])*\*\/\n(?:(?:declare global|export interface Embedding) \{[^]*?\n\}|export function [^]*?;(?=\n))\n*/g, () => ((removed += 1), ""));
if (removed !== 6 || /declare global|export function/.test(without)) throw new Error(`comove.d.ts has other functions than package.mjs knows of (${removed})`);
put("types.d.ts", without);
for (const name of ["index.d.ts", "component.d.ts", "README.md"]) copyFileSync(join("package", name), join(folder, name));
for (const name of ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE"]) copyFileSync(name, join(folder, name));
const manifest = JSON.parse(readFileSync("package/package.json", "utf8"));
put("package.json", `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);

mkdirSync(out, { recursive: true });
execFileSync("npm", ["pack", folder, "--pack-destination", out, "--ignore-scripts", "--silent"], { stdio: ["ignore", "ignore", "inherit"] });
rmSync(folder, { recursive: true });
console.log(join(out, `comove-${version}.tgz`));
