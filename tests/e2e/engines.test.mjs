// The same path in three engines, by hands as far as their drivers have any: drop, verdict, zoom, export,
// reopen, dark, Japanese; served, and comove.html from disk.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { dist, fixture } from "./helpers/browser.mjs";
import { engines } from "./helpers/engines.mjs";
import { days, priceFile, visitsFile } from "./helpers/series.mjs";
import { serve } from "../../tools/serve.mjs";

const PAIR = [priceFile(days(400)), visitsFile(days(400))];

/** A folder with the pair as files. */
async function folder(t) {
  const path = await mkdtemp(join(tmpdir(), "comove-engines-"));
  t.after(() => rm(path, { recursive: true }));
  const paths = [];
  for (const [name, text] of PAIR) paths.push(join(path, name)), await writeFile(join(path, name), text);
  return { path, paths };
}
async function served(t) {
  const { server, url } = await serve(dist, { prefix: "/some/where/" });
  t.after(() => (server.closeAllConnections(), server.close()));
  return url;
}
const settled = (page, count) => page.until((count) => comove.sources().length === count && comove.sources().every(({ status }) => !["reading", "queued"].includes(status)), count);
const drop = (page, files) =>
  page.evaluate((files) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of files) dataTransfer.items.add(new File([text], name));
    const place = document.querySelector("#drop-lead") ?? document.body;
    for (const type of ["dragenter", "dragover", "drop"]) place.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }, files);
const zoomed = (page) => page.until(() => !document.querySelector("#zoom-reset").hidden);
const whole = (page) => page.until(() => document.querySelector("#zoom-reset").hidden);
const middle = (page) =>
  page.evaluate(() => {
    const overlay = document.getElementById("overlay");
    overlay.scrollIntoView({ block: "center" });
    const { left, top, width, height } = overlay.getBoundingClientRect();
    return [Math.round(left + width / 2), Math.round(top + height / 2)];
  });
const painted = (page) => page.until(() => !document.querySelector("#figure[aria-busy]") && document.querySelector("#overlay canvas.plot")?.width > 50);
/** The colours on the overlay's canvas: how many, and whether its corner is dark. */
const picture = (page) =>
  page.evaluate(() => {
    const canvas = document.querySelector("#overlay canvas.plot");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set();
    for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 0) colours.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
    return colours.size;
  });

for (const { name, open, skip } of engines) {
  test(`${name}: from the drop to the figure that is opened again`, { skip }, async (t) => {
    const url = await served(t);
    const { path } = await folder(t);
    const page = await open(t, url);
    await drop(page, PAIR);
    await settled(page, 2);
    const report = await page.evaluate(() => comove.report());
    assert.equal(report.levels.n, 397);
    const headline = await page.until(() => document.querySelector("#verdict").textContent);
    assert.match(headline, /\w/);
    await painted(page);
    assert.ok((await picture(page)) > 5);

    // Wheel, touch, keys.
    const [x, y] = await middle(page);
    await page.wheel(x, y, -600);
    await zoomed(page);
    await page.evaluate(() => document.getElementById("zoom-reset").click());
    await whole(page);
    await page.evaluate(
      async ([x, y]) => {
        const overlay = document.getElementById("overlay");
        const touch = (type, pointerId, x) => overlay.dispatchEvent(new PointerEvent(type, { pointerId, pointerType: "touch", isPrimary: pointerId === 11, clientX: x, clientY: y, bubbles: true, cancelable: true, button: 0, buttons: type === "pointerup" ? 0 : 1 }));
        touch("pointerdown", 11, x - 20);
        touch("pointerdown", 12, x + 20);
        for (let by = 20; by <= 120; by += 20) touch("pointermove", 11, x - 20 - by), touch("pointermove", 12, x + 20 + by);
        touch("pointerup", 11, x - 140);
        touch("pointerup", 12, x + 140);
      },
      [x, y],
    );
    await zoomed(page);
    await page.evaluate(() => document.getElementById("overlay").focus());
    await page.press("0");
    await whole(page);
    for (const key of ["Home", "+", "+", "+"]) await page.press(key);
    await zoomed(page);
    await page.until(() => /20\d\d/.test(document.querySelector("[data-readout=overlay] .when")?.textContent ?? ""));
    await page.press("0");
    await whole(page);

    // What leaves.
    const made = await page.evaluate(async () => {
      const sizes = {};
      for (const kind of ["png", "svg", "csv", "json"]) sizes[kind] = (await comove.exportAs(kind)).size;
      const image = await createImageBitmap(await comove.exportAs("png"));
      return { sizes, width: image.width, html: await (await comove.exportAs("html")).text() };
    });
    for (const [kind, size] of Object.entries(made.sizes)) assert.ok(size > 2_000, `${kind}: ${size} bytes`);
    assert.ok(made.width >= 1200);
    await writeFile(join(path, "figure.html"), made.html);

    // Dark, and Japanese.
    await page.shot(`engines-${name}`);
    await page.evaluate(() => document.querySelector("[data-do=language][data-value=ja]").click());
    await page.until(() => document.documentElement.lang === "ja" && /[ぁ-ん]/.test(document.querySelector("#verdict").textContent));
    await page.evaluate(async () => {
      for (let press = 0; document.documentElement.dataset.theme !== "dark" && press < 3; press += 1) {
        document.querySelector("[data-do=theme]").click();
        await new Promise((done) => setTimeout(done, 100));
      }
    });
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme.includes("dark") || document.documentElement.dataset.theme === "dark"), true);
    await painted(page);
    await page.shot(`engines-${name}-dark-ja`);

    // The figure brings the analysis back, and stands by itself.
    await page.evaluate(() => comove.reset());
    await drop(page, [["figure.html", made.html]]);
    await page.until(() => comove.sources().length === 2);
    assert.deepEqual((await page.evaluate(() => comove.report())).verdict, report.verdict);
    assert.deepEqual(await page.evaluate(() => violations), []);
    await page.go(pathToFileURL(join(path, "figure.html")).href);
    await page.ready();
    assert.deepEqual((await page.evaluate(async () => (await comove.ready, comove.report()))).verdict, report.verdict);
    await painted(page);
    assert.ok((await picture(page)) > 5);
  });

  test(`${name}: files from disk, in the served page and in comove.html`, { skip }, async (t) => {
    const { path, paths } = await folder(t);
    // Long enough for several pieces, and for parts where there are several workers.
    const line = "2021-03-04T10:00:00Z,1.5,a line that is only as long as it must be\n";
    await writeFile(join(path, "long.csv"), `time,value,note\n${line.repeat(400_000)}`);
    const others = [join(path, "long.csv"), fixture("typed/title-above.xlsx"), fixture("typed/packed.csv.zst"), fixture("typed/columns-zstd-v2.parquet")];
    const told = [];
    for (const address of [await served(t), pathToFileURL(join(dirname(dist), "comove.html")).href]) {
      const page = await open(t, address);
      await page.choose(...paths);
      await settled(page, 2);
      const { levels, verdict } = await page.evaluate(() => comove.report());
      await page.evaluate(() => comove.reset());
      const found = [];
      for (const other of others) {
        await page.choose(other);
        await page.until(() => comove.sources().length > 0 && comove.sources().every(({ status }) => status !== "reading"));
        found.push((await page.evaluate(() => comove.sources())).map(({ name, status, rows, sha256, message }) => [name, status, rows?.used, sha256, status === "failed" ? message?.en : null]));
        await page.evaluate(() => comove.reset());
      }
      assert.deepEqual(await page.evaluate(() => violations), []);
      told.push({ levels, verdict, found });
    }
    assert.equal(told[0].found[0][0][2], 400_000);
    assert.deepEqual(told[0].found.map((sources) => sources[0][1]), ["ready", "ready", "ready", "ready"]);
    assert.deepEqual(told[1], told[0]);
  });
}
