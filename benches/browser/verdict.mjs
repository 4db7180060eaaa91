// How long a verdict takes in the browser: a price and a count of 1,300 days, lags of up to 60.
//
//   make build && node benches/browser/verdict.mjs [runs]
//
// Prints, in milliseconds: from the errand to the worker's answer (the whole analysis, with the 199
// unrelated series that the levels are held against), from the changed recipe to the report, and
// the longest task of the page's own thread meanwhile, its drawing included; and the processor
// time of the longest tasks, which suffers less from whatever else the machine does.
import { chromium } from "../../tests/e2e/node_modules/playwright-core/index.mjs";
import { serve } from "../../tools/serve.mjs";

const runs = Number(process.argv[2] ?? 15);
const days = 1300;
const start = Date.UTC(2018, 0, 1);

/** Numbers that are the same every time. */
let state = 12345;
const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const [price, counts] = [["Date,Close"], ["Date,Count"]];
let [level, memory] = [5, 0];
for (let t = 0; t < days; t++) {
  const date = new Date(start + t * 86400000).toISOString().slice(0, 10);
  const before = level;
  level += 0.03 * normal();
  memory = 0.9 * memory + 0.12 * normal();
  price.push(`${date},${Math.exp(level).toFixed(4)}`);
  counts.push(`${date},${Math.max(0, Math.round(Math.exp(3.4 + memory + 1.5 * (before - 5) + 0.2 * normal())))}`);
}

const { server, url } = await serve(process.env.DIST ?? "dist", { prefix: "/a/b/" });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.addInitScript(() => {
  globalThis.errands = [];
  globalThis.Worker = class extends Worker {
    #asked = [];
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => {
        if (this.#asked.length > 0) errands.push(performance.now() - this.#asked.shift());
      });
    }
    postMessage(message, ...rest) {
      // Only an analysis is sent without a file once all files are read.
      if (globalThis.measuring) this.#asked.push(performance.now());
      super.postMessage(message, ...rest);
    }
  };
  globalThis.tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((e) => e.duration))).observe({ entryTypes: ["longtask"] });
});
await page.goto(url);
await page.evaluate(() => comove.ready);
const session = await browser.newBrowserCDPSession();
const events = [];
session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
await session.send("Tracing.start", { traceConfig: { includedCategories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"] } });
const found = await page.evaluate(
  async ({ files, runs }) => {
    const read = files.map(([name, text]) => new File([text], name));
    await comove.addFiles(read);
    const first = await comove.setRecipe({ period: "day", maxLag: 60 });
    const wait = () => new Promise((done) => setTimeout(done, 400));
    await wait();
    globalThis.measuring = true;
    tasks.length = 0;
    const reports = [];
    for (let run = 0; run < runs; run++) {
      const before = performance.now();
      await comove.setRecipe({ rollingWindow: 60 + run });
      reports.push(performance.now() - before);
      await wait();
    }
    return { errands, reports, tasks, complete: first.aligned.complete, lags: first.lags.lags.length, verdict: first.verdict.en };
  },
  { files: [["price.csv", price.join("\n")], ["alerts count.csv", counts.join("\n")]], runs },
);
const done = new Promise((end) => session.once("Tracing.tracingComplete", end));
await session.send("Tracing.end");
await done;
const threads = new Map(events.filter((e) => e.name === "thread_name").map((e) => [`${e.pid} ${e.tid}`, e.args.name]));
/** Processor time of a kind of thread's longest tasks, one a run. */
const longest = (thread) =>
  events
    .filter((e) => e.name === "ThreadControllerImpl::RunTask" && e.tdur && thread.test(threads.get(`${e.pid} ${e.tid}`) ?? ""))
    .map((e) => e.tdur / 1000)
    .sort((a, b) => b - a)
    .slice(0, runs)
    .map((ms) => ms.toFixed(0))
    .join(" ");
const middle = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]?.toFixed(1);
console.log(`${found.complete} days, ${found.lags} lags: ${found.verdict.split("\n")[0]}`);
console.log(`worker, errand to answer   median ${middle(found.errands)} of ${found.errands.length}`);
console.log(`recipe to report           median ${middle(found.reports)} of ${found.reports.length}`);
console.log(`page's tasks over 50 ms    ${found.tasks.length}, longest ${Math.max(0, ...found.tasks).toFixed(0)}`);
console.log(`processor time, worker      ${longest(/DedicatedWorker/)}`);
console.log(`processor time, page        ${longest(/CrRendererMain/)}`);
await browser.close();
server.close();
