// node benches/charts/race.mjs [--reps 3] [--points 1300,100000,1000000] [--slow 6] [--only Comove]
//
// Comove's overlay beside uPlot, ECharts and Chart.js, in the same Chromium and the same run: a fresh
// browser each time, taking turns, so that whatever else the machine does meets all of them. Prints
// the table of benches/README.md. `--slow` makes the processor so many times slower, by Chromium's tools. `--serve` only serves Comove's page and prints its address.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../../tools/serve.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const out = resolve(root, "target/chart-race");
const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};

// --- what is raced ------------------------------------------------------------------------

const shell = (command) => execFileSync("bash", ["-euo", "pipefail", "-c", command], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
mkdirSync(out, { recursive: true });
// By name, as in index.html: browsers refuse what --all-features lets wasm-opt write.
const FEATURES = "bulk-memory bulk-memory-opt nontrapping-float-to-int sign-ext mutable-globals multivalue reference-types call-indirect-overlong"
  .split(" ").map((name) => `--enable-${name}`).join(" ");
shell(`. tools/tools.sh
  need rust wasm wasm_bindgen npm
  cargo build --locked --release --target wasm32-unknown-unknown --features chart-race --bin chart-race
  wasm-bindgen --target web --no-typescript --out-name comove --out-dir ${JSON.stringify(out)} target/wasm32-unknown-unknown/release/chart-race.wasm
  wasm-opt -Os ${FEATURES} ${JSON.stringify(`${out}/comove_bg.wasm`)} -o ${JSON.stringify(`${out}/comove_bg.wasm`)}
  npm_folder benches/charts
  ln -sfn "$npm_folder/node_modules" ${JSON.stringify(`${out}/npm`)}`);
for (const file of ["comove.html", "race.html", "rivals.mjs"]) copyFileSync(resolve(here, file), resolve(out, file));
const { server, url } = await serve(out);
if (process.argv.includes("--serve")) {
  console.log(`${url}comove.html`);
  await new Promise(() => {});
}
const { chromium } = await import(resolve(out, "npm/playwright-core/index.mjs"));

const libraries = { Comove: "comove.html", uPlot: "race.html?library=uPlot", ECharts: "race.html?library=ECharts", "Chart.js": "race.html?library=Chart.js" };
const only = option("only");
for (const name of Object.keys(libraries)) if (only && !only.split(",").includes(name)) delete libraries[name];

// --- the course ---------------------------------------------------------------------------

/** In the page: two made-up series, built, panned and hovered; milliseconds. */
async function course(count) {
  let seed = 42;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const D = { n: count, x: new Float64Array(count), a: new Float64Array(count), b: new Float64Array(count) };
  const step = count <= 1300 ? 86400 : 60;
  let price = 6500;
  for (let at = 0; at < count; at++) {
    D.x[at] = 1514764800 + at * step;
    D.a[at] = price = Math.max(100, price * (1 + ((random() - 0.5) * 0.02) / Math.sqrt(Math.max(1, count / 1300))));
    D.b[at] = 200 + 150 * Math.sin((at / count) * 40) + 80 * random();
  }
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  const place = document.getElementById("c");
  const bench = globalThis.chartBench;
  const result = {};
  // Turning columns into what a library wants is not counted.
  const prepared = bench.prepare?.(D) ?? D;
  await frame();
  let began = performance.now();
  await bench.build(place, prepared);
  await frame();
  await frame();
  result.paint = performance.now() - began;
  await new Promise((done) => setTimeout(done, 200));
  const frames = async (steps, act) => {
    const times = [];
    for (let at = 0; at < steps; at++) {
      began = performance.now();
      act(at);
      await frame();
      times.push(performance.now() - began);
    }
    return median(times);
  };
  const [start, width] = [D.x[0], D.x[count - 1] - D.x[0]];
  await frame();
  result.pan = await frames(80, (at) => bench.pan(start + width * at * 0.005, start + width * (0.5 + at * 0.005)));
  const box = place.getBoundingClientRect();
  await frame();
  result.hover = await frames(80, (at) => bench.hover(box.left + 120 + (at % 60) * 15, box.top + 250 + (at % 7) * 5));
  return result;
}

const sizes = option("points", "1300,100000,1000000").split(",").map(Number);
const results = {};
for (let rep = 0; rep < Number(option("reps", 3)); rep++) {
  for (const size of sizes) {
    for (const [name, path] of Object.entries(libraries)) {
      const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: ["--disable-gpu", "--disable-frame-rate-limit", "--disable-gpu-vsync", "--no-first-run", "--disable-background-networking"],
      });
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(url + path);
      await page.waitForFunction(() => globalThis.benchReady === true);
      const rate = Number(option("slow", 1));
      if (rate > 1) await (await page.context().newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate });
      const result = await page.evaluate(course, size);
      (results[`${size} ${name}`] ??= []).push(result);
      console.error(`${size} ${name}: ${Object.entries(result).map(([what, ms]) => `${what} ${ms.toFixed(1)}`).join(", ")}`);
      await browser.close();
    }
  }
}
server.close();

const middle = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
console.log(`| points a series | library | first paint, ms | pan frame, ms | hover frame, ms |\n|---|---|---|---|---|`);
for (const size of sizes) {
  for (const name of Object.keys(libraries)) {
    const runs = results[`${size} ${name}`];
    const cell = (what) => middle(runs.map((run) => run[what])).toFixed(what === "paint" ? 0 : 1);
    console.log(`| ${size.toLocaleString("en")} | ${name} | ${cell("paint")} | ${cell("pan")} | ${cell("hover")} |`);
  }
}
process.exit(0);
