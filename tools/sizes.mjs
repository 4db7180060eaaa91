// sizes.mjs FOLDER: what the page weighs on the wire, a line for each kind of file.
// `measure` is also what the size test asks.
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const CODE = [".wasm", ".js", ".css", ".html"];

/** @returns {{ name: string, kind: string, raw: number, gzip: number, brotli: number }[]} bytes, each file by itself */
export function measure(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && CODE.includes(extname(entry.name)))
    .map((entry) => {
      const name = join(entry.parentPath ?? entry.path, entry.name);
      const bytes = readFileSync(name);
      return {
        name,
        kind: extname(name).slice(1),
        raw: bytes.length,
        gzip: gzipSync(bytes, { level: 9 }).length,
        brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
      };
    });
}

export const total = (files, column) => files.reduce((sum, file) => sum + file[column], 0);

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const files = measure(process.argv[2] ?? "dist");
  const line = (label, some) =>
    console.log(
      label.padEnd(24),
      ...["raw", "gzip", "brotli"].map((c) => `${(total(some, c) / 1000).toFixed(1).padStart(8)} kB ${c}`),
    );
  for (const file of files.filter((f) => f.kind === "wasm")) line(file.name.split("/").pop().slice(0, 24), [file]);
  for (const kind of ["js", "css", "html"]) line(kind, files.filter((f) => f.kind === kind));
  line("all", files);
}
