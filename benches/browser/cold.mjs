// From a script's `addFiles` on a page that was never used to the verdict and its picture, step by step.
//
//   make build && node benches/browser/cold.mjs [runs] [line, as "as it is"]
//
// Each run is a fresh browser: 300 kB of prices and 2 MB of alerts go in as soon as the page's script can be
// called. Beside it an empty page of the same server and a worker in it that only reads the same bytes, which is
// a bound and not a rival. Then the same over lines as browsers imitate them (3G and 4G of Chromium's tools; what
// is sent is packed with brotli, as a host does it), and with a processor that is four times slower.
//
// All steps are milliseconds by the clock, medians:
//   page       from navigation to the page's small script, which takes calls from then on
//   fetch      from `addFiles` to the last byte of the program
//   compile    until the page has started and makes a worker
//   worker     until that greets
//   look       until the sample of the larger file has come and is looked at
//   read       until its rows are counted, and the numbers are with the page
//   statistics from the errand to the answer, in a worker of its own
//   draw       the report is written and every chart painted
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { chromium } from "../../tests/e2e/node_modules/playwright-core/index.mjs";
import { writeAlerts } from "./data.mjs";

const root = resolve(import.meta.dirname, "../..");
const work = join(root, "target/bench");
const dist = process.env.DIST ?? join(root, "dist");
const runs = Number(process.argv[2] ?? 5);
await mkdir(work, { recursive: true });

let state = 1;
const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
let price = 150;
// Bars of four hours, 300 kB.
const bars = Array.from({ length: 6_800 }, (_, at) => {
  const time = new Date(Date.UTC(2018, 0, 1) + at * 4 * 36e5).toISOString().slice(0, 19);
  const open = price;
  price *= 1 + 0.02 * (random() - 0.5);
  return `${time}Z,${open.toFixed(3)},${price.toFixed(3)}`;
});
const prices = ["Date,Open,Close", ...bars].join("\n");
const log = join(work, "alerts-2MB.csv");
if (!existsSync(log)) await writeAlerts(log, 2e6);
const alerts = await readFile(log, "utf8");

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", wasm: "application/wasm", svg: "image/svg+xml" };
// Told by the worker itself, in the page's time: its origin and the page's differ.
const spy = `{
  const told = (name) => postMessage({ pong: true, spy: name, at: performance.timeOrigin + performance.now() });
  const read = ReadableStreamBYOBReader.prototype.read;
  let looked = false;
  ReadableStreamBYOBReader.prototype.read = function (...given) {
    if (!looked) told("looked");
    looked = true;
    return read.apply(this, given);
  };
}\n`;
const packed = new Map();
const server = createServer(async (request, response) => {
  const path = new URL(request.url, "http://localhost").pathname.slice(1) || "index.html";
  try {
    if (!packed.has(path)) {
      const bytes = path === "empty.html" ? Buffer.from("<!doctype html><title>empty</title>") : await readFile(join(dist, path));
      packed.set(path, brotliCompressSync(path === "worker.js" ? Buffer.concat([Buffer.from(spy), bytes]) : bytes));
    }
    response.writeHead(200, { "content-type": TYPES[path.split(".").pop()] ?? "application/octet-stream", "content-encoding": "br", "cache-control": "no-cache" }).end(packed.get(path));
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const url = `http://127.0.0.1:${server.address().port}/`;

const LINES = {
  "as it is": {},
  "4G (9 Mbit/s, 165 ms)": { downloadThroughput: (9e6 / 8) * 0.9, uploadThroughput: (1.5e6 / 8) * 0.9, latency: 165 },
  "slow 4G (1.6 Mbit/s, 563 ms)": { downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: (750e3 / 8) * 0.9, latency: 562.5 },
  "3G (0.4 Mbit/s, 2 s)": { downloadThroughput: (500e3 / 8) * 0.8, uploadThroughput: (500e3 / 8) * 0.8, latency: 2000 },
  "processor 4 times slower": { slow: 4 },
};

async function fresh({ slow = 1, ...line }, path) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--disable-gpu", "--disable-background-networking"] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, serviceWorkers: "block" });
  // Over the slowest line the program alone takes half a minute.
  page.setDefaultTimeout(300_000);
  // Over the slowest line the program alone takes half a minute.
  page.setDefaultTimeout(300_000);
  const session = await page.context().newCDPSession(page);
  if (line.latency) await session.send("Network.enable").then(() => session.send("Network.emulateNetworkConditions", { offline: false, ...line }));
  if (slow > 1) await session.send("Emulation.setCPUThrottlingRate", { rate: slow });
  await page.addInitScript(() => {
    globalThis.marks = {};
    globalThis.mark = (name, at = performance.now()) => (marks[name] ??= at);
    let computing;
    globalThis.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        mark("made");
        this.addEventListener("message", ({ data }) => {
          if (data.spy) return mark(data.spy, data.at - performance.timeOrigin);
          if (!data.value) return;
          // What a message is (src/wire.rs): 0 hello, 2 a reading, 4 an analysis.
          const kind = data.value[0];
          if (kind === 0) mark("hello");
          if (kind === 2) marks.read = performance.now();
          if (kind === 4 && this === computing) mark("analysed");
        });
      }
      postMessage(message, ...rest) {
        if (message.value && message.value[0] === 4) (computing = this), mark("errand");
        super.postMessage(message, ...rest);
      }
    };
  });
  await page.goto(url + path, { waitUntil: "commit" });
  return { browser, page };
}

/** The steps of one run. */
async function cold(line) {
  const { browser, page } = await fresh(line, "");
  await page.waitForFunction(() => globalThis.comove);
  const marks = await page.evaluate(
    async (files) => {
      mark("page", performance.getEntriesByType("resource").find(({ name }) => /\/start-[^/]*\.js/.test(name))?.responseEnd);
      mark("added");
      await comove.addFiles(files.map(([name, text]) => new File([text], name)));
      const report = await comove.report();
      mark("report");
      const figure = document.querySelector("#figure");
      const canvas = () => document.querySelector("#overlay canvas.plot")?.width > 50;
      while (!canvas() || figure.getAttribute("aria-busy") === "true" || document.querySelector("#sentence").hasAttribute("aria-busy")) await new Promise(requestAnimationFrame);
      mark("drawn");
      mark("fetched", performance.getEntriesByType("resource").find(({ name }) => name.endsWith("_bg.wasm"))?.responseEnd);
      return { ...marks, n: report.aligned.complete };
    },
    [["prices.csv", prices], ["alerts.csv", alerts]],
  );
  await browser.close();
  return marks;
}

/** An empty page, and a worker that reads the same bytes. */
async function bound(line) {
  const { browser, page } = await fresh(line, "empty.html");
  await page.waitForLoadState("load");
  const marks = await page.evaluate(
    async (texts) => {
      mark("ready");
      const files = texts.map((text) => new File([text], "file"));
      const script = "onmessage = ({ data }) => { const reader = new FileReaderSync(); let n = 0; for (const file of data) n += reader.readAsArrayBuffer(file).byteLength; postMessage(n); };";
      const worker = new Worker(URL.createObjectURL(new Blob([script])));
      worker.postMessage(files);
      await new Promise((end) => (worker.onmessage = end));
      mark("read");
      return marks;
    },
    [prices, alerts],
  );
  await browser.close();
  return marks;
}

const middle = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const STEPS = [["page"], ["fetch", "fetched", "added"], ["compile", "made", "fetched"], ["worker", "hello", "made"], ["look", "looked", "hello"], ["read", "read", "looked"], ["statistics", "analysed", "errand"], ["draw", "drawn", "analysed"]];
console.log(`| | ${STEPS.map(([name]) => name).join(" | ")} | addFiles to report | to drawn | empty page | reading alone | ratio |`);
console.log(`|---|${"---|".repeat(STEPS.length + 5)}`);
for (const [name, line] of Object.entries(LINES)) {
  if (process.argv[3] && name !== process.argv[3]) continue;
  const [own, bounds] = [[], []];
  for (let run = 0; run < (name.startsWith("3G") ? Math.min(runs, 3) : runs); run++) {
    own.push(await cold(line));
    bounds.push(await bound(line));
  }
  const of = (from, to, all = own) => middle(all.map((marks) => marks[to] - (from ? marks[from] : 0)));
  const steps = STEPS.map(([step, to = step, from]) => of(from, to));
  const [empty, alone] = [of(null, "ready", bounds), of("ready", "read", bounds)];
  const report = of("added", "report");
  const cells = [...steps, report, of("added", "drawn"), empty, alone].map((ms) => ms.toFixed(0));
  console.log(`| ${name} | ${cells.join(" | ")} | ${(report / (empty + alone)).toFixed(1)} |`);
}
server.close();
