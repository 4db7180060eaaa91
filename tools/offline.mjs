// offline.mjs DIST: writes DIST/service-worker.js with the list of the page's own files and
// their hashes. The last step of a build: what comes later is not in the list.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [dist] = process.argv.slice(2);
const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");
// Only what the page itself needs: guide and gallery are read where there is a network, and what begins
// with `_` or a dot is for the host, which does not serve it.
const names = readdirSync(dist, { withFileTypes: true })
  .filter((entry) => entry.isFile() && !/^service-worker\.js$|\.d\.ts$|^[_.]/.test(entry.name))
  .map((entry) => entry.name)
  .sort();
const files = Object.fromEntries(names.map((name) => [name, hash(readFileSync(join(dist, name)))]));
const version = hash(JSON.stringify(files)).slice(0, 16);
const program = readFileSync("src/page/service-worker.js", "utf8");
writeFileSync(
  join(dist, "service-worker.js"),
  `const VERSION = ${JSON.stringify(version)};\nconst FILES = ${JSON.stringify(files, null, 1)};\n${program}`,
);
