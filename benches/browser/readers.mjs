// A reader's wait: from navigation until an exported figure is drawn and tells its values under the pointer, beside
// pages with the same points drawn by uPlot, Chart.js and ECharts.
//
//   make build && node benches/browser/readers.mjs [runs]
//   FIGURE=exported.html before it takes that, SLOW=4 a processor that is so many times slower
//
// Each visit is a fresh browser; what is sent is packed with brotli. Comove's figure is the one file that
// `exportAs("html")` makes of a price and a count of 1,300 days: figure, statistics, table, methods and program. The
// others are a page of two lines with dates, and their library beside it; they have no statistics. Drawn: the lines are
// shown, after two frames; told: a pointer over the middle has changed what is read there. Of Comove the first row is the
// picture that the file shows until its program runs, once that tells values (the second row where the program was as fast), the second the program's own chart, the third all of its
// views. Bytes are those over the line.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { chromium } from "../../tests/e2e/node_modules/playwright-core/index.mjs";
import { serve } from "../../tools/serve.mjs";

const root = resolve(import.meta.dirname, "../..");
const work = join(root, "target/bench/charts");
const runs = Number(process.argv[2] ?? 7);
await mkdir(work, { recursive: true });
const rivals = JSON.parse(await readFile(join(root, "benches/charts/package.json"))).dependencies;
if (!existsSync(join(work, "node_modules/uplot"))) {
  const wanted = ["uplot", "chart.js", "chartjs-adapter-date-fns", "date-fns", "echarts"].map((name) => `${name}@${rivals[name] ?? "latest"}`);
  execFileSync("npm", ["install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--no-save", "--prefix", work, ...wanted]);
}
const library = (path) => readFile(join(work, "node_modules", path));

const days = 1300;
let state = 1;
const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
let level = 150;
const points = Array.from({ length: days }, (_, day) => {
  level *= 1 + 0.05 * (random() - 0.5);
  return [Date.UTC(2018, 0, 1) + day * 864e5, Number(level.toFixed(2)), Math.round(20 + 30 * random() * random())];
});
const table = (name, column) => [`Date,${name}`, ...points.map((point) => `${new Date(point[0]).toISOString().slice(0, 10)},${point[column]}`)].join("\n");

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const launched = () => chromium.launch({ executablePath, args: ["--disable-gpu", "--disable-background-networking"] });

/** The exported figure. */
async function exported() {
  const { server, url } = await serve(process.env.DIST ?? join(root, "dist"));
  const browser = await launched();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(url);
  const html = await page.evaluate(
    async (files) => {
      await comove.addFiles(files.map(([name, text]) => new File([text], name)));
      await comove.setRecipe({ period: "day" });
      return (await comove.exportAs("html")).text();
    },
    [["price.csv", table("Price", 1)], ["alerts count.csv", table("Count", 2)]],
  );
  await browser.close();
  server.close();
  return html;
}

const page = (head, script) => `<!doctype html><meta charset="utf-8"><title>chart</title>${head}<div id="c" style="width:1200px;height:600px"></div><p id="told"></p><script>const points = ${JSON.stringify(points)};
const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => (globalThis.drawn = performance.now())));
${script}</script>`;
const script = (name) => `<script src="${name}"></script>`;
const sites = {
  Comove: { "index.html": process.env.FIGURE ? await readFile(process.env.FIGURE, "utf8") : await exported() },
  uPlot: {
    "index.html": page(
      `<link rel="stylesheet" href="uplot.css">${script("uplot.js")}`,
      `const columns = [0, 1, 2].map((at) => points.map((point) => (at ? point[at] : point[0] / 1000)));
new uPlot({ width: 1200, height: 600, scales: { b: {} }, axes: [{}, {}, { scale: "b", side: 1 }], series: [{}, { label: "Price", stroke: "teal" }, { label: "Count", scale: "b", stroke: "orange" }], hooks: { ready: [painted], setLegend: [(plot) => (told.textContent = plot.legend.values[1]._)] } }, columns, c);`,
    ),
    "uplot.js": await library("uplot/dist/uPlot.iife.min.js"),
    "uplot.css": await library("uplot/dist/uPlot.min.css"),
  },
  "Chart.js": {
    "index.html": page(
      `${script("chart.js")}${script("dates.js")}`,
      `const canvas = c.appendChild(document.createElement("canvas"));
const line = (label, at, yAxisID) => ({ label, yAxisID, data: points.map((point) => ({ x: point[0], y: point[at] })), pointRadius: 0, borderWidth: 1 });
new Chart(canvas, { type: "line", data: { datasets: [line("Price", 1, "y"), line("Count", 2, "z")] }, options: { animation: false, parsing: false, normalized: true, interaction: { mode: "index", intersect: false }, scales: { x: { type: "time" }, z: { position: "right" } }, plugins: { tooltip: { callbacks: { label: (item) => (told.textContent = item.formattedValue) } } } } });
painted();`,
    ),
    "chart.js": await library("chart.js/dist/chart.umd.min.js").catch(() => library("chart.js/dist/chart.umd.js")),
    "dates.js": await library("chartjs-adapter-date-fns/dist/chartjs-adapter-date-fns.bundle.min.js"),
  },
  ECharts: {
    "index.html": page(
      script("echarts.js"),
      `const chart = echarts.init(c);
chart.setOption({ animation: false, xAxis: { type: "time" }, yAxis: [{}, {}], tooltip: { trigger: "axis", formatter: (items) => (told.textContent = items[0].value[1]) }, series: [1, 2].map((at) => ({ type: "line", showSymbol: false, yAxisIndex: at - 1, data: points.map((point) => [point[0], point[at]]) })) });
painted();`,
    ),
    "echarts.js": await library("echarts/dist/echarts.min.js"),
  },
};

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8" };
async function visit(files) {
  let sent = 0;
  const server = createServer((request, response) => {
    const name = request.url.slice(1) || "index.html";
    if (!files[name]) return response.writeHead(404).end();
    const bytes = packed(files, name);
    sent += bytes.length;
    response.writeHead(200, { "content-type": TYPES[name.split(".").pop()], "content-encoding": "br" }).end(bytes);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const browser = await launched();
  const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const rate = Number(process.env.SLOW ?? 1);
  if (rate > 1) await (await tab.context().newCDPSession(tab)).send("Emulation.setCPUThrottlingRate", { rate });
  await tab.addInitScript(() => {
    const painted = (name) => requestAnimationFrame(() => requestAnimationFrame(() => (globalThis[name] ??= performance.now())));
    const chart = () => document.querySelector("#overlay canvas.plot")?.width > 50;
    // The figure says by its own attribute when all is painted.
    const awaited = { charted: chart, drawn: () => chart() && document.querySelector("#figure").getAttribute("aria-busy") !== "true" };
    // Its picture tells values once its script runs, which may be before or after the browser has painted it.
    const asking = setInterval(() => {
      const picture = document.querySelector(".still-picture svg");
      const shown = performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
      const { left, top, width, height } = picture?.getBoundingClientRect() ?? {};
      if (!shown || !(width > 50)) return;
      const point = (type) => picture.dispatchEvent(new PointerEvent(type, { bubbles: true, clientX: left + width / 2, clientY: top + height / 2 }));
      point("pointermove");
      const told = Array.from(document.querySelectorAll(".still-told"), (element) => element.textContent).join("");
      point("pointerleave");
      if (told === "") return;
      clearInterval(asking);
      globalThis.first = performance.now();
    }, 4);
    const watch = () => {
      // The rivals say it themselves.
      if (globalThis.drawn !== undefined) return;
      for (const [name, is] of Object.entries(awaited))
        if (is()) {
          delete awaited[name];
          painted(name);
        }
      requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
  });
  await tab.goto(`http://127.0.0.1:${server.address().port}/`, { waitUntil: "commit" });
  await tab.waitForFunction(() => typeof globalThis.drawn === "number");
  const place = await (await tab.$("#overlay, #c")).boundingBox();
  await tab.evaluate(() => {
    const read = () => document.querySelector("#told, #overlay-readout, .readout")?.textContent ?? "";
    const before = read();
    globalThis.telling = new Promise((done) => {
      let began;
      addEventListener("pointermove", () => (began ??= performance.now()), true);
      const look = () => (began !== undefined && read() !== before ? done(performance.now() - began) : requestAnimationFrame(look));
      look();
    });
  });
  await tab.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
  const found = await tab.evaluate(async () => ({ first: globalThis.first ?? globalThis.charted, charted: globalThis.charted, drawn: globalThis.drawn, told: await telling }));
  await browser.close();
  server.close();
  return { ...found, sent };
}
const cache = new Map();
function packed(files, name) {
  if (!cache.has(files[name])) cache.set(files[name], brotliCompressSync(Buffer.from(files[name])));
  return cache.get(files[name]);
}

const found = Object.fromEntries(Object.keys(sites).map((name) => [name, []]));
for (let run = 0; run < runs; run++) for (const [name, files] of Object.entries(sites)) found[name].push(await visit(files));
const middle = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const of = (name, what) => middle(found[name].map((one) => one[what]));
const bound = of("uPlot", "drawn") + of("uPlot", "told");
console.log("| 1,300 points twice | drawn, ms | told under the pointer, ms | together to uPlot | kB, brotli |");
console.log("|---|---|---|---|---|");
const rows = Object.keys(sites).flatMap((name) =>
  name !== "Comove"
    ? [[name, name, "drawn", of(name, "told")]]
    : [["Comove, its picture", name, "first", 0], ["its chart", name, "charted", of(name, "told")], ["all of its views", name, "drawn", of(name, "told")]],
);
for (const [words, name, what, told] of rows) {
  const drawn = of(name, what);
  console.log(`| ${words} | ${drawn.toFixed(0)} | ${told.toFixed(0)} | ${((drawn + told) / bound).toFixed(2)} | ${(of(name, "sent") / 1000).toFixed(0)} |`);
}
