// How long a folder of many small logs takes, beside the same bytes in one file and beside reading alone.
//
//   make build && node benches/browser/many.mjs [files...]
//
// For each number of files of about 50 kB (`10000@10000`: of so many bytes), each in a fresh page of one browser: from
// the files' choice to the report of a price and their alerts, with the page's tasks over 50 ms and the tab's memory at
// most; the same for one file of all their rows; and a worker that reads the files one after another
// (`FileReaderSync`) and throws them away, which is a bound and not a rival.
import { createReadStream, existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "../../tests/e2e/node_modules/playwright-core/index.mjs";
import { serve } from "../../tools/serve.mjs";
import { writeAlerts } from "./data.mjs";
import { mark, tab } from "./tab.mjs";

const root = resolve(import.meta.dirname, "../..");
const work = join(root, "target/bench");
const numbers = process.argv.slice(2);
if (!numbers.length) numbers.push("60", "500", "2000");
await mkdir(work, { recursive: true });

let state = 1;
const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
let price = 150;
const dates = Array.from({ length: 1277 }, (_, day) => new Date(Date.UTC(2018, 0, 1) + day * 864e5).toISOString().slice(0, 10));
await writeFile(join(work, "price.csv"), ["Date,Close", ...dates.map((date) => `${date},${(price *= 1 + 0.05 * (random() - 0.5)).toFixed(2)}`)].join("\n"));

/** A log, and the folder of the files that it is cut into. */
async function made(wanted) {
  const whole = join(work, `rotated-${wanted}.csv`);
  const folder = join(work, `rotated-${wanted}`);
  const [files, bytes = 50_000] = wanted.split("@").map(Number);
  if (!existsSync(whole)) await writeAlerts(whole, files * bytes);
  if (!existsSync(folder)) {
    await mkdir(folder);
    let [header, part, number] = ["", [], 0];
    let size = 0;
    const close = async () => {
      if (part.length) await writeFile(join(folder, `alerts-${String(number++).padStart(5, "0")}.csv`), `${header}\n${part.join("\n")}\n`);
      [part, size] = [[], 0];
    };
    for await (const line of createInterface({ input: createReadStream(whole) })) {
      if (!header) {
        header = line;
        continue;
      }
      part.push(line);
      size += line.length + 1;
      if (size >= bytes) await close();
    }
    await close();
  }
  return { whole, parts: (await readdir(folder)).sort().map((name) => join(folder, name)) };
}

const { server, url } = await serve(process.env.DIST ?? join(root, "dist"), { prefix: "/a/b/" });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--disable-gpu", mark] });

/** Milliseconds from the choice of files to the report, and the page's tasks over 50 ms. */
async function report(files) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(url);
  await page.evaluate(() => comove.ready);
  const field = await page.$("input[type=file]");
  await field.setInputFiles(join(work, "price.csv"));
  await page.waitForFunction(() => comove.sources()[0]?.status === "ready");
  await page.evaluate(() => {
    globalThis.tasks = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ entryTypes: ["longtask"] });
    globalThis.done = new Promise((end) =>
      addEventListener(
        "change",
        () => {
          const chosen = performance.now();
          // After the page has heard of them itself.
          setTimeout(async () => {
            const { surprises, aligned } = await comove.report();
            end({ r: surprises.r, n: aligned.complete, ms: performance.now() - chosen });
          });
        },
        { capture: true, once: true },
      ),
    );
  });
  await field.setInputFiles(files);
  const found = await page.evaluate(async () => ({ ...(await done), tasks, used: comove.sources().slice(1).reduce((sum, { rows }) => sum + (rows?.used ?? 0), 0) }));
  found.memory = tab("VmHWM");
  await page.close();
  return found;
}

/** Milliseconds in which a worker reads files, one after another. */
async function bare(files) {
  const page = await browser.newPage();
  await page.goto("data:text/html,<input type=file multiple>");
  await (await page.$("input")).setInputFiles(files);
  const ms = await page.evaluate(async () => {
    const script = "onmessage = ({ data }) => { const reader = new FileReaderSync(); let n = 0; for (const file of data) n += reader.readAsArrayBuffer(file).byteLength; postMessage(n); };";
    const worker = new Worker(URL.createObjectURL(new Blob([script])));
    const began = performance.now();
    worker.postMessage([...document.querySelector("input").files]);
    await new Promise((end) => (worker.onmessage = end));
    return performance.now() - began;
  });
  await page.close();
  return ms;
}

console.log("| files | together, ms | as one file, ms | ratio | reading alone, ms | ratio | tasks over 50 ms, sum and longest | tab, MB |");
console.log("|---|---|---|---|---|---|---|---|");
for (const files of numbers) {
  const { whole, parts } = await made(files);
  const [many, one, alone] = [await report(parts), await report([whole]), await bare(parts)];
  // The verdicts name the series by their files.
  const told = ({ used, r, n }) => `${used} rows, r ${r} of ${n}`;
  if (told(many) !== told(one)) console.log(`the answers differ: ${told(many)}; ${told(one)}`);
  const sum = many.tasks.reduce((a, b) => a + b, 0);
  console.log(`| ${parts.length} | ${many.ms.toFixed(0)} | ${one.ms.toFixed(0)} | ${(many.ms / one.ms).toFixed(1)} | ${alone.toFixed(0)} | ${(many.ms / alone).toFixed(1)} | ${sum.toFixed(0)}, ${Math.max(0, ...many.tasks).toFixed(0)} | ${many.memory.toFixed(0)} |`);
}
await browser.close();
server.close();
