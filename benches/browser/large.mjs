// Ten gigabytes of alerts beside one: time for a byte, and the tab's memory.
//
//   make build && node benches/browser/large.mjs [gigabytes...]
//
// No disk of that size is needed: each file is 100 MB of alerts that lie there, again and again (a `File` of many
// blobs). The worker gets no more of it at a time than of another file. From `addFiles` to the counts, each size in a fresh browser;
// every row must have been used.
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { chromium } from "../../tests/e2e/node_modules/playwright-core/index.mjs";
import { serve } from "../../tools/serve.mjs";
import { writeAlerts } from "./data.mjs";
import { mark, tab } from "./tab.mjs";

const root = resolve(import.meta.dirname, "../..");
const work = join(root, "target/bench");
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1, 10];
await mkdir(work, { recursive: true });
const log = join(work, "alerts-100MB-again.csv");
if (!existsSync(log)) await writeAlerts(log, 100e6);

const { server, url } = await serve(process.env.DIST ?? join(root, "dist"));
console.log("| | bytes | s | MB/s | rows | tab at most, MB |");
console.log("|---|---|---|---|---|---|");
for (const size of sizes) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--disable-gpu", "--disable-background-networking", mark] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(0);
  await page.goto(url);
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("input"), { type: "file", id: "again" })));
  await page.setInputFiles("#again", log);
  const found = await page.evaluate(async (times) => {
    const [part] = document.getElementById("again").files;
    // Without the head it would be a row that cannot be read, each time.
    const head = (await part.slice(0, 4096).text()).indexOf("\n") + 1;
    const file = new File([part, ...Array(times - 1).fill(part.slice(head))], "alerts.csv");
    const began = performance.now();
    const [source] = await comove.addFiles([file]);
    return { bytes: file.size, ms: performance.now() - began, rows: source.rows, status: source.status };
  }, size * 10);
  if (found.status !== "ready" || found.rows.skipped) throw new Error(JSON.stringify(found));
  console.log(`| ${size} GB | ${found.bytes} | ${(found.ms / 1e3).toFixed(2)} | ${(found.bytes / 1e3 / found.ms).toFixed(0)} | ${found.rows.used} | ${tab("VmHWM").toFixed(0)} |`);
  await browser.close();
}
server.close();
