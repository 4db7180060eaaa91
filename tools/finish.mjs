// Trunk's post_build hook: what trunk itself leaves undone, done in its staging folder,
// so that dist/ only ever appears whole.
import { createHash } from "node:crypto";
import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) throw new Error("finish.mjs is run by trunk (see Trunk.toml)");

await appendFile(join(staging, "worker.js"), await readFile("src/page/worker-start.js"));

// Scripts and styles without comments, blanks and long names: they are also written into comove.html
// and into every exported figure, where nothing compresses them. build.sh says where the tools are.
if (process.env.COMOVE_TERSER) {
  const page = join(staging, "index.html");
  let html = await readFile(page, "utf8");
  const require = createRequire(import.meta.url);
  const { minify } = require(process.env.COMOVE_TERSER);
  const { transform } = require(process.env.COMOVE_ESBUILD);
  for (const name of await readdir(staging)) {
    if (!/\.(js|css)$/.test(name)) continue;
    const file = join(staging, name);
    const text = await readFile(file, "utf8");
    // The worker's script is none of a module: what it declares at the top is meant for all.
    const module = name !== "worker.js";
    const { code } = name.endsWith(".css")
      ? await transform(text, { loader: "css", minify: true, charset: "utf8" })
      : await minify(text, { module, compress: { passes: 2 } });
    await writeFile(file, code);
    // Trunk has written down the digest of what it was before.
    const digest = `sha384-${createHash("sha384").update(code).digest("base64")}`;
    html = html.replace(new RegExp(`(${name.replaceAll(".", "\\.")}"[^>]*integrity=")sha384-[^"]*`, "g"), `$1${digest}`);
  }
  // Nothing in it keeps its blanks: no block of text begins a line with any.
  await writeFile(page, html.replace(/\n\s+/g, "\n"));
}
