// sizes.mjs FOLDER FILE...: what the page weighs on the wire, a line for each file of the folder's
// own and each further one. `weigh` is also what the size tests ask (tests/e2e/sizes.test.mjs, where
// the goals are).
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** The bytes of a file as it is, and as hosts send it: { raw, gzip, brotli }. */
export function weigh(path) {
  const bytes = readFileSync(path);
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder, ...further] = process.argv.slice(2);
  const own = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && /\.(wasm|js|css|html|template)$/.test(entry.name));
  for (const path of [...own.map((entry) => join(folder, entry.name)), ...further]) {
    const columns = Object.entries(weigh(path)).map(([column, bytes]) => `${(bytes / 1000).toFixed(1).padStart(8)} kB ${column}`);
    console.log(basename(path).slice(0, 32).padEnd(32), ...columns);
  }
}
