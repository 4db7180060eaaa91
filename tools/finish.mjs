// Trunk's post_build hook: what trunk itself leaves undone, done in its staging folder,
// so that dist/ only ever appears whole.
import { createHash } from "node:crypto";
import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) throw new Error("finish.mjs is run by trunk (see Trunk.toml)");

await appendFile(join(staging, "worker.js"), await readFile("src/page/worker-start.js"));

// Scripts without their comments and long names: they are also written into comove.html and
// into every exported figure, where nothing compresses them. build.sh says where terser is.
if (process.env.COMOVE_TERSER) {
  const page = join(staging, "index.html");
  let html = await readFile(page, "utf8");
  const { minify } = createRequire(import.meta.url)(process.env.COMOVE_TERSER);
  for (const name of await readdir(staging)) {
    if (!name.endsWith(".js")) continue;
    const file = join(staging, name);
    // The worker's script is none of a module: what it declares at the top is meant for all.
    const module = name !== "worker.js";
    const { code } = await minify(await readFile(file, "utf8"), { module, compress: { passes: 2 } });
    await writeFile(file, code);
    // Trunk has written down the digest of what it was before.
    const digest = `sha384-${createHash("sha384").update(code).digest("base64")}`;
    html = html.replace(new RegExp(`(${name.replaceAll(".", "\\.")}"[^>]*integrity=")sha384-[^"]*`, "g"), `$1${digest}`);
  }
  await writeFile(page, html);
}
