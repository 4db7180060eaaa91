// Trunk's post_build hook: what trunk itself leaves undone, done in its staging folder,
// so that dist/ only ever appears whole.
import { createHash } from "node:crypto";
import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { inner, script } from "./script.mjs";
import { shorten } from "./shorten.mjs";

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) throw new Error("finish.mjs is run by trunk (see Trunk.toml)");

await appendFile(join(staging, "worker.js"), script("worker-start.js"));

// Behind the shell; and what publishing needs to write text, as a module of its own has it.
const names = await readdir(staging);
const starter = names.find((name) => /^start-\w+\.js$/.test(name));
await rewrite(starter, `${script("shell.js")}\n${script("start.js")}`);
await writeFile(join(staging, "publish.js"), `${inner("unpack.js")}\n${script("publish.js")}`);

/** Writes a file of the page anew; trunk has written down the digest of what it was before. */
async function rewrite(name, text) {
  await writeFile(join(staging, name), text);
  const digest = `sha384-${createHash("sha384").update(text).digest("base64")}`;
  const page = join(staging, "index.html");
  const html = await readFile(page, "utf8");
  await writeFile(page, html.replace(new RegExp(`(${name.replaceAll(".", "\\.")}"[^>]*integrity=")sha384-[^"]*`, "g"), `$1${digest}`));
}

// Scripts and styles without comments, blanks and long names: they are also written into comove.html
// and into every exported figure, where nothing compresses them. build.sh says where the tools are.
if (process.env.COMOVE_TERSER) {
  const require = createRequire(import.meta.url);
  const { minify } = require(process.env.COMOVE_TERSER);
  const { transform } = require(process.env.COMOVE_ESBUILD);
  for (const program of names.filter((name) => name.endsWith("_bg.wasm"))) {
    const glue = program.replace("_bg.wasm", ".js");
    const short = shorten(await readFile(join(staging, program)), await readFile(join(staging, glue), "utf8"));
    await writeFile(join(staging, program), short.wasm);
    await writeFile(join(staging, glue), short.script);
  }
  for (const name of names) {
    if (!/\.(js|css)$/.test(name)) continue;
    const text = await readFile(join(staging, name), "utf8");
    // The worker's script is none of a module: what it declares at the top is meant for all.
    const module = name !== "worker.js";
    const { code } = name.endsWith(".css")
      ? await transform(text, { loader: "css", minify: true, charset: "utf8" })
      : await minify(text, { module, compress: { passes: 2 } });
    await rewrite(name, code);
  }
  const page = join(staging, "index.html");
  // Nothing in it keeps its blanks: no block of text begins a line with any.
  await writeFile(page, (await readFile(page, "utf8")).replace(/\n\s+/g, "\n"));
}
