// Files that are wide, that hold very many groups, or that are packed, beside the bound of each.
//
//   make build && node benches/browser/wide.mjs [MB]
//
// Each in a fresh browser, from `comove.addFiles` (two workers started before, as an open dialog does) to the counts:
//   200 columns      numbers beside a time: a table of 200 series
//   100,000 groups   events, asked to be split by a column of so many names (`updateSource`). Beyond 4,096 names a file
//                    is not split at all (src/ingest/counts.rs); what is split must be the largest groups with their
//                    counts, and one rest
//   gzip             alerts, packed; the bound is the browser's own inflate in a worker, its bytes thrown away
// Of the others the bound is a worker that reads the same bytes. Printed are medians, the ratio, tasks of the page
// over 50 ms, and the tab's memory at most.
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { chromium } from "../../tests/e2e/node_modules/playwright-core/index.mjs";
import { serve } from "../../tools/serve.mjs";
import { writeAlerts } from "./data.mjs";
import { mark, tab } from "./tab.mjs";

const root = resolve(import.meta.dirname, "../..");
const work = join(root, "target/bench");
const mb = Number(process.argv[2] ?? 50);
const RUNS = 3;
const COLUMNS = 200;
const GROUPS = 100_000;
await mkdir(work, { recursive: true });

let state = 1;
/** Numbers from 0 to below 1 (Mulberry32): one after another they have nothing to do with each other. */
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}
const minute = (at) => new Date(Date.UTC(2018, 0, 1) + at * 6e4).toISOString().slice(0, 19);

/** Writes lines until there are enough bytes. */
async function written(path, header, line) {
  if (existsSync(path)) return;
  const out = createWriteStream(path);
  out.write(`${header}\n`);
  for (let [at, bytes] = [0, 0]; bytes < mb * 1e6; at++) {
    const text = `${line(at)}\n`;
    bytes += text.length;
    if (!out.write(text)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}

const wide = join(work, `wide-${mb}MB.csv`);
await written(wide, ["time", ...Array.from({ length: COLUMNS }, (_, at) => `sensor ${at}`)].join(","), (at) => [`${minute(at)}Z`, ...Array.from({ length: COLUMNS }, () => (100 * random()).toFixed(2))].join(","));
const groups = join(work, `groups-${mb}MB.csv`);
// The lower a number the more often it comes.
await written(groups, "time,rule,message", (at) => `${minute(at / 4)}Z,rule-${Math.floor(GROUPS * random() * random())},seen`);
const alerts = join(work, `alerts-${mb}MB.csv`);
if (!existsSync(alerts)) await writeAlerts(alerts, mb * 1e6);
if (!existsSync(`${alerts}.gz`)) await pipeline(createReadStream(alerts), createGzip(), createWriteStream(`${alerts}.gz`));

const { server, url } = await serve(process.env.DIST ?? join(root, "dist"), { prefix: "/a/b/" });

async function fresh(address, file) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--disable-gpu", mark] });
  const page = await browser.newPage();
  await page.goto(address);
  await page.evaluate(() => {
    const field = document.createElement("input");
    field.type = "file";
    field.id = "bench";
    document.body.append(field);
  });
  await page.setInputFiles("#bench", file);
  return { browser, page };
}

async function own(file, group) {
  const { browser, page } = await fresh(url, file);
  const found = await page.evaluate(async (group) => {
    globalThis.tasks = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ entryTypes: ["longtask"] });
    // Workers start as with a dialog.
    await comove.reset();
    document.dispatchEvent(new DragEvent("dragenter", { bubbles: true }));
    await new Promise((done) => setTimeout(done, 1500));
    tasks.length = 0;
    let began = performance.now();
    let [source] = await comove.addFiles([document.querySelector("#bench").files[0]]);
    if (group !== undefined) {
      began = performance.now();
      source = await comove.updateSource(source.id, { groupColumn: group });
    }
    const ms = performance.now() - began;
    await new Promise((done) => setTimeout(done, 300));
    return { ms, tasks, status: source.status, rows: source.rows?.used, series: source.series?.length, told: source.series?.map(({ label, observations }) => [label, observations]) };
  }, group);
  found.memory = tab("VmHWM");
  await browser.close();
  return found;
}

async function bound(file, inflates) {
  const { browser, page } = await fresh(`${url}icon.svg`.replace("icon.svg", "comove.d.ts"), file);
  const ms = await page.evaluate(async (inflates) => {
    const script = `onmessage = async ({ data: [file, inflates] }) => {
      let [n, stream] = [0, file.stream()];
      if (inflates) stream = stream.pipeThrough(new DecompressionStream("gzip"));
      const reader = stream.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        n += value.length;
      }
      postMessage(n);
    };`;
    const worker = new Worker(URL.createObjectURL(new Blob([script])));
    const began = performance.now();
    worker.postMessage([document.querySelector("#bench").files[0], inflates]);
    await new Promise((end) => (worker.onmessage = end));
    return performance.now() - began;
  }, inflates);
  await browser.close();
  return ms;
}

/** How often each group comes. */
async function counted(file) {
  const counts = new Map();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const name = line.split(",")[1];
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  counts.delete("rule");
  return [...counts].sort((a, b) => b[1] - a[1]);
}

const middle = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
console.log(`| ${mb} MB | Comove, ms | bound, ms | ratio | tasks over 50 ms | tab, MB | found |`);
console.log("|---|---|---|---|---|---|---|");
for (const [name, file, inflates, group] of [["200 columns", wide], ["100,000 groups", groups, false, 1], ["alerts", alerts], ["alerts, gzip", `${alerts}.gz`, true]]) {
  const [all, bounds] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    all.push(await own(file, group));
    bounds.push(await bound(file, Boolean(inflates)));
  }
  const [ms, alone, last] = [middle(all.map((one) => one.ms)), middle(bounds), all.at(-1)];
  let exact = "";
  if (group) {
    const [counts, told] = [await counted(file), last.told.slice(1, -1)];
    const right = told.every(([label, n], at) => n === counts[at][1] && counts.some(([own, many]) => own === label && many === n));
    const rest = counts.slice(told.length).reduce((sum, [, n]) => sum + n, 0);
    exact = !told.length ? `, not split by ${counts.length} groups` : `, ${told.length} of ${counts.length} groups ${right && rest === last.told.at(-1)[1] ? "exact" : "WRONG"}`;
  }
  const tasks = all.flatMap((one) => one.tasks);
  console.log(`| ${name} | ${ms.toFixed(0)} | ${alone.toFixed(0)} | ${(ms / alone).toFixed(2)} | ${tasks.length} in ${RUNS} runs, longest ${Math.max(0, ...tasks).toFixed(0)} | ${middle(all.map((one) => one.memory)).toFixed(0)} | ${last.status}, ${last.rows} rows, ${last.series} series${exact} |`);
}
server.close();
