// What a machine can find about accessibility, and the path of somebody who sees nothing.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { addFiles, open, painted } from "./helpers/browser.mjs";
import { days, priceFile, visitsFile } from "./helpers/series.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const files = [priceFile(days(120)), visitsFile(days(120)), priceFile(days(120), "rival.csv")];

async function figure(t, options) {
  const opened = await open(t, options);
  await addFiles(opened.page, ...files);
  await opened.page.evaluate(async () => {
    const third = comove.sources()[2].series[0].id;
    await comove.setRecipe({ others: [third] });
  });
  await opened.page.waitForFunction(() => document.querySelector("#scatter canvas.plot")?.width > 50);
  return opened;
}

/** Everything that axe finds, as sentences; through the debugger, which the page's policy does not bind. */
async function found(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: axe });
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    awaitPromise: true,
    returnByValue: true,
    expression: `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
      violations.map(({ id, help, nodes }) => id + ": " + help + " " + nodes.map((node) => node.target.join(" ")).join(", ")))`,
  });
  assert.equal(exceptionDetails, undefined);
  return result.value;
}

for (const locale of ["en-GB", "ja-JP"]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing: ${locale}, ${colorScheme}`, async (t) => {
      const { page } = await figure(t, { context: { locale, colorScheme } });
      assert.deepEqual(await found(page), []);
      // All that unfolds.
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      await page.waitForFunction(() => document.querySelectorAll("#table-body tr").length > 0);
      assert.deepEqual(await found(page), []);
    });
  }
}

for (const locale of ["en-GB", "ja-JP"]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing in the figure alone, in the exported page, in guide and gallery: ${locale}, ${colorScheme}`, async (t) => {
      const context = { locale, colorScheme };
      const { page } = await figure(t, { path: "?view=figure", context });
      assert.equal(await page.isVisible(".panels"), false);
      assert.deepEqual(await found(page), []);
      const html = await page.evaluate(async () => (await comove.exportAs("html")).text());
      const exported = await page.context().newPage();
      const folder = await mkdtemp(join(tmpdir(), "comove-axe-"));
      t.after(() => rm(folder, { recursive: true }));
      await writeFile(join(folder, "figure.html"), html);
      await exported.goto(pathToFileURL(join(folder, "figure.html")).href);
      await exported.waitForFunction(() => document.querySelector("#overlay canvas.plot")?.width > 50);
      assert.deepEqual(await found(exported), []);
      await exported.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      assert.deepEqual(await found(exported), []);
      for (const path of locale === "ja-JP" ? ["guide/ja.html", "guide/statistics-ja.html", "guide/audit-ja.html", "guide/package-ja.html", "gallery/ja.html"] : ["guide/index.html", "guide/statistics.html", "guide/audit.html", "guide/package.html", "gallery/index.html"]) {
        await exported.goto(new URL(path, page.url().split("?")[0]).href);
        assert.deepEqual(await found(exported), [], path);
      }
    });
  }
}

test("axe finds nothing on the empty page, on a phone with a figure, and in the dialogs", async (t) => {
  const { page } = await open(t);
  assert.deepEqual(await found(page), []);
  await page.click("footer [data-dialog=keys]");
  assert.deepEqual(await found(page), []);
  const noted = await figure(t);
  await noted.page.click("#note-add");
  assert.deepEqual(await found(noted.page), []);
  const phone = await figure(t, { context: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } });
  assert.deepEqual(await found(phone.page), []);
});

test("somebody who sees nothing: Tab to the chart, arrows are said, the table has the same", async (t) => {
  const { page } = await figure(t);
  const focused = () => page.evaluate(() => document.activeElement?.id);
  await page.evaluate(() => document.activeElement?.blur());
  for (let press = 0; press < 60 && (await focused()) !== "overlay"; press++) await page.keyboard.press("Tab");
  assert.equal(await focused(), "overlay");
  // What a screen reader says of it: a name, a description, and the picture in words.
  const said = await page.evaluate(() => {
    const chart = document.getElementById("overlay");
    const text = (ids) => (ids ?? "").split(" ").map((id) => document.getElementById(id)?.textContent.trim() ?? "").join(" ");
    return {
      name: chart.getAttribute("aria-label") ?? text(chart.getAttribute("aria-labelledby")),
      description: text(chart.getAttribute("aria-describedby")),
      hidden: [...chart.querySelectorAll("canvas")].every((canvas) => canvas.getAttribute("aria-hidden") === "true"),
      live: document.getElementById("announce").getAttribute("aria-live"),
    };
  });
  assert.ok(said.name.length > 3, JSON.stringify(said));
  assert.match(said.description, /\w/);
  assert.ok(said.hidden);
  assert.equal(said.live, "polite");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await painted(page);
  const announced = await page.textContent("#announce");
  const { x, y } = (await page.evaluate(() => comove.report())).aligned;
  assert.match(announced, /20\d\d/);
  // The same period in the table, in the same words.
  await page.focus("#table summary");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("#table-body tr").length > 0);
  const row = await page.evaluate(() => [...document.querySelectorAll("#table-body tr")[2].cells].map((cell) => cell.textContent));
  assert.equal(row.length >= 3, true, row.join(" | "));
  const number = (text) => Number(text.replace(/[^\d.−-]/g, "").replace("−", "-"));
  assert.equal(number(row[1]), Math.round(x[2] * 1e6) / 1e6, row.join(" | "));
  assert.equal(number(row[2]), y[2], row.join(" | "));
  const values = announced.slice(announced.indexOf(":") + 1);
  assert.ok(values.includes(String(y[2])), `${announced} | ${row.join(" | ")}`);
});
