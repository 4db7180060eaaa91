// The scripts and styles of the page as they are published, by esbuild: what a script imports is
// written into it, so that the page asks for few files and comove.html for none, and with
// COMOVE_MINIFY set both are made small. (build.sh says where npm's packages are, in NODE_PATH.)
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const { buildSync, transformSync } = createRequire(import.meta.url)("esbuild");
const minify = Boolean(process.env.COMOVE_MINIFY);
const [, version] = readFileSync("Cargo.toml", "utf8").match(/^version = "([^"]+)"/m);

/** The name of the program's script, which wasm-bindgen wrote, among the names of a folder. */
export const programScript = (names) => names.find((name) => /^comove-\w+\.js$/.test(name));

/**
 * The text of a script with all that it imports. `program` is the path of the program's script where
 * that is imported, as "program"; `name` makes what the script exports a variable of a script that is
 * no module (`iife`).
 */
export const bundle = (path, { program, iife = false, name } = {}) =>
  buildSync({
    entryPoints: [path],
    bundle: true,
    write: false,
    charset: "utf8",
    legalComments: "none",
    minify,
    format: iife ? "iife" : "esm",
    globalName: name,
    alias: program ? { program: resolve(program) } : {},
    // A script that is no module has no address but the page's or the worker's.
    define: { VERSION: JSON.stringify(version), ...(iife && { "import.meta.url": "location.href" }) },
  }).outputFiles[0].text;

/** The text of a style. */
export const style = (text) => transformSync(text, { loader: "css", charset: "utf8", minify }).code;
