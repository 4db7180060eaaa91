// Before the program runs: what is done too early, what is said when it breaks. (What a visit costs: sizes.test.mjs.)
import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, drop, open } from "./helpers/browser.mjs";
import { days, priceFile } from "./helpers/series.mjs";

const isProgram = (address) => /\/comove-[^/]*\.wasm$|\/worker\.js/.test(address);
const begun = (page) => page.waitForFunction(() => Object.isFrozen(comove));

test("the program comes when the page is used", async (t) => {
  const { page, seen } = await open(t);
  await page.waitForLoadState("networkidle");
  assert.ok(!seen.requests.some(isProgram), seen.requests.join("\n"));
  await page.mouse.move(200, 200);
  await begun(page);
  // Its script is the worker's, asked for as a text and, from the browser's memory, as a script.
  assert.equal(new Set(seen.requests.filter(isProgram)).size, 2, seen.requests.join("\n"));
});

test("the page looks and answers the same before its program runs and after", async (t) => {
  for (const [locale, colorScheme] of [["en-GB", "light"], ["ja-JP", "dark"]]) {
    const { page, seen } = await open(t, { context: { locale, colorScheme } });
    const state = () =>
      page.evaluate(() => [comove.version, comove.sources(), comove.recipe(), document.title, document.documentElement.lang, document.querySelector("main").innerText]);
    // What can be kept in the browser is offered once there is a program that keeps it.
    const picture = async () => (await page.screenshot({ clip: { x: 0, y: 0, width: 1280, height: 640 } })).toString("base64");
    const before = [await state(), await picture()];
    await page.evaluate(() => document.dispatchEvent(new Event("wheel", { bubbles: true })));
    await begun(page);
    await page.waitForTimeout(200);
    assert.deepEqual(await state(), before[0]);
    assert.ok((await picture()) === before[1], "a picture of the page");
    assert.deepEqual(seen.errors, []);
  }
});

test("what is done before the program is there is done when it comes", async (t) => {
  const early = async (act) => {
    let arrive;
    const held = new Promise((done) => (arrive = done));
    // A service worker that takes the page over meanwhile would give the program from what it keeps.
    const context = { serviceWorkers: "block" };
    const { page } = await open(t, { context, before: (page) => page.route(/comove-.*\.wasm$/, async (route) => (await held, route.continue())) });
    await act(page);
    await page.waitForTimeout(100);
    assert.equal(await page.evaluate(() => Object.isFrozen(comove)), false);
    arrive();
    await begun(page);
    return page;
  };
  const ready = (page) => page.waitForFunction(() => comove.sources()[0]?.status === "ready");
  const price = priceFile(days(40));
  await ready(await early((page) => choose(page, price)));
  await ready(await early((page) => drop(page, "#drop-lead", price)));
  await ready(await early((page) => page.click("[data-do=sample] >> visible=true")));
  await ready(
    await early((page) =>
      page.evaluate(([, text]) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
      }, price),
    ),
  );
  const asked = await early((page) => page.keyboard.press("?"));
  await asked.waitForSelector("#keys[open]");
  const switched = await early((page) => page.click("[data-do=language]:not([aria-pressed=true])"));
  await switched.waitForFunction((lang) => document.documentElement.lang !== lang, (process.env.COMOVE_LOCALE ?? "en").slice(0, 2));
  let told;
  await early((page) => {
    told = page.evaluate(([name, text]) => comove.addFiles([new File([text], name)]), price);
  });
  assert.equal((await told)[0].status, "ready");
});

test("choosing files opens the browser's own dialog, program or not", async (t) => {
  const { page } = await open(t, { before: (page) => page.route(/comove-.*\.wasm$/, () => {}) });
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.click("[data-do=choose] >> visible=true")]);
  assert.equal(chooser.isMultiple(), true);
});

test("a program that traps says so in the page, and answers nothing any more", async (t) => {
  const { page } = await open(t);
  await page.mouse.move(200, 200);
  await begun(page);
  await page.evaluate(() => {
    // The smallest module that traps when it is started.
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11];
    setTimeout(() => new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))));
  });
  const note = page.getByRole("alert").filter({ has: page.locator("#trouble-text", { hasText: "unreachable" }) });
  await note.waitFor({ timeout: 5000 });
  assert.match(await page.evaluate(() => Promise.resolve().then(() => comove.report()).catch(String)), /has broken; load it again/);
  await Promise.all([page.waitForEvent("load"), page.click("#reload")]);
  assert.equal(await page.isVisible("#trouble"), false);
});

test("a panic says file, line and words in the page, to be copied", async (t) => {
  const { page, seen } = await open(t, { path: "?panic", ready: false, context: { permissions: ["clipboard-read", "clipboard-write"] } });
  await page.waitForSelector("#trouble:not([hidden])");
  const said = await page.textContent("#trouble-text");
  const [program, place, words, browser] = said.split("\n");
  assert.equal(program, await page.evaluate(() => `Comove ${comove.version}`));
  assert.match(place, /^panicked at src\/page\/\w+\.rs:\d+:\d+:$/);
  assert.equal(words, "asked for by ?panic in the address");
  assert.equal(browser, await page.evaluate(() => navigator.userAgent));
  // The trap that follows, a panic's end, has not taken the words' place.
  await page.waitForTimeout(100);
  assert.ok(seen.errors.some((error) => /^uncaught: .*unreachable/.test(error)), seen.errors.join("\n"));
  assert.equal(await page.textContent("#trouble-text"), said);
  await page.click("#trouble-copy");
  await page.waitForSelector("#trouble-copied:not([hidden])");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), said);
  assert.match(await page.evaluate(() => Promise.resolve().then(() => comove.report()).catch(String)), /has broken; load it again/);
});
