// Hands on the charts: mouse, wheel, keys, touch; one cursor in all views.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addFiles, drop, open, painted, shot, unfold } from "./helpers/browser.mjs";
import { days, priceFile, visitsFile } from "./helpers/series.mjs";

const [price, visits] = [priceFile(days(400)), visitsFile(days(400))];

async function figure(t, options) {
  // Wide enough that all views stand beside each other.
  const opened = await open(t, { ...options, context: { viewport: { width: 1680, height: 1100 }, ...options?.context } });
  await addFiles(opened.page, price, visits);
  await opened.page.evaluate(() => comove.report());
  await opened.page.waitForFunction(() => document.querySelector("#scatter canvas.plot")?.width > 50);
  await painted(opened.page);
  return opened;
}
const read = async (page, chart) => {
  await painted(page);
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

test("a new figure is painted view by view where frames are late, and comes out the same", async (t) => {
  const pictures = [];
  for (const late of [false, true]) {
    const before = (page) =>
      page.addInitScript((late) => {
        // A clock that says after each look that the frame has taken long enough, or no time at all.
        const start = Date.UTC(2024, 0, 1);
        let looks = 0;
        Date.now = () => start + (late ? 10 * looks++ : 0);
        globalThis.painted = [];
        const frame = () => {
          globalThis.painted.push([]);
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
        const clear = CanvasRenderingContext2D.prototype.clearRect;
        CanvasRenderingContext2D.prototype.clearRect = function (...given) {
          if (this.canvas.matches("canvas.plot")) globalThis.painted.at(-1)?.push(this.canvas.parentElement.id);
          return clear.apply(this, given);
        };
      }, late);
    const { page } = await figure(t, { before });
    await page.evaluate(() => (globalThis.painted = [[]]));
    await page.evaluate(() => comove.setRecipe({ period: "week" }));
    await painted(page);
    const frames = await page.evaluate(() => globalThis.painted.filter((views) => views.length > 0));
    const views = new Set(frames.flat());
    for (const view of ["overlay", "strip", "rolling", "scatter", "lags"]) assert.ok(views.has(view), `${view} was not painted`);
    const most = Math.max(...frames.map((views) => views.length));
    if (late) assert.equal(most, 1, JSON.stringify(frames));
    else assert.equal(most, 5, JSON.stringify(frames));
    pictures.push(await page.evaluate(() => [...document.querySelectorAll("canvas.plot")].map((canvas) => canvas.toDataURL())));
  }
  assert.deepEqual(pictures[1], pictures[0]);
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
  await painted(page);
  const moved = await page.evaluate(() => ({ ...calls }));
  assert.equal(moved.plot, 0);
  assert.ok(moved.cursor > 0);
  await page.mouse.wheel(0, -400);
  await painted(page);
  const one = await page.evaluate(() => ({ ...calls }));
  assert.ok(one.plot > 0);
  // However often the window moves before a frame, the chart is painted once in it.
  const cleared = await page.evaluate(async () => {
    const clear = CanvasRenderingContext2D.prototype.clearRect;
    let times = 0;
    CanvasRenderingContext2D.prototype.clearRect = function (...given) {
      if (this.canvas.matches("#overlay canvas.plot")) times++;
      return clear.apply(this, given);
    };
    const overlay = document.getElementById("overlay");
    const box = overlay.getBoundingClientRect();
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    for (let turn = 0; turn < 10; turn++) overlay.dispatchEvent(new WheelEvent("wheel", { deltaX: 3, clientX: box.left + 300, clientY: box.top + 90, bubbles: true, cancelable: true }));
    await frame();
    await frame();
    return times;
  });
  assert.equal(cleared, 1);
});

test("wheel zooms around the pointer, a double press shows everything again", async (t) => {
  const { page } = await figure(t);
  const [x, y] = await middle(page, "overlay", 0.5);
  await page.mouse.move(x, y);
  const before = await read(page, "overlay");
  await page.mouse.wheel(0, -500);
  await painted(page);
  assert.equal(await page.isVisible("#zoom-reset"), true);
  assert.equal(await read(page, "overlay"), before);
  await page.mouse.dblclick(x, y);
  await painted(page);
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
  await painted(page);
  assert.equal(await page.isVisible("#zoom-reset"), true);
  await page.keyboard.press("0");
  await painted(page);
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
  await painted(page);
  assert.equal(await page.isVisible("#zoom-reset"), true);
  assert.equal(await page.evaluate(() => getComputedStyle(document.getElementById("overlay")).touchAction), "pan-y");
});

/** The first date in a text of either language, as milliseconds. */
const dated = (text) => {
  const [, year, month, day] = text.match(/(\d+)年(\d+)月(\d+)日/) ?? [];
  return year ? Date.UTC(year, month - 1, day) : Date.parse(`${text.match(/\d+ [A-Z][a-z]+ \d{4}/)?.[0]} UTC`);
};
/** What the overlay reads in the middle, by mouse. */
async function inTheMiddle(page) {
  await page.mouse.move(...(await middle(page, "overlay", 0.5)));
  return dated(await read(page, "overlay"));
}
/** Columns of a view with anything from its upper canvases at half height, as shares of its width. */
const shaded = (page, id) =>
  page.evaluate((id) => {
    const place = document.getElementById(id).getBoundingClientRect();
    const columns = new Set();
    for (const canvas of document.querySelectorAll(`#${id} canvas.cursor`)) {
      const box = canvas.getBoundingClientRect();
      const row = Math.floor(((place.top + place.height / 2 - box.top) / box.height) * canvas.height);
      if (getComputedStyle(canvas).visibility === "hidden" || row < 0 || row >= canvas.height) continue;
      const { data, width } = canvas.getContext("2d").getImageData(0, row, canvas.width, 1);
      for (let x = 0; x < width; x++) if (data[x * 4 + 3] > 0) columns.add(Math.round(box.left - place.left + (x / width) * box.width));
    }
    return [...columns].sort((a, b) => a - b).map((x) => x / place.width);
  }, id);

test("mouse: drags pan where a part is hidden, the strip's window too; the button shows everything", async (t) => {
  const { page } = await figure(t);
  const whole = await inTheMiddle(page);
  for (let turn = 0; turn < 3; turn++) await page.mouse.wheel(0, -400);
  await painted(page);
  assert.equal(await inTheMiddle(page), whole, "the zoom is around the pointer");
  const [x, y] = await middle(page, "overlay", 0.5);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 150, y, { steps: 5 });
  await page.mouse.up();
  const earlier = await inTheMiddle(page);
  assert.ok(earlier < whole, `${earlier} is before ${whole}`);
  const [left, level] = await middle(page, "strip", 0.02);
  await page.mouse.click(left, level);
  await painted(page);
  assert.ok((await inTheMiddle(page)) < earlier, "a press beside the strip's window brings it there");
  await page.click("#zoom-reset");
  await painted(page);
  assert.equal(await inTheMiddle(page), whole);
});

test("brushing a span of time picks its dots; a box around dots picks their periods", async (t) => {
  const { page } = await figure(t);
  const drag = async (id, from, to) => {
    await page.locator(`#${id}`).scrollIntoViewIfNeeded();
    const box = await page.locator(`#${id}`).boundingBox();
    const at = ([across, down]) => [box.x + box.width * across, box.y + box.height * down];
    await page.mouse.move(...at(from));
    await page.mouse.down();
    await page.mouse.move(...at(to), { steps: 6 });
    await page.mouse.up();
    await page.mouse.move(5, 5);
    await painted(page);
  };
  assert.deepEqual([await shaded(page, "overlay"), await shaded(page, "scatter")], [[], []]);
  await drag("overlay", [0.3, 0.5], [0.5, 0.6]);
  const brushed = await shaded(page, "overlay");
  assert.ok(Math.abs(brushed[0] - 0.3) < 0.02 && Math.abs(brushed.at(-1) - 0.5) < 0.02, `${brushed[0]} to ${brushed.at(-1)}`);
  assert.ok((await shaded(page, "scatter")).length > 100, "the other dots are veiled");
  assert.ok((await shaded(page, "rolling")).length > 0);
  // A press without a drag ends it.
  await page.mouse.click(...(await middle(page, "overlay", 0.8)));
  await page.mouse.move(5, 5);
  await painted(page);
  assert.deepEqual([await shaded(page, "overlay"), await shaded(page, "scatter")], [[], []]);

  await drag("scatter", [0.15, 0.25], [0.97, 0.85]);
  const all = await shaded(page, "overlay");
  assert.ok(all.length > 0.7 * (await page.evaluate(() => document.querySelector("#overlay").clientWidth)), `${all.length} columns`);
  await drag("scatter", [0.15, 0.25], [0.4, 0.85]);
  const some = await shaded(page, "overlay");
  assert.ok(some.length > 0 && some.length < all.length * 0.8, `${some.length} of ${all.length}`);
  await page.focus("#overlay");
  await page.keyboard.press("Escape");
  await painted(page);
  assert.deepEqual([await shaded(page, "overlay"), await shaded(page, "scatter")], [[], []]);
});

test("a press on a lag shifts the overlay by it, and back; Enter does the same", async (t) => {
  const { page } = await figure(t);
  const shifted = async () => {
    await page.mouse.move(...(await middle(page, "overlay", 0.5)));
    await painted(page);
    const text = await page.textContent("[data-readout=overlay]");
    const [one, other] = [dated(text), dated(text.slice(text.indexOf("(")))];
    return text.includes("(") && Number.isFinite(other) && one !== other ? Math.round((other - one) / 86_400_000) : 0;
  };
  assert.equal(await shifted(), 0);
  await page.mouse.click(...(await middle(page, "lags", 0.7)));
  await painted(page);
  const lag = Number((await page.textContent("[data-readout=lags] .when")).match(/\d+/)[0]);
  assert.ok(lag > 0);
  assert.equal(await shifted(), lag);
  await page.focus("#lags");
  // The first key takes the best lag, or none at all.
  await page.keyboard.press("ArrowLeft");
  const best = await page.evaluate(async () => (await comove.report()).verdict.lag ?? 0);
  for (let press = 0; press < Math.abs(best); press++) await page.keyboard.press(best > 0 ? "ArrowLeft" : "ArrowRight");
  await page.keyboard.press("Enter");
  await painted(page);
  assert.equal(await shifted(), 0);
});

test("a press on a cell of the matrix makes the pair the pair; arrows and Enter do the same", async (t) => {
  const { page } = await figure(t);
  await addFiles(page, priceFile(days(400), "rival.csv"));
  const ids = await page.evaluate(async () => {
    const third = comove.sources()[2].series[0].id;
    await comove.setRecipe({ others: [third] });
    const { x, y } = (await comove.report()).recipe;
    return [x, y, third];
  });
  await page.waitForFunction(() => document.querySelector("#matrix canvas.plot")?.width > 50);
  await painted(page);
  const pair = () => page.evaluate(async () => [comove.recipe().x, comove.recipe().y].sort().join());
  const given = ids.slice(0, 2).sort().join();
  // Below the diagonal lie three cells; one of them is another pair.
  const box = await (await page.waitForSelector("#matrix")).boundingBox();
  let said = "";
  for (const [across, down] of [[28, 75], [28, 130], [82, 130]]) {
    await page.locator("#matrix").scrollIntoViewIfNeeded();
    const now = await page.locator("#matrix").boundingBox();
    await page.mouse.move(now.x + across, now.y + down);
    await painted(page);
    said = (await page.textContent("[data-readout=matrix]")) || said;
    await page.mouse.down();
    await page.mouse.up();
    await page.waitForTimeout(100);
    if ((await pair()) !== given && !(await pair()).startsWith(",")) break;
  }
  assert.ok(box.width > 100 && said.length > 5, said);
  const chosen = await pair();
  assert.notEqual(chosen, given);
  await page.evaluate(() => comove.report());
  await painted(page);
  await page.focus("#matrix");
  await page.mouse.move(5, 5);
  // The first cell, the one below it, the one beside that: one of them is another pair.
  for (const keys of [["ArrowDown"], ["ArrowDown", "ArrowDown"], ["ArrowDown", "ArrowDown", "ArrowRight"]]) {
    await page.focus("#matrix");
    for (const key of keys) await page.keyboard.press(key);
    await page.keyboard.press("Enter");
    await page.evaluate(() => comove.report());
    await painted(page);
    if ((await pair()) !== chosen) break;
  }
  assert.notEqual(await pair(), chosen);
});

test("touch: two fingers zoom and pan, a double tap shows everything; one reads in all views", async (t) => {
  const { page } = await figure(t, { context: { viewport: { width: 768, height: 1024 }, hasTouch: true } });
  const [x, y] = await middle(page, "overlay", 0.5);
  await page.touchscreen.tap(x, y);
  const when = await read(page, "overlay");
  assert.equal(await read(page, "rolling"), when);
  // One further view at a time: the next takes up what is read.
  await page.tap("label[for=pick-scatter]");
  await page.touchscreen.tap(x, y);
  assert.equal(await read(page, "scatter"), await read(page, "overlay"));
  const session = await page.context().newCDPSession(page);
  const touch = (type, points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const fingers = async (path) => {
    await touch("touchStart", path[0]);
    for (const points of path.slice(1)) await touch("touchMove", points);
    await touch("touchEnd", []);
    await painted(page);
  };
  const steps = [0, 20, 40, 60, 80, 100];
  await fingers(steps.map((by) => [[x - 20 - by, y], [x + 20 + by, y]]));
  assert.equal(await page.isVisible("#zoom-reset"), true);
  const centre = async () => {
    await page.waitForTimeout(400);
    await page.touchscreen.tap(x, y);
    return dated(await read(page, "overlay"));
  };
  const zoomed = await centre();
  await fingers(steps.map((by) => [[x - 60 + by, y], [x + 60 + by, y]]));
  assert.ok((await centre()) < zoomed, "two fingers to the right: earlier");
  await page.waitForTimeout(400);
  await page.touchscreen.tap(x, y);
  await page.touchscreen.tap(x, y);
  await painted(page);
  assert.equal(await page.isVisible("#zoom-reset"), false);
  assert.equal(await page.evaluate(() => scrollY >= 0 && visualViewport.scale), 1);
});

test("keyboard alone: zooms, pans by walking on, marks a span, resets, reads the same in all views", async (t) => {
  const { page } = await figure(t);
  await page.focus("#overlay");
  await page.keyboard.press("Home");
  for (let press = 0; press < 4; press++) await page.keyboard.press("+");
  const first = dated(await read(page, "overlay"));
  assert.equal(await page.isVisible("#zoom-reset"), true);
  for (let press = 0; press < 12; press++) await page.keyboard.press("PageDown");
  const when = await read(page, "overlay");
  assert.equal(Math.round((dated(when) - first) / 86_400_000), 120);
  for (const view of ["rolling", "scatter"]) assert.equal(await read(page, view), when, view);
  // What is read is in sight: the mouse finds it.
  const sight = await inTheMiddle(page);
  assert.ok(Math.abs(sight - dated(when)) < 60 * 86_400_000, new Date(sight).toISOString());
  await page.focus("#overlay");
  await page.keyboard.press("Home");
  for (let press = 0; press < 3; press++) await page.keyboard.press("Shift+ArrowRight");
  await painted(page);
  assert.ok((await shaded(page, "scatter")).length > 0, "the dots of other periods are veiled");
  await page.keyboard.press("0");
  await painted(page);
  assert.equal(await page.isVisible("#zoom-reset"), false);
});

test("a note by hand: at the pressed period by mouse, by N at the keyboard's; a small CSV is chosen or dropped", async (t) => {
  const { page, seen } = await figure(t);
  const notes = () => page.evaluate(() => comove.recipe().annotations);
  const at = await middle(page, "overlay", 0.5);
  await page.mouse.move(...at);
  const when = new Date(dated(await read(page, "overlay"))).toISOString().slice(0, 10);
  await page.mouse.click(...at);
  await page.click("#note-add");
  assert.equal(await page.inputValue("#note-at"), when);
  await page.fill("#note-text", "<b>New rules</b>");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => comove.recipe().annotations.length === 1);
  assert.deepEqual(await notes(), [{ at: when, text: "<b>New rules</b>" }]);

  await page.focus("#overlay");
  await page.keyboard.press("Home");
  await page.keyboard.press("n");
  assert.equal(await page.inputValue("#note-at"), await page.evaluate(async () => (await comove.report()).aligned.labels[0]));
  await page.keyboard.type("start");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => comove.recipe().annotations.length === 2);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "overlay");
  await page.keyboard.press("n");
  await page.keyboard.press("Escape");
  assert.equal((await notes()).length, 2);

  await drop(page, "#overlay", ["events.csv", "date,text\n2020-03-01,One\n2020-04-01,\"Two, too\"\n"]);
  await page.waitForFunction(() => comove.recipe().annotations.length === 4);
  assert.equal((await page.evaluate(() => comove.sources())).length, 2, "no third source");
  await page.click("#note-add");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.click("[data-do=note-file]")]);
  await chooser.setFiles({ name: "more.csv", mimeType: "text/csv", buffer: Buffer.from("2020-05-01;Five") });
  await page.waitForFunction(() => comove.recipe().annotations.length === 5);
  assert.equal((await notes())[4].text, "Five");
  // The overlay names them.
  assert.deepEqual(seen.errors, []);
});

test("the table says what the picture shows", async (t) => {
  const { page } = await figure(t);
  await page.click("#table summary");
  const { labels } = (await page.evaluate(() => comove.report())).aligned;
  // They are written when the table tells that it was opened, which comes after the click.
  await page.waitForFunction((count) => document.querySelectorAll("#table-body tr").length >= count, labels.length);
  const heads = await page.evaluate(() => [...document.querySelectorAll("#table-body tr")].map((row) => row.cells[0].textContent));
  assert.deepEqual(heads.map((head) => new Date(dated(head)).toISOString().slice(0, 10)), labels);
});

test("notes are typed or pasted as date,text and kept in the recipe; an average may look back only", async (t) => {
  const { page } = await figure(t);
  const recipe = () => page.evaluate(() => comove.recipe());
  await unfold(page);
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
  await page.locator("[data-control=notes]").getByText("some day, a note").waitFor();
  await page.selectOption("[data-control=smoothing] select", "7t");
  assert.deepEqual([(await recipe()).smoothing, (await recipe()).smoothingTrailing], [7, true]);
});

/** How many pixels of the overlay have a colour, #rrggbb. */
const inked = (page, color) =>
  page.evaluate((color) => {
    const canvas = document.querySelector("#overlay canvas.plot");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const wanted = color.match(/[0-9a-f]{2}/gi).map((part) => parseInt(part, 16));
    let count = 0;
    for (let at = 0; at < data.length; at += 4) count += data[at + 3] > 250 && wanted.every((channel, k) => Math.abs(data[at + k] - channel) < 10) ? 1 : 0;
    return count;
  }, color);
const ink = (page) => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--ink-soft").trim());

for (const ratio of [1, 1.25, 1.5, 2, 3]) {
  test(`as many device pixels as are covered, at ratio ${ratio}`, async (t) => {
    const { page } = await figure(t, { context: { deviceScaleFactor: ratio, viewport: { width: 1680, height: 700 } } });
    const off = () =>
      page.evaluate(() => [...document.querySelectorAll("[data-chart]")].filter((chart) => chart.clientWidth > 20).map((chart) => {
        const canvas = chart.querySelector("canvas.plot");
        return Math.max(Math.abs(canvas.width - chart.clientWidth * devicePixelRatio), Math.abs(canvas.height - chart.clientHeight * devicePixelRatio));
      }));
    for (const by of await off()) assert.ok(by <= 0.5, `${by}`);
    assert.equal((await off()).length >= 5, true);
    // The browser's zoom: another ratio in fewer CSS pixels, while the page is open.
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setDeviceMetricsOverride", { width: 1344, height: 560, deviceScaleFactor: ratio * 1.25, mobile: false });
    await page.waitForFunction((ratio) => Math.abs(devicePixelRatio - ratio) < 0.01, ratio * 1.25);
    await painted(page);
    for (const by of await off()) assert.ok(by <= 0.5, `${by}`);
    // Another screen of the same size: only the ratio differs, of which an emulated one tells the
    // page nothing; the next move notices.
    await session.send("Emulation.setDeviceMetricsOverride", { width: 1344, height: 560, deviceScaleFactor: ratio, mobile: false });
    await page.waitForFunction((ratio) => Math.abs(devicePixelRatio - ratio) < 0.01, ratio);
    await page.mouse.move(...(await middle(page, "overlay", 0.3)));
    await painted(page);
    for (const by of await off()) assert.ok(by <= 0.5, `${by}`);
  });
}

test("another theme while the page is open, and paper, which is always light", async (t) => {
  const { page } = await figure(t, { context: { colorScheme: "light" } });
  const onLight = await ink(page);
  assert.ok((await inked(page, onLight)) > 20, onLight);
  await page.emulateMedia({ colorScheme: "dark" });
  await painted(page);
  const onDark = await ink(page);
  assert.notEqual(onDark, onLight);
  // The faint lines of the days pass through many shades; the labels have the one of the theme.
  const dark = async () => (await inked(page, onDark)) > Math.max(20, 3 * (await inked(page, onLight)));
  assert.ok(await dark(), onDark);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  const printed = [await inked(page, onLight), await inked(page, onDark)];
  assert.ok(printed[0] > 20 && printed[0] > printed[1], `ink on paper: ${printed}`);
  const { plot, css } = await page.evaluate(() => {
    const canvas = document.querySelector("#overlay canvas.plot");
    return { plot: canvas.width / canvas.height, css: canvas.clientWidth / canvas.clientHeight };
  });
  assert.ok(Math.abs(plot - css) < 0.02, `${plot} is shown as ${css}`);
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await painted(page);
  assert.ok(await dark());
  await page.emulateMedia({ colorScheme: "dark", forcedColors: "active" });
  await painted(page);
  assert.ok((await inked(page, onDark)) < 20, "the system's own colours");
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
