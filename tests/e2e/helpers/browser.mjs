// A browser, a server for the built page under a sub-path, and a page that is watched.
//
//   const { page, seen } = await open(t);            // t: the test's context, which closes it
//   await choose(page, ["price.csv", csv], "alerts.csv from disk");
//   await shot(page, "overlay");                     // tests/e2e/out/overlay.png
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../../../tools/serve.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The folder under test, and where pictures go. */
export const dist = resolve(here("../../.."), process.env.DIST ?? "dist");
export const out = here("../out");
mkdirSync(out, { recursive: true });
/** A file of tests/data, which holds our own fixtures. */
export const fixture = (name) => here(`../../data/${name}`);

/** The reader's; every test passes in both of the page's languages. */
export const locale = process.env.COMOVE_LOCALE ?? "en-GB";

let browser;
after(() => browser?.close());

export async function launch() {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return browser;
}

/**
 * Opens the page and waits until it can be used.
 *
 * `path`: appended to the page's address ("#…", "?…"); `prefix`: the sub-path it is served
 * under; `headers(path)`: the server's further headers; `ready`: false does not wait;
 * `context`: playwright's (viewport, colorScheme, locale, javaScriptEnabled …);
 * `before(page)`: runs before the page is loaded.
 *
 * `seen` collects, until `seen.clear()`: `requests` (addresses, workers' too), `errors`
 * (uncaught, and console errors and warnings), `violations` (of the page's policy).
 */
export async function open(t, { path = "", prefix = "/some/where/", headers, ready = true, context = {}, before } = {}) {
  const { server, url } = await serve(dist, { prefix, headers });
  const tab = await (await launch()).newContext({ viewport: { width: 1280, height: 800 }, locale, timezoneId: "UTC", ...context });
  t.after(async () => {
    await tab.close();
    server.closeAllConnections();
    server.close();
  });
  const page = await tab.newPage();
  const seen = watch(page);
  await before?.(page);
  await page.goto(url + path);
  if (ready) {
    await page.waitForFunction(() => Boolean(globalThis.comove?.ready), undefined, { timeout: 20_000 });
    await page.evaluate(() => globalThis.comove.ready);
  }
  return { page, url, seen };
}

/** Collects what a page asks for and complains about. */
export function watch(page) {
  const seen = { requests: [], errors: [], violations: [], clear: () => ["requests", "errors", "violations"].forEach((k) => (seen[k].length = 0)) };
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("pageerror", (error) => seen.errors.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    const text = `${message.type()}: ${message.text()}`;
    (/content security policy/i.test(text) ? seen.violations : seen.errors).push(text);
  });
  return seen;
}

// Files are named by their path, or given as [name, text or Buffer].
const payload = (file) =>
  typeof file === "string" ? file : { name: file[0], mimeType: "application/octet-stream", buffer: Buffer.from(file[1]) };

/** Chooses files with the page's own file field. */
export const choose = (page, ...files) => page.setInputFiles("input[type=file]:not([webkitdirectory])", files.map(payload));

/** Opens what lies behind the line of a file, if it is not open. */
export async function openCard(page, at = 0) {
  const button = page.locator(".card-open").nth(at);
  if ((await button.getAttribute("aria-expanded")) === "false") await button.press("Enter");
}

/** Unfolds all groups of settings. */
export const unfold = (page) => page.evaluate(() => document.querySelectorAll("#analysis > details").forEach((fold) => (fold.open = true)));

/** Drops small files, [name, text] each, on an element. */
export async function drop(page, selector, ...files) {
  const transfer = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const [name, text] of files) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  for (const type of ["dragenter", "dragover", "drop"]) await page.dispatchEvent(selector, type, { dataTransfer: transfer });
}

/** Gives files, [name, text] each, to the JavaScript interface; resolves with the sources. */
export const addFiles = (page, ...files) =>
  page.evaluate((files) => globalThis.comove.addFiles(files.map(([name, text]) => new File([text], name))), files);

/** Does `work` in an empty page: the page's own policy parses no text into a document. */
export async function aside(page, work, given) {
  const blank = await page.context().newPage();
  try {
    return await blank.evaluate(work, given);
  } finally {
    await blank.close();
  }
}

/** Waits until what was changed is drawn: a new figure may take several frames. */
export const painted = (page) =>
  page.evaluate(() => new Promise((done) => {
    const look = () => (document.querySelector("#figure[aria-busy]") ? requestAnimationFrame(look) : done());
    requestAnimationFrame(() => requestAnimationFrame(look));
  }));

/** A picture for people, in tests/e2e/out. */
export async function shot(page, name, options = {}) {
  return page.screenshot({ path: `${out}/${name}.png`, ...options });
}
