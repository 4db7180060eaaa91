// The figure inside other pages, permalinks, what the browser keeps, visits without a network.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { addFiles, dist, launch, locale, open, painted, shot, watch } from "./helpers/browser.mjs";
import { days, priceFile, visitsFile } from "./helpers/series.mjs";
import { serve } from "../../tools/serve.mjs";

const dates = days(400);
const [price, visits] = [priceFile(dates), visitsFile(dates)];
const FIGURE = "index.html?view=figure&data=price.csv&data=visits.csv#v=1&p=week";

/** The built page with two data files and `pages` beside it; `url` is its folder. */
async function site(t, pages = {}) {
  const folder = await mkdtemp(join(tmpdir(), "comove-site-"));
  await cp(dist, folder, { recursive: true });
  for (const [name, text] of [price, visits, ...Object.entries(pages)]) await writeFile(join(folder, name), text);
  const { server, url } = await serve(folder, { prefix: "/blog/" });
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });
  return url;
}
async function visit(t, url, context = {}) {
  const tab = await (await launch()).newContext({ viewport: { width: 1000, height: 800 }, locale, timezoneId: "UTC", ...context });
  t.after(() => tab.close());
  const page = await tab.newPage();
  const seen = watch(page);
  await page.goto(url);
  return { page, seen, tab };
}
const frameOf = async (page) => {
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame.waitForFunction(() => globalThis.comove?.ready, undefined, { timeout: 20_000 });
  await frame.evaluate(() => comove.report());
  await frame.waitForFunction(() => document.querySelector("#overlay canvas.plot")?.width > 50);
  return frame;
};
const height = (page) => page.evaluate(() => document.querySelector("iframe").getBoundingClientRect().height);
/** Settles when the frame is as high as what is in it. */
async function fits(page) {
  for (let turn = 0; ; turn++) {
    // Not waitForFunction: a strict policy forbids what it does.
    const [outside, inside] = await page.evaluate(() => {
      const frame = document.querySelector("iframe");
      return [frame.clientHeight, frame.contentDocument.body.getBoundingClientRect().height];
    });
    if (inside > 300 && Math.abs(outside - inside) < 3) return;
    assert.ok(turn < 100, `the frame is ${outside} high, the figure ${inside}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
const blog = (body, policy = "") =>
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>blog</title>${policy && `<meta http-equiv="Content-Security-Policy" content="${policy}">`}<p>words</p>${body}<p>more words</p>`;

test("in a page whose policy allows nothing but frames: shown, and as high as it is", async (t) => {
  const url = await site(t, {
    "post.html": blog(`<iframe src="./${FIGURE.replaceAll("&", "&amp;")}" title="price and visits" loading="lazy" width="700" height="300"></iframe>`, "default-src 'none'; frame-src 'self'; img-src data:"),
  });
  const { page } = await visit(t, `${url}post.html`);
  const frame = await frameOf(page);
  await fits(page);
  const wide = await height(page);
  assert.ok(wide > 600, `${wide}`);
  assert.equal(await frame.isVisible(".panels"), false);
  assert.equal(await frame.isVisible(".brand"), false);
  await page.evaluate(() => document.querySelector("iframe").setAttribute("width", "360"));
  await fits(page);
  assert.ok((await height(page)) > wide, "narrower is higher");
  await shot(page, "embedded", { fullPage: true });
});

test("from another origin the lines for embedding adjust the height; other origins are ignored", async (t) => {
  const url = await site(t);
  const { page: own } = await visit(t, url + FIGURE.replace("view=figure&", ""), { permissions: ["clipboard-read", "clipboard-write"] });
  await own.waitForFunction(() => globalThis.comove?.ready);
  await own.evaluate(() => comove.report());
  await own.click("#share");
  await own.waitForFunction(() => document.querySelector("#publish-iframe")?.textContent);
  await own.selectOption("[data-field=embed]", "full");
  await own.waitForFunction(() => /data-comove/.test(document.querySelector("#publish-iframe").textContent));
  await own.click(".publish-code summary");
  await own.click("[data-way=copy-iframe]");
  await own.getByText(/Copied\.|コピーしました。/).waitFor();
  const lines = await own.evaluate(() => navigator.clipboard.readText());
  assert.match(lines, /loading="lazy"/);
  assert.match(lines, /title="[^"]{20,}/);

  const server = createServer((_, answer) => answer.setHeader("content-type", "text/html").end(blog(lines)));
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => (server.closeAllConnections(), server.close()));
  const { page } = await visit(t, `http://127.0.0.1:${server.address().port}/`);
  const frame = await frameOf(page);
  const inside = await frame.evaluate(() => document.body.getBoundingClientRect().height);
  await page.waitForFunction((inside) => Math.abs(document.querySelector("iframe").getBoundingClientRect().height - inside) < 40, inside);
  const before = await height(page);

  // Another origin, another window, nonsense: the height stays.
  await page.evaluate(() => {
    postMessage({ comove: "height", height: 5000 }, "*");
    const { contentWindow } = document.querySelector("iframe");
    const said = (data, origin, source) => dispatchEvent(new MessageEvent("message", { data, origin, source }));
    said({ comove: "height", height: 4000 }, "https://evil.example", contentWindow);
    said({ comove: "height", height: "9999px;position:fixed" }, new URL(document.querySelector("iframe").src).origin, contentWindow);
    said(null, new URL(document.querySelector("iframe").src).origin, contentWindow);
  });
  await page.waitForTimeout(200);
  assert.equal(await height(page), before);
  const after = await page.evaluate(() => {
    const { contentWindow, src } = document.querySelector("iframe");
    dispatchEvent(new MessageEvent("message", { data: { comove: "height", height: 1234 }, origin: new URL(src).origin, source: contentWindow }));
    return document.querySelector("iframe").style.height;
  });
  assert.equal(after, "1234px");
});

test("comove.js: embeds a figure, and gives the program without its page", async (t) => {
  const url = await site(t, { "post.html": blog("<div id=here></div>") });
  const { page, seen } = await visit(t, `${url}post.html`);
  await page.evaluate(async (src) => {
    const { embed } = await import("./comove.js");
    embed(document.querySelector("#here"), { src, title: "price and visits" });
  }, FIGURE);
  await frameOf(page);
  await fits(page);
  const { verdict, sources } = await page.evaluate(async (files) => {
    const { compare } = await import("./comove.js");
    const { report } = await compare(files.map(([name, text]) => new File([text], name)), { period: "week" });
    return report;
  }, [price, visits]);
  assert.ok(verdict.en.length > 20);
  assert.deepEqual(sources.map((source) => source.name), ["price.csv", "visits.csv"]);
  assert.equal(await page.locator("iframe").count(), 1);
  assert.deepEqual(seen.errors, []);
});

/** The charts' pixels, and how many of them differ by more than a little. */
const pixels = (page) =>
  page.evaluate(() =>
    ["overlay", "rolling", "scatter", "lags"].map((id) => {
      const canvas = document.querySelector(`#${id} canvas.plot`);
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      let text = "";
      for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
      return { id, width: canvas.width, data: btoa(text) };
    }),
  );
async function drawn(page) {
  await page.waitForFunction(() => globalThis.comove?.ready, undefined, { timeout: 20_000 });
  const report = await page.evaluate(() => comove.report());
  await page.waitForFunction(() => document.querySelector("#lags canvas.plot")?.width > 50);
  await painted(page);
  return { report, pictures: await pixels(page) };
}

test("a permalink with its data gives the identical figure", async (t) => {
  const url = await site(t);
  // Wide enough that all views stand beside each other.
  const wide = { viewport: { width: 1680, height: 1000 } };
  const { page } = await visit(t, `${url}?data=price.csv&data=visits.csv`, wide);
  await page.waitForFunction(() => globalThis.comove?.ready);
  await page.evaluate(() => comove.setRecipe({ period: "week", scale: "index", smoothing: 3, lagWindow: [0, 2], from: "2020-02-03", annotations: [{ at: "2020-06-01", text: "new & <old>" }], language: "ja" }));
  const one = await drawn(page);
  const { page: other } = await visit(t, page.url(), wide);
  const two = await drawn(other);
  assert.deepEqual(two.report, one.report);
  for (const [at, { id, width, data: text }] of one.pictures.entries()) {
    assert.equal(two.pictures[at].width, width, id);
    const [data, other] = [text, two.pictures[at].data].map((text) => Buffer.from(text, "base64"));
    assert.ok(new Set(data).size > 20, `${id} is empty`);
    const differ = data.filter((value, place) => Math.abs(value - other[place]) > 16).length;
    assert.ok(differ <= data.length * 0.0005, `${id}: ${differ} of ${data.length}`);
  }
  assert.equal(await other.evaluate(() => document.documentElement.lang), "ja");
});

test("back and forward", async (t) => {
  const { page } = await open(t);
  await addFiles(page, price, visits);
  for (const period of ["week", "month"]) await page.evaluate((period) => comove.setRecipe({ period }), period);
  const period = () => page.evaluate(async () => (await comove.report()).aligned.period);
  await page.goBack();
  await page.waitForFunction(() => comove.recipe().period === "week");
  assert.equal(await period(), "week");
  await page.goForward();
  await page.waitForFunction(() => comove.recipe().period === "month");
  assert.equal(await period(), "month");
});

test("the analysis is kept where the user wants, never the files, and forgotten when asked", async (t) => {
  const { page, url } = await open(t);
  await addFiles(page, price, visits);
  await page.evaluate(() => comove.setRecipe({ period: "week" }));
  assert.equal(await page.evaluate(() => localStorage.getItem("comove.analysis")), null);
  await page.check("#keep");
  const report = await page.evaluate(() => comove.report());
  const stored = await page.evaluate(() => JSON.stringify(localStorage));
  assert.ok(!stored.includes("/page1") && !stored.includes(visits[1].split("\n")[5]), "a row of a file is stored");
  await page.goto("about:blank");
  await page.goto(url);
  await page.waitForFunction(() => globalThis.comove?.ready);
  assert.deepEqual(await page.evaluate(() => comove.report()), report);
  await shot(page, "kept");
  await page.click("#forget");
  await page.waitForFunction(() => localStorage.length === 0);
  await page.goto("about:blank");
  await page.goto(url);
  await page.waitForFunction(() => globalThis.comove?.ready);
  assert.equal(await page.getAttribute("body", "data-state"), "empty");
});

test("installed, it works without a network, and never mixes two versions", async (t) => {
  const { page, url } = await open(t, { context: { serviceWorkers: "allow" } });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.context().setOffline(true);
  await page.goto(url);
  await page.waitForFunction(() => globalThis.comove?.ready, undefined, { timeout: 20_000 });
  const sources = await addFiles(page, price, visits);
  assert.deepEqual(sources.map((source) => source.status), ["ready", "ready"]);
  assert.ok((await page.evaluate(() => comove.report())).verdict.en);
  const html = await page.evaluate(async () => (await comove.exportAs("html")).size);
  assert.ok(html > 100_000);
});

test("a deployment that is half done is not installed", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "comove-half-"));
  await cp(dist, folder, { recursive: true });
  await writeFile(join(folder, "worker.js"), `${await readFile(join(dist, "worker.js"), "utf8")}\n// newer`);
  const { server, url } = await serve(folder);
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });
  const { page } = await visit(t, url);
  await page.waitForFunction(() => globalThis.comove?.ready);
  const state = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.register(trustedTypes.createPolicy("comove-figure", { createScriptURL: (url) => url }).createScriptURL("./service-worker.js"));
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    if (worker && worker.state === "installing") await new Promise((done) => worker.addEventListener("statechange", done, { once: true }));
    return { state: worker?.state ?? "redundant", caches: (await caches.keys()).filter((name) => name.startsWith("comove-")) };
  });
  assert.deepEqual(state, { state: "redundant", caches: [] });
});

test("the manifest names files that are there", async () => {
  const manifest = JSON.parse(await readFile(join(dist, "manifest.webmanifest"), "utf8"));
  for (const { src } of manifest.icons) assert.ok((await readFile(join(dist, src))).length > 100, src);
  assert.match(await readFile(join(dist, "index.html"), "utf8"), /rel="?manifest"? href="\.\/manifest\.webmanifest"/);
});

test("printed: sentence, figure and numbers, no panels", async (t) => {
  const { page } = await open(t);
  await addFiles(page, price, visits);
  await page.evaluate(() => comove.report());
  await page.emulateMedia({ media: "print" });
  for (const selector of [".panels", ".tools", ".drawer-bar", ".foot"]) assert.equal(await page.isVisible(selector), false, selector);
  for (const selector of ["#verdict", "#overlay", "#view-numbers"]) assert.equal(await page.isVisible(selector), true, selector);
  await shot(page, "print", { fullPage: true });
});

test("the picture's alternative text is the verdict, and there is a table", async (t) => {
  const { page } = await open(t);
  await addFiles(page, price, visits);
  const report = await page.evaluate(() => comove.setRecipe({ period: "month" }));
  await page.waitForFunction((text) => document.querySelector("#figure-alt").textContent === text, report.verdict[locale.slice(0, 2)].split("\n")[0]);
  assert.match(await page.getAttribute("#overlay", "aria-describedby"), /figure-alt/);
  await page.click("#table summary");
  // Written when the browser says that it is open, in a task of its own.
  await page.waitForSelector("#table-body tr");
  assert.equal(await page.locator("#table-body tr").count(), report.aligned.labels.length);
});
