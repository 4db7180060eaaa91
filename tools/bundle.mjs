// The scripts and styles of the page as they are published, by esbuild: what a script imports is
// written into it, so that the page asks for few files and comove.html for none, and with
// COMOVE_MINIFY set both are made small. (build.sh says where npm's packages are, in NODE_PATH.)
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, resolve } from "node:path";

const { buildSync, transformSync } = createRequire(import.meta.url)("esbuild");
const minify = Boolean(process.env.COMOVE_MINIFY);
/** Of Cargo.toml. */
export const [, version] = readFileSync("Cargo.toml", "utf8").match(/^version = "([^"]+)"/m);

/** The commit that is built, with a `+` where files differ from it; nothing outside of a repository. */
const git = (...given) => execFileSync("git", given, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
let commit = process.env.COMOVE_COMMIT || "unknown";
try {
  if (!process.env.COMOVE_COMMIT) commit = git("rev-parse", "--short=12", "HEAD") + (git("status", "--porcelain", "--untracked-files=no") ? "+" : "");
} catch {
  // An archive of the sources.
}

/** The name of the page's program among the names of a folder. */
export const programIn = (names) => names.find((name) => /^comove-\w+_bg\.wasm$/.test(name));
/** The script of the worker, and with it the program's own, which wasm-bindgen wrote: all that runs the program takes it from here. */
export const workerScript = "worker.js";
/** The figure's program's script: tools/single.mjs writes it into figure.template. */
export const figureScript = "figure.js";
/** The program that belongs to its script. */
export const programOf = (script) => script.replace(/\.js$/, "_bg.wasm");

/**
 * The text of a script with all that it imports. `build` is the number that it says it is of (BUILD);
 * `integrity` are the digests of files that it asks for (INTEGRITY). `program` is the path of the script that is
 * imported as "program"; of the one that wasm-bindgen wrote, PROGRAM is then the program's name. `iife` gives a script that is no
 * module; `name` makes what it exports a variable of that name; `define` gives words of the script their values;
 * `external` are imports that stay.
 */
export const bundle = (path, { build = "", integrity = {}, program, iife = false, name, define = {}, external = [] } = {}) =>
  buildSync({
    entryPoints: [path],
    bundle: true,
    external,
    write: false,
    charset: "utf8",
    legalComments: "none",
    minify,
    format: iife ? "iife" : "esm",
    globalName: name,
    // A dialog's page and style come with the script that opens it.
    loader: { ".html": "text", ".css": "text" },
    alias: program ? { program: resolve(program) } : {},
    define: {
      VERSION: JSON.stringify(version),
      COMMIT: JSON.stringify(commit),
      BUILD: JSON.stringify(build),
      INTEGRITY: JSON.stringify(integrity),
      ...Object.fromEntries(Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)])),
      ...(program && { PROGRAM: JSON.stringify(basename(programOf(program))) }),
      // A script that is no module has no address but the page's or the worker's.
      ...(iife && { "import.meta.url": "location.href" }),
    },
  }).outputFiles[0].text;

/** The text of a style. */
export const style = (text) => transformSync(text, { loader: "css", charset: "utf8", minify }).code;
