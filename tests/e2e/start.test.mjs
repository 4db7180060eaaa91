// Before the program runs: what a visit costs, what is done too early, what is said when it breaks.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { bytesOf, textOf, unlzma } from "../../src/page/unpack.js";
import { choose, dist, drop, open } from "./helpers/browser.mjs";
import { days, priceFile } from "./helpers/series.mjs";

const isProgram = (address) => /\/page-[^/]*\.(js|wasm)$/.test(address);
const path = (address, url) => decodeURIComponent(new URL(address).pathname.slice(new URL(url).pathname.length)) || "index.html";
const begun = (page) => page.waitForFunction(() => Object.isFrozen(comove));

test("a visit costs under 200 kB with Brotli until the page is used; then the program comes", async (t) => {
  const { page, url, seen } = await open(t);
  await page.waitForLoadState("networkidle");
  assert.ok(!seen.requests.some(isProgram), seen.requests.join("\n"));
  const names = new Set(seen.requests.filter((address) => address.startsWith(url)).map((address) => path(address, url)));
  let bytes = 0;
  for (const name of names) bytes += brotliCompressSync(await readFile(join(dist, name))).length;
  assert.ok(names.has("index.html") && names.size > 4, [...names].join(" "));
  assert.ok(bytes < 200_000, `${bytes} bytes`);
  await page.mouse.move(200, 200);
  await begun(page);
  assert.ok(seen.requests.some(isProgram));
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
    const { page } = await open(t, { before: (page) => page.route(/page-.*\.wasm$/, async (route) => (await held, route.continue())) });
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
  const { page } = await open(t, { before: (page) => page.route(/page-.*\.wasm$/, () => {}) });
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

test("text and bytes: one and back, whatever stands between", () => {
  for (let length = 0; length < 70; length++) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 151 + length * 7) & 255);
    const text = textOf(bytes);
    assert.doesNotMatch(text, /[^!-~]|</);
    assert.deepEqual([...bytesOf(text).subarray(0, length)], [...bytes]);
    assert.deepEqual(bytesOf(text.replace(/.{5}/g, "$&\r\n")), bytesOf(text));
  }
});

test("what a figure carries opens to the page's own files; what is damaged is not taken", async () => {
  const [packing, first, text] = (await readFile(join(dist, "figure.programs"), "utf8")).split("\n");
  if (packing !== "lzma") return; // a build that is not for publishing
  const sizes = first.split(" ").map((part) => Number(part.split(":")[1]));
  const whole = sizes.reduce((sum, size) => sum + size);
  const bytes = unlzma(bytesOf(text), whole);
  const program = (await readdir(dist)).find((name) => /^page-.*_bg\.wasm$/.test(name));
  assert.equal(Buffer.compare(bytes.subarray(whole - sizes.at(-1)), await readFile(join(dist, program))), 0);
  assert.throws(() => unlzma(bytesOf(text.slice(0, text.length / 2)), whole), /damaged/);
  // Any beginning of it opens to a beginning.
  assert.deepEqual(unlzma(bytesOf(text.slice(0, 40_000)), 10_000), bytes.subarray(0, 10_000));
});
