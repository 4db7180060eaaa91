// What the page's own thread does while files are read and an analysis is changed, and the tab's memory.
//
//   make build && node benches/browser/thread.mjs [MB of alerts...]
//
// For each size a fresh browser: a price of 1,300 days and so many megabytes of alerts with 40 rules go in by
// `comove.addFiles`. Printed are the tasks of the page over 50 ms as the browser tells them, the tasks that took
// the most processor time, which suffers less from whatever else the machine does (in brackets by the clock),
// and the tab's resident memory before, at most, and when readers have ended and garbage is collected. Then, for
// a price and a count of 1,300 days, changes of the analysis: the event's own time, when the chart over time was
// painted again, and the longest tasks.
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { chromium } from "../../tests/e2e/node_modules/playwright-core/index.mjs";
import { serve } from "../../tools/serve.mjs";
import { writeAlerts } from "./data.mjs";
import { mark, tab } from "./tab.mjs";

const root = resolve(import.meta.dirname, "../..");
const work = join(root, "target/bench");
const sizes = process.argv.slice(2).map(Number);
if (!sizes.length) sizes.push(100);
await mkdir(work, { recursive: true });

let state = 1;
const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
const dates = Array.from({ length: 1300 }, (_, day) => new Date(Date.UTC(2018, 0, 1) + day * 864e5).toISOString().slice(0, 10));
let price = 150;
const made = { "price.csv": ["Date,Close", ...dates.map((date) => `${date},${(price *= 1 + 0.05 * (random() - 0.5)).toFixed(2)}`)], "count.csv": ["Date,Count", ...dates.map((date) => `${date},${Math.round(20 + 30 * random() * random())}`)] };
for (const [name, lines] of Object.entries(made)) await writeFile(join(work, name), lines.join("\n"));
for (const mb of sizes) if (!existsSync(join(work, `alerts-${mb}MB.csv`))) await writeAlerts(join(work, `alerts-${mb}MB.csv`), mb * 1e6);

/** A fresh browser with the page, and files in a field of it. */
async function fresh(...files) {
  const { server, url } = await serve(process.env.DIST ?? join(root, "dist"), { prefix: "/a/b/" });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--disable-gpu", "--no-first-run", "--disable-background-networking", mark] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(() => {
    globalThis.tasks = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => Math.round(entry.duration)))).observe({ entryTypes: ["longtask"] });
  });
  await page.goto(url);
  await page.evaluate(async () => {
    await comove.ready;
    await comoveParts.workerModule();
    document.body.append(Object.assign(document.createElement("input"), { type: "file", id: "given", multiple: true, hidden: true }));
  });
  await page.setInputFiles("#given", files.map((name) => join(work, name)));
  await page.waitForTimeout(1000);
  const session = await browser.newBrowserCDPSession();
  /** Does something; the page's longest tasks meanwhile, ms of the processor (of the clock). */
  const traced = async (act) => {
    const events = [];
    const collect = ({ value }) => value.forEach((event) => events.push(event));
    session.on("Tracing.dataCollected", collect);
    await session.send("Tracing.start", { traceConfig: { recordMode: "recordAsMuchAsPossible", includedCategories: ["toplevel", "devtools.timeline"] } });
    const result = await act();
    const done = new Promise((end) => session.once("Tracing.tracingComplete", end));
    await session.send("Tracing.end");
    await done;
    session.off("Tracing.dataCollected", collect);
    // The page is the process that has frames.
    const frame = events.find((event) => event.name === "FireAnimationFrame");
    const longest = events
      .filter((event) => event.name === "ThreadControllerImpl::RunTask" && event.dur > 0 && event.pid === frame?.pid && event.tid === frame?.tid)
      .map(({ dur, tdur = dur }) => [tdur / 1000, dur / 1000])
      .sort((a, b) => b[0] - a[0])
      .slice(0, 4)
      .map(([cpu, clock]) => `${cpu.toFixed(0)} (${clock.toFixed(0)})`)
      .join(", ");
    return { result, longest };
  };
  const close = async () => {
    await browser.close();
    server.close();
  };
  return { page, traced, close };
}

for (const mb of sizes) {
  const { page, traced, close } = await fresh("price.csv", `alerts-${mb}MB.csv`);
  const before = tab("VmRSS");
  const { result, longest } = await traced(() =>
    page.evaluate(async () => {
      tasks.length = 0;
      const began = performance.now();
      await comove.addFiles([...document.getElementById("given").files]);
      await comove.report();
      const ms = performance.now() - began;
      await new Promise((done) => setTimeout(done, 1500));
      return { ms, tasks };
    }),
  );
  const peak = tab("VmHWM");
  await page.waitForTimeout(2500);
  await (await page.context().newCDPSession(page)).send("HeapProfiler.collectGarbage");
  await page.waitForTimeout(1500);
  console.log(`${mb} MB: report after ${result.ms.toFixed(0)} ms; tasks over 50 ms: ${result.tasks.join(", ") || "none"}; longest ${longest}; tab ${before.toFixed(0)} MB before, ${peak.toFixed(0)} at most, ${tab("VmRSS").toFixed(0)} afterwards`);
  await close();
}

const { page, traced, close } = await fresh("price.csv", "count.csv");
await page.evaluate(async () => {
  await comove.addFiles([...document.getElementById("given").files]);
  await comove.setRecipe({ period: "day" });
  await comove.report();
  await new Promise((done) => setTimeout(done, 800));
});
for (const [control, value] of [["period", "week"], ["period", "day"], ["period", "week"], ["period", "day"], ["smoothing", "7"], ["smoothing", "30"], ["zone", "Asia/Tokyo"], ["zone", "UTC"], ["from", "2018-06-01"], ["to", "2020-06-01"], ["max-lag", "30"], ["max-lag", "60"], ["rolling-window", "60"], ["rolling-window", "90"]]) {
  const { result, longest } = await traced(() =>
    page.evaluate(
      async ([control, value]) => {
        const field = document.querySelector(`[data-control=${control}]`).querySelector("select, input");
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const clear = CanvasRenderingContext2D.prototype.clearRect;
        const began = performance.now();
        let painted = NaN;
        CanvasRenderingContext2D.prototype.clearRect = function (...given) {
          if (Number.isNaN(painted) && this.canvas.matches("#overlay canvas.plot")) painted = performance.now() - began;
          return clear.apply(this, given);
        };
        field.value = value;
        field.dispatchEvent(new Event("change", { bubbles: true }));
        const event = performance.now() - began;
        await new Promise((done) => setTimeout(done, 700));
        CanvasRenderingContext2D.prototype.clearRect = clear;
        return { event, painted };
      },
      [control, value],
    ),
  );
  console.log(`${`${control} ${value}`.padEnd(20)} event ${result.event.toFixed(1)} ms, painted after ${result.painted.toFixed(1)} ms; longest tasks ${longest}`);
}
await close();
