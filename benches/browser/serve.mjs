// serve.mjs [FOLDER] [PORT]: the built page, and bench.html: the same with contract.js in front.
import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "../../tools/serve.mjs";

const here = import.meta.dirname;

/** Serves a built page for a benchmark; resolves with { url, close }. */
export async function serveBench(dist, { port = 0, headers } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "comove-bench-"));
  await cp(dist, folder, { recursive: true });
  await copyFile(join(here, "contract.js"), join(folder, "contract.js"));
  const html = await readFile(join(dist, "index.html"), "utf8");
  // Harnesses wait by evaluating a string, which the page's own policy forbids.
  const open = html.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'");
  await writeFile(join(folder, "bench.html"), open.replace("<head>", '<head><script src="./contract.js"></script>'));
  const { server, url } = await serve(folder, { port, headers });
  return {
    url: `${url}bench.html`,
    close: async () => {
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { url } = await serveBench(resolve(process.argv[2] ?? "dist"), { port: Number(process.argv[3] ?? 0) });
  console.log(url);
}
