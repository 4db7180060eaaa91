// race.mjs [--mb 100] [--runs 5] [--only comove,duckdb]: the page beside its rivals, on one file.
//
// Each run has a fresh browser with a fresh profile, and the runs of all competitors take turns.
// Timed is the work alone, from giving the file to having the counts; what is loaded and compiled
// before is not. Every answer is held against the counts that were written. The table says how
// often as long as Comove each one took; times themselves hold for this machine only.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { serve } from "../../tools/serve.mjs";
import { checksum, writeAlerts } from "./data.mjs";
import { serveBench } from "./serve.mjs";

const root = resolve(import.meta.dirname, "../..");
const work = join(root, "target/bench");
const { chromium } = createRequire(join(root, "tests/e2e/package.json"))("playwright-core");
const given = (name, usual) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : process.argv[at + 1];
};
const megabytes = Number(given("mb", 100));
const runs = Number(given("runs", 5));
const only = given("only", "")?.split(",").filter(Boolean);
const RIVALS = ["udsv", "papaparse", "arquero", "duckdb", "read-only"];
// Cross-origin isolation gives exact clocks; nothing here needs shared memory.
const headers = () => ({ "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp", "cross-origin-resource-policy": "same-origin" });

/** The file, made once. */
async function alerts() {
  await mkdir(work, { recursive: true });
  const path = join(work, `alerts-${megabytes}MB.csv`);
  const known = `${path}.json`;
  if (!existsSync(known)) await writeFile(known, JSON.stringify(await writeAlerts(path, megabytes * 1e6)));
  return { path, expected: JSON.parse(await readFile(known, "utf8")) };
}

/** The rivals' pages with their libraries; none where these are not installed. */
async function rivals() {
  const modules = join(work, "node_modules");
  if (!existsSync(modules)) return null;
  const folder = join(work, "rivals");
  const bundle = join(folder, "bundle");
  await mkdir(bundle, { recursive: true });
  const source = join(import.meta.dirname, "rivals");
  for (const name of readdirSync(source)) await copyFile(join(source, name), join(folder, name));
  const { build } = createRequire(join(work, "package.json"))("esbuild");
  const bundled = (name, contents) =>
    build({ stdin: { contents, resolveDir: work }, bundle: true, minify: true, format: "esm", platform: "browser", outfile: join(bundle, `${name}.js`), logLevel: "error" });
  await bundled("udsv", "export * from 'udsv'");
  await bundled("papaparse", "export { default } from 'papaparse'");
  await bundled("arquero", "export { fromCSV } from 'arquero'");
  await bundled("duckdb", "export * from '@duckdb/duckdb-wasm'");
  for (const name of ["duckdb-browser-eh.worker.js", "duckdb-eh.wasm"]) {
    await copyFile(join(modules, "@duckdb/duckdb-wasm/dist", name), join(bundle, name));
  }
  return serve(folder, { headers });
}

const mark = `--comove-race=${process.pid}`;

/** The most memory that any of the browser's tabs had, MB; null where the system does not tell. */
function tabMemory() {
  const processes = new Map();
  const ids = existsSync("/proc/self") ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : [];
  for (const id of ids) {
    try {
      const [command, status] = ["cmdline", "status"].map((name) => readFileSync(`/proc/${id}/${name}`, "latin1"));
      const number = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
      processes.set(Number(id), { command, parent: number("PPid"), peak: number("VmHWM") / 1024 });
    } catch {
      // It has ended meanwhile.
    }
  }
  const ours = (process) => Boolean(process) && (process.command.includes(mark) || ours(processes.get(process.parent)));
  const tabs = [...processes.values()].filter((process) => process.command.includes("--type=renderer") && ours(process));
  return tabs.length ? Math.max(...tabs.map((tab) => tab.peak)) : null;
}

async function run(url, { path, expected }) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", mark],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(url);
    await page.waitForFunction(() => globalThis.benchReady === true, undefined, { timeout: 60_000 });
    await page.evaluate(() => {
      const field = Object.assign(document.createElement("input"), { type: "file", id: "race-file" });
      document.body.append(field);
    });
    await page.setInputFiles("#race-file", path);
    const result = await page.evaluate(async () => {
      const [file] = document.getElementById("race-file").files;
      let last = performance.now();
      let gap = 0;
      let on = true;
      const tick = () => {
        const now = performance.now();
        gap = Math.max(gap, now - last);
        last = now;
        if (on) setTimeout(tick, 0);
      };
      tick();
      await new Promise((done) => setTimeout(done, 200));
      gap = 0;
      const began = performance.now();
      const answer = await globalThis.bench.run(file);
      const ms = performance.now() - began;
      on = false;
      return { ms, gap, answer };
    });
    const { answer } = result;
    // Reading alone has no answer.
    const right = answer === null || (answer.rows === expected.rows && answer.days === expected.days && checksum(answer.counts) === expected.checksum);
    return { ms: result.ms, gap: result.gap, memory: tabMemory(), right };
  } catch (error) {
    return { right: false, error: String(error.message ?? error).split("\n")[0] };
  } finally {
    await browser.close();
  }
}

const median = (numbers) => {
  const sorted = numbers.filter((number) => number !== null).sort((a, b) => a - b);
  return sorted.length ? sorted[Math.floor(sorted.length / 2)] : null;
};

const file = await alerts();
const ours = await serveBench(join(root, "dist"), { headers });
const others = await rivals();
const competitors = [["comove", ours.url]];
if (others) for (const name of RIVALS) competitors.push([name, `${others.url}rival.html?name=${name}`]);
else console.error("The rivals are not installed: only the page is measured.");
const results = new Map();
for (let turn = 0; turn < runs; turn += 1) {
  for (const [name, url] of competitors.filter(([name]) => !only.length || only.includes(name))) {
    const earlier = results.get(name) ?? [];
    if (earlier.some((result) => !result.right)) continue;
    const result = await run(url, file);
    results.set(name, [...earlier, result]);
    console.error(`${turn + 1}/${runs} ${name}: ${result.right ? `${result.ms.toFixed(0)} ms` : `wrong or failed (${result.error ?? "another answer"})`}`);
  }
}
await ours.close();
others?.server.close();

const best = median((results.get("comove") ?? []).filter((result) => result.right).map((result) => result.ms));
const row = ([name, list]) => {
  const right = list.filter((result) => result.right);
  if (!right.length) return `| ${name} | failed | – | – | – |`;
  const [ms, gap, memory] = ["ms", "gap", "memory"].map((field) => median(right.map((result) => result[field])));
  const whole = (number) => (number === null ? "–" : number.toFixed(0));
  return `| ${name} | ${best ? (ms / best).toFixed(2) : "–"} | ${whole(ms)} | ${whole(gap)} | ${whole(memory)} |`;
};
const table = [
  `Alerts of ${megabytes} MB to counts per day and rule; median of ${runs} runs, Chromium, ${cpus().length} cores.`,
  "",
  "| | times Comove's time | ms | longest gap on the page, ms | tab, MB |",
  "|---|---|---|---|---|",
  ...[...results].map(row),
].join("\n");
await writeFile(join(work, `race-${megabytes}MB.md`), `${table}\n`);
console.log(table);
process.exit(0);
