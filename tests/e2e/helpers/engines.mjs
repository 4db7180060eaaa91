// Three engines behind one small interface, for tests that must hold in each of them.
//
//   for (const engine of engines) test(`${engine.name}: …`, { skip: engine.skip }, async (t) => {
//     const page = await engine.open(t, address);
//     await page.evaluate((n) => n + 1, 1);          // a function, a promise is waited for
//     await page.choose("/path/of/a/file");          // with the page's own field, from disk
//     await page.wheel(x, y, -300);                  // CSS pixels
//     await page.press("+");                         // where the focus is
//     await page.shot("name");                       // tests/e2e/out/name.png
//   });
import { writeFile } from "node:fs/promises";
import { after } from "node:test";
import puppeteer from "puppeteer-core";
import { launch, out } from "./browser.mjs";
import { webdriver } from "./webdriver.mjs";

const SIZE = { width: 1280, height: 900 };
const FIELD = "input[type=file]:not([webkitdirectory])";

let firefox;
let webkit;
after(async () => {
  await firefox?.close();
  await webkit?.close();
});

const ready = async (page) => {
  // As soon as a page of this address has its interface; a page may be asked before it is there.
  for (let turn = 0; ; turn += 1) {
    const there = await page.evaluate(async () => (await globalThis.comove?.ready, Boolean(globalThis.comove))).catch(() => false);
    if (there) break;
    if (turn > 400) throw new Error("the page did not start");
    await new Promise((done) => setTimeout(done, 50));
  }
  return page;
};
/** What is refused by the page's policy, in `violations`. */
const watched = (page) => page.evaluate(() => {
  globalThis.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
});

async function chromium(t, address, wait) {
  const tab = await (await launch()).newContext({ viewport: SIZE, locale: "en-GB", timezoneId: "UTC" });
  t.after(() => tab.close());
  const page = await tab.newPage();
  await page.goto(address);
  return finish(
    {
      evaluate: (work, ...given) => page.evaluate(`(${work})(...${JSON.stringify(given)})`),
      choose: (...paths) => page.setInputFiles(FIELD, paths),
      wheel: async (x, y, by) => (await page.mouse.move(x, y), page.mouse.wheel(0, by)),
      press: (key) => page.keyboard.press(key),
      go: (address) => page.goto(address),
      shot: (name) => page.screenshot({ path: `${out}/${name}.png` }),
    },
    wait,
  );
}

async function gecko(t, address, wait) {
  firefox ??= await puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX, headless: true, extraPrefsFirefox: { "intl.accept_languages": "en-GB" } });
  const page = await firefox.newPage();
  t.after(() => page.close());
  await page.setViewport(SIZE);
  await page.goto(address);
  return finish(
    {
      evaluate: (work, ...given) => page.evaluate(`(${work})(...${JSON.stringify(given)})`),
      choose: async (...paths) => (await page.$(FIELD)).uploadFile(...paths),
      wheel: async (x, y, by) => (await page.mouse.move(x, y), page.mouse.wheel({ deltaY: by })),
      press: (key) => page.keyboard.press(key),
      go: (address) => page.goto(address),
      shot: (name) => page.screenshot({ path: `${out}/${name}.png` }),
    },
    wait,
  );
}

async function webkitgtk(t, address, wait) {
  webkit ??= await webdriver(process.env.WEBKIT_DRIVER, process.env.WEBKIT);
  const { call } = webkit;
  await call("POST", "/window/rect", SIZE);
  await call("POST", "/url", { url: address });
  // One window for all tests: the next one leaves it with another address.
  t.after(() => call("POST", "/url", { url: "about:blank" }));
  const actions = (...list) => call("POST", "/actions", { actions: list });
  return finish(
    {
      async evaluate(work, ...given) {
        const script = `const [given, done] = arguments; Promise.resolve().then(() => (${work})(...given)).then((value) => done({ value }), (error) => done({ error: String(error?.stack ? error + "\\n" + error.stack : error) }));`;
        const { value, error } = await call("POST", "/execute/async", { script, args: [given] });
        if (error) throw new Error(error);
        return value;
      },
      async choose(...paths) {
        const [element] = Object.values(await call("POST", "/element", { using: "css selector", value: FIELD }));
        await call("POST", `/element/${element}/value`, { text: paths.join("\n") });
      },
      wheel: (x, y, by) =>
        actions(
          { type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions: [{ type: "pointerMove", x, y, duration: 0 }] },
          { type: "wheel", id: "wheel", actions: [{ type: "scroll", x, y, deltaX: 0, deltaY: by, duration: 0 }] },
        ),
      press: (key) => actions({ type: "key", id: "keys", actions: [{ type: "keyDown", value: KEYS[key] ?? key }, { type: "keyUp", value: KEYS[key] ?? key }] }),
      go: (address) => call("POST", "/url", { url: address }),
      shot: async (name) => writeFile(`${out}/${name}.png`, Buffer.from(await call("GET", "/screenshot"), "base64")),
    },
    wait,
  );
}
const KEYS = { ArrowLeft: "\ue012", ArrowRight: "\ue014", Home: "\ue011", End: "\ue010", Enter: "\ue007", Escape: "\ue00c" };

async function finish(page, wait = true) {
  page.ready = () => ready(page);
  /** Waits until `work` gives something. */
  page.until = async (work, ...given) => {
    for (let turn = 0; ; turn += 1) {
      const value = await page.evaluate(work, ...given);
      if (value) return value;
      if (turn > 600) throw new Error(`never: ${work}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  if (wait) {
    await ready(page);
    await watched(page);
  }
  return page;
}

export const engines = [
  { name: "Chromium", open: chromium, skip: false },
  { name: "Firefox", open: gecko, skip: process.env.FIREFOX ? false : "no Firefox on this machine" },
  { name: "WebKit", open: webkitgtk, skip: process.env.WEBKIT_DRIVER && process.env.WEBKIT ? false : "no WebKitGTK with its driver on this machine" },
];
