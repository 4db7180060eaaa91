// The npm package, from its packed tarball: types in a strict project, a page that a bundler built, and the element,
// in every browser there is. What it is tried with is installed by tools/tools.sh (need_package).
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { dist } from "./helpers/browser.mjs";
import { engines } from "./helpers/engines.mjs";
import { serve } from "../../tools/serve.mjs";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const tools = process.env.COMOVE_PACKAGE_TOOLS;
const options = { skip: tools ? false : "what the package is tried with is not installed (tools/e2e.sh does that)" };

let made;
/** The example's folder with the tarball installed, once. */
const project = () =>
  (made ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), "comove-package-"));
    await run("node", ["tools/package.mjs", dist, folder], { cwd: root });
    await cp(join(root, "examples/package"), folder, { recursive: true });
    await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
    const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz"));
    await run("npm", ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", `./${tarball}`], { cwd: folder });
    return { folder, tarball, installed: join(folder, "node_modules/comove") };
  })());
after(async () => made && rm((await made).folder, { recursive: true }));

test("the tarball: a licence, types for every module, no dependency, no path of this machine", options, async () => {
  const { folder, tarball, installed } = await project();
  const manifest = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  assert.equal(tarball, `comove-${manifest.version}.tgz`);
  for (const field of ["dependencies", "peerDependencies", "scripts", "bin"]) assert.equal(manifest[field], undefined, field);
  const files = await readdir(installed);
  for (const name of ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE", "README.md"]) assert.ok(files.includes(name), name);
  for (const target of Object.values(manifest.exports).flatMap((one) => (typeof one === "string" ? [one] : Object.values(one)))) assert.ok(files.includes(target.slice(2)), target);
  for (const name of files) {
    const text = await readFile(join(installed, name), "utf8");
    for (const path of [root, folder]) assert.ok(!text.includes(path), `${name} names ${path}`);
  }
  // The README's example is one that type-checks, below.
  assert.match(await readFile(join(installed, "README.md"), "utf8"), /```js\n[^`]*analyse[^`]*figure\(/);
});

test("importing it without a browser does nothing; calling it says what is missing", options, async () => {
  const { folder } = await project();
  await writeFile(join(folder, "node.mjs"), 'import { analyse } from "comove"; import "comove/component"; const before = Object.keys(globalThis).length; await analyse([]).catch((error) => console.log(error.message, Object.keys(globalThis).length - before));');
  const { stdout } = await run("node", ["node.mjs"], { cwd: folder });
  assert.match(stdout, /in a browser.* 0\n$/);
});

const USES = `
import { analyse, figure, open, version, type Analysis, type FigureFile, type Recipe, type Report } from "comove";
import { ComoveFigure } from "comove/component";
const recipe: Partial<Recipe> = { period: "week", scale: "index", lagWindow: [0, 2] };
export async function all(place: Element, files: FileList): Promise<string> {
  const report: Analysis = await analyse(files, recipe, { signal: AbortSignal.timeout(1000), onProgress: ({ rows }) => void rows });
  const label: string | undefined = report.aligned.labels[0];
  const stored: FigureFile = JSON.parse(JSON.stringify(report.figure));
  const drawn = await figure(place, stored, { theme: "dark", height: 400 });
  drawn.data = stored;
  const element = document.createElement("comove-figure");
  element.data = report.figure;
  const same: boolean = element instanceof ComoveFigure;
  const comove = await open();
  const [source] = await comove.addFiles(["a.csv", new Blob(["x"])]);
  if (source) await comove.updateSource(source.id, { zone: "Asia/Tokyo" });
  const plain: Report = await comove.report();
  const png: File = await comove.exportAs("png", { scale: 2 });
  comove.close();
  return [label, same, version, plain.verdict.en, png.name, report.surprises.r?.toFixed(2)].join();
}
// @ts-expect-error no such period
void analyse([], { period: "fortnight" });
// @ts-expect-error a value may be missing
export const first = (report: Report): number => report.aligned.x[0];
// @ts-expect-error the package makes no global
comove.report();
`;
for (const [resolution, module] of [["bundler", "esnext"], ["nodenext", "nodenext"]]) {
  test(`a strict project in TypeScript, moduleResolution ${resolution}: the declarations are sound`, options, async () => {
    const { folder } = await project();
    const config = JSON.parse(await readFile(join(folder, "tsconfig.json"), "utf8"));
    for (const flag of ["strict", "noUncheckedIndexedAccess"]) assert.equal(config.compilerOptions[flag], true);
    assert.equal(config.compilerOptions.skipLibCheck, false);
    Object.assign(config.compilerOptions, { module, moduleResolution: resolution });
    await writeFile(join(folder, `tsconfig.${resolution}.json`), JSON.stringify({ ...config, files: ["main.ts", "uses.ts"] }));
    await writeFile(join(folder, "uses.ts"), USES);
    await run("node", [join(tools, "typescript/bin/tsc"), "-p", `tsconfig.${resolution}.json`], { cwd: folder }).catch(({ stdout }) => assert.fail(stdout));
  });
}

let built;
const site = () =>
  (built ??= (async () => {
    const { folder } = await project();
    await run("node", [join(tools, "vite/bin/vite.js"), "build", "--base", "./", "--logLevel", "error"], { cwd: folder });
    const served = await serve(join(folder, "dist"), { prefix: "/some/where/" });
    return { ...served, folder: join(folder, "dist") };
  })());
after(async () => {
  if (!built) return;
  const { server } = await built;
  server.closeAllConnections();
  server.close();
});

for (const engine of engines) {
  test(`${engine.name}: a page that Vite built analyses two files and shows the figure, and nothing else is there`, { skip: options.skip || engine.skip }, async (t) => {
    const { url } = await site();
    const page = await engine.open(t, url, false);
    await page.until(() => document.readyState === "complete");
    await page.evaluate(() => {
      globalThis.before = Object.keys(globalThis);
      globalThis.refused = [];
      document.addEventListener("securitypolicyviolation", (event) => refused.push(`${event.effectiveDirective} ${event.blockedURI}`));
      localStorage.setItem("comove.analysis", "what a page of Comove keeps in this origin");
      localStorage.setItem("comove.look", '{"language":"ja"}');
      document.querySelector("#example").click();
    });
    await page.until(() => document.querySelector("comove-figure")?.shadowRoot.querySelector("iframe")?.contentDocument?.querySelector("#overlay canvas.plot")?.width > 50);
    const found = await page.evaluate(() => ({
      said: document.querySelector("#said").textContent,
      headline: document.querySelector("comove-figure").shadowRoot.querySelector("iframe").contentDocument.querySelector("#verdict").textContent,
      height: document.querySelector("comove-figure").getBoundingClientRect().height,
      // The program's own frame is gone; the page has no new name.
      frames: document.querySelectorAll("body iframe").length,
      added: Object.keys(globalThis).filter((name) => !before.includes(name) && !["before", "refused"].includes(name)),
      refused,
      kept: localStorage.getItem("comove.analysis"),
      stored: Object.keys(localStorage).sort(),
      asked: performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname.split("/").pop()).filter((name) => /csv|wasm|html/.test(name)),
      address: location.href,
    }));
    assert.ok(found.said.length > 20 && found.said.startsWith(found.headline), JSON.stringify(found));
    assert.deepEqual([found.height, found.frames, found.added, found.refused], [420, 0, [], []]);
    assert.deepEqual([found.kept, found.stored], ["what a page of Comove keeps in this origin", ["comove.analysis", "comove.look"]]);
    assert.deepEqual(found.asked.sort(), ["price.csv", "visits.csv"]);
    assert.equal(found.address, url);
    // WebKit's driver gives no picture of a page with a frame that was taken away.
    if (engine.name !== "WebKit") await page.shot(`package-${engine.name}`);
  });
}

let figure;
for (const engine of engines) {
  test(`${engine.name}: the package's element draws a figure.json that analyse gave`, { skip: options.skip || engine.skip }, async (t) => {
    const { url, folder } = await site();
    const { installed } = await project();
    await cp(installed, join(folder, "comove"), { recursive: true });
    if (!figure) {
      const maker = await engines[0].open(t, url, false);
      figure = await maker.evaluate(async () => JSON.stringify((await (await import("./comove/index.js")).analyse(["price.csv", "visits.csv"], { period: "week" })).figure));
      await writeFile(join(folder, "one.figure.json"), figure);
      await writeFile(join(folder, "element.html"), '<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>post</title><script type="module" src="comove/component.js"></script><comove-figure src="one.figure.json" height="400" theme="dark"><p>a picture</p></comove-figure></html>');
    }
    const page = await engine.open(t, `${url}element.html`, false);
    await page.until(() => document.querySelector("comove-figure")?.shadowRoot?.querySelector("iframe")?.contentDocument?.querySelector("#overlay canvas.plot")?.width > 50);
    const found = await page.evaluate(() => {
      const element = document.querySelector("comove-figure");
      const inside = element.shadowRoot.querySelector("iframe").contentDocument;
      return [element.getBoundingClientRect().height, inside.documentElement.dataset.theme, inside.querySelector("#verdict").textContent.length > 20];
    });
    assert.deepEqual(found, [400, "dark", true]);
  });
}

test("what cannot be read is said; a reading can be stopped; a report that was stored draws; several at once", options, async (t) => {
  const { url, folder } = await site();
  // The package's own modules, as they are, without a bundler.
  const { installed } = await project();
  await cp(installed, join(folder, "comove"), { recursive: true });
  const [chromium] = engines;
  const page = await chromium.open(t, url, false);
  const found = await page.evaluate(async () => {
    const { analyse, figure, open } = await import("./comove/index.js");
    const told = (promise) => promise.then(() => "done", (error) => ({ message: error.message, read: error.read?.map(({ name, status }) => `${name} ${status}`) }));
    const refused = await told(analyse([new File(["just words\nand more"], "words.txt"), "price.csv"]));
    const lost = await told(analyse(["none.csv"]));
    const stopped = await told(analyse(["price.csv", "visits.csv"], {}, { signal: AbortSignal.abort() }));
    const wrong = await told(analyse(["price.csv", "visits.csv"], { period: "fortnight" }));
    // Blobs have no name; several run beside each other and do not mix.
    const text = await (await fetch("visits.csv")).blob();
    const [week, month] = await Promise.all(["week", "month"].map((period) => analyse(["price.csv", text], { period })));
    const place = document.querySelector("#figure");
    const drawn = await figure(place, JSON.parse(JSON.stringify(month)), { language: "ja", theme: "dark" });
    const inside = () => drawn.shadowRoot.querySelector("iframe").contentDocument;
    const look = [inside().documentElement.lang, inside().documentElement.dataset.theme, (await drawn.report()).aligned.period, inside().querySelector("#verdict").textContent === month.verdict.ja.split("\n")[0]];
    // Moved in the page, its frame begins anew; other data, another figure.
    document.body.prepend(place);
    const ready = () => new Promise((done) => drawn.addEventListener("comove-ready", done, { once: true }));
    await ready();
    const moved = inside().querySelector("#verdict").textContent.length > 10;
    drawn.data = week.figure;
    await ready();
    const other = (await drawn.report()).aligned.period;
    const nothing = await told(figure(place, { verdict: {} }));
    // All else: how a file is read, and what is made of it.
    const comove = await open();
    const [source] = await comove.addFiles(["price.csv", "visits.csv"]);
    const zone = (await comove.updateSource(source.id, { zone: "Asia/Tokyo" })).time.zone;
    const html = await (await comove.exportAs("html")).text();
    const png = (await comove.exportAs("png")).size;
    const left = [document.querySelectorAll("body > iframe").length];
    comove.close();
    left.push(document.querySelectorAll("body > iframe").length);
    const late = await told(comove.report());
    return { refused, lost, stopped, wrong, periods: [week.aligned.period, month.aligned.period], names: week.read.map(({ name }) => name), look, moved, other, nothing, zone, html: html.includes("comove-data"), png, left, late };
  });
  assert.deepEqual(found.refused.read.map((line) => line.split(" ")[0]), ["words.txt", "price.csv"]);
  assert.match(found.refused.read[0], /refused|failed|ask/);
  assert.match(found.lost.message, /none\.csv: 404/);
  assert.notEqual(found.stopped, "done");
  assert.match(found.wrong.message, /period/);
  assert.deepEqual(found.periods, ["week", "month"]);
  assert.deepEqual(found.names, ["price.csv", "data-2"]);
  assert.deepEqual(found.look, ["ja", "dark", "month", true]);
  assert.deepEqual([found.moved, found.other, found.zone, found.html, found.left], [true, "week", "Asia/Tokyo", true, [1, 0]]);
  assert.match(found.nothing.message, /analyse/);
  assert.ok(found.png > 5000);
  assert.notEqual(found.late, "done");
});
