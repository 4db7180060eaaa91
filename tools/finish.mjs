// Trunk's post_build hook: what trunk itself leaves undone, done in its staging folder,
// so that dist/ only ever appears whole.
import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) throw new Error("finish.mjs is run by trunk (see Trunk.toml)");

await appendFile(join(staging, "worker.js"), await readFile("src/page/worker-start.js"));
