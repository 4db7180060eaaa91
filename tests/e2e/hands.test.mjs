// Hands on the charts: mouse, wheel, keys, touch; one cursor in all views.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addFiles, open, shot } from "./helpers/browser.mjs";
import { days, priceFile, visitsFile } from "./helpers/series.mjs";

const [price, visits] = [priceFile(days(400)), visitsFile(days(400))];

async function figure(t, options) {
  const opened = await open(t, options);
  await addFiles(opened.page, price, visits);
  await opened.page.evaluate(() => comove.report());
  await opened.page.waitForFunction(() => document.querySelector("#scatter canvas.plot")?.width > 50);
  await frames(opened.page);
  return opened;
}
const frames = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
const read = async (page, chart) => {
  await frames(page);
  return (await page.textContent(`[data-readout=${chart}] .when`, { timeout: 2000 }).catch(() => "")) ?? "";
};
const middle = async (page, id, share = 0.5) => {
  await page.locator(`#${id}`).scrollIntoViewIfNeeded();
  const box = await page.locator(`#${id}`).boundingBox();
  return [box.x + box.width * share, box.y + box.height / 2];
};

test("one cursor: pointing in one view reads the same period in all over time", async (t) => {
  const { page } = await figure(t);
  await page.mouse.move(...(await middle(page, "overlay", 0.4)));
  const when = await read(page, "overlay");
  assert.match(when, /20\d\d/);
  assert.equal(await read(page, "rolling"), when);
  assert.equal(await read(page, "scatter"), when);
  await page.mouse.move(...(await middle(page, "rolling", 0.7)));
  const later = await read(page, "rolling");
  assert.notEqual(later, when);
  assert.equal(await read(page, "overlay"), later);
});

test("a pointer that moves touches no chart's own canvas; a pan redraws once a frame", async (t) => {
  const { page } = await figure(t);
  await page.evaluate(() => {
    globalThis.calls = { plot: 0, cursor: 0 };
    for (const name of ["clearRect", "stroke", "fill", "fillRect", "fillText"]) {
      const own = CanvasRenderingContext2D.prototype[name];
      CanvasRenderingContext2D.prototype[name] = function (...given) {
        if (this.canvas.classList.contains("plot")) calls.plot++;
        if (this.canvas.classList.contains("cursor")) calls.cursor++;
        return own.apply(this, given);
      };
    }
  });
  const [x, y] = await middle(page, "overlay", 0.3);
  for (let step = 0; step < 20; step++) await page.mouse.move(x + step * 5, y);
  await frames(page);
  const moved = await page.evaluate(() => ({ ...calls }));
  assert.equal(moved.plot, 0);
  assert.ok(moved.cursor > 0);
  await page.mouse.wheel(0, -400);
  await frames(page);
  assert.ok((await page.evaluate(() => calls.plot)) > 0);
});

test("wheel zooms around the pointer, a double press shows everything again", async (t) => {
  const { page } = await figure(t);
  const [x, y] = await middle(page, "overlay", 0.5);
  await page.mouse.move(x, y);
  const before = await read(page, "overlay");
  await page.mouse.wheel(0, -500);
  await frames(page);
  assert.equal(await page.isVisible("#zoom-reset"), true);
  assert.equal(await read(page, "overlay"), before);
  await page.mouse.dblclick(x, y);
  await frames(page);
  assert.equal(await page.isVisible("#zoom-reset"), false);
});

test("keys: arrows read period by period, plus zooms, 0 resets, it is said aloud, Escape leaves", async (t) => {
  const { page } = await figure(t);
  await page.focus("#overlay");
  await page.keyboard.press("ArrowRight");
  const first = await read(page, "overlay");
  await page.keyboard.press("ArrowRight");
  const second = await read(page, "overlay");
  assert.match(first, /20\d\d/);
  assert.notEqual(first, second);
  assert.ok((await page.textContent("#announce")).startsWith(second.trim()), await page.textContent("#announce"));
  await page.keyboard.press("+");
  await frames(page);
  assert.equal(await page.isVisible("#zoom-reset"), true);
  await page.keyboard.press("0");
  await frames(page);
  assert.equal(await page.isVisible("#zoom-reset"), false);
  await page.keyboard.press("Escape");
  assert.equal(await read(page, "overlay"), "");
  await page.keyboard.press("?");
  assert.equal(await page.isVisible("dialog#keys"), true);
  await page.keyboard.press("Escape");
});

test("Tab goes from the sentence through the figure and the views to the panels", async (t) => {
  const { page } = await figure(t);
  const order = await page.evaluate(() => {
    const all = [...document.querySelectorAll("main [tabindex='0'], main button, main select, aside button, aside select, aside summary")];
    return all.filter((element) => element.checkVisibility() && !element.disabled).map((element) => element.id || element.closest("[id]")?.id);
  });
  const at = (id) => order.indexOf(id);
  assert.ok(at("overlay") >= 0 && at("overlay") < at("rolling") && at("rolling") < at("scatter") && at("scatter") < at("lags"), order.join(" "));
  assert.ok(at("lags") < order.findIndex((id) => id === "cards" || id === "sources"), order.join(" "));
});

test("a finger reads values, two fingers zoom, and the page still scrolls", async (t) => {
  const { page } = await figure(t, { context: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } });
  const [x, y] = await middle(page, "overlay", 0.5);
  await page.touchscreen.tap(x, y);
  assert.match(await read(page, "overlay"), /20\d\d/);
  const session = await page.context().newCDPSession(page);
  const touch = (type, points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  await touch("touchStart", [[x - 20, y], [x + 20, y]]);
  for (let by = 20; by <= 80; by += 10) await touch("touchMove", [[x - by, y], [x + by, y]]);
  await touch("touchEnd", []);
  await frames(page);
  assert.equal(await page.isVisible("#zoom-reset"), true);
  assert.equal(await page.evaluate(() => getComputedStyle(document.getElementById("overlay")).touchAction), "pan-y");
});

test("the table says what the picture shows", async (t) => {
  const { page } = await figure(t);
  await page.click("#table summary");
  const { rows, report } = await page.evaluate(async () => ({
    rows: [...document.querySelectorAll("#table-body tr")].map((row) => row.cells[0].textContent),
    report: await comove.report(),
  }));
  assert.deepEqual(rows, report.aligned.labels);
});

test("notes are typed or pasted as date,text and kept in the recipe; an average may look back only", async (t) => {
  const { page } = await figure(t);
  const recipe = () => page.evaluate(() => comove.recipe());
  await page.click("[data-control=notes] summary");
  const notes = page.locator("[data-control=notes] textarea");
  await notes.fill('date,text\n2020-05-01,Rules replaced\n2020-09-01, "Two, quiet weeks"');
  await notes.blur();
  assert.deepEqual((await recipe()).annotations, [
    { at: "2020-05-01", text: "Rules replaced" },
    { at: "2020-09-01", text: "Two, quiet weeks" },
  ]);
  await page.waitForFunction(() => /note=/.test(location.hash), undefined, { timeout: 5000 });
  await notes.fill("some day, a note");
  await notes.blur();
  assert.equal((await recipe()).annotations.length, 2);
  assert.match(await page.textContent("#notices"), /some day, a note/);
  await page.selectOption("[data-control=smoothing] select", "7t");
  assert.deepEqual([(await recipe()).smoothing, (await recipe()).smoothingTrailing], [7, true]);
});

for (const [width, height, name] of [[1280, 800, "wide"], [768, 1024, "middle"], [360, 740, "narrow"], [320, 640, "least"]]) {
  for (const scheme of ["light", "dark"]) {
    test(`nothing is cut at ${width} px, ${scheme}`, async (t) => {
      const { page } = await figure(t, { context: { viewport: { width, height }, colorScheme: scheme, locale: scheme === "dark" ? "ja-JP" : "en-GB" } });
      await shot(page, `figure-${name}-${scheme}`, { fullPage: true });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `the page is ${wide} px wide`);
    });
  }
}
