// The worker's walls: a script within the page's own worker, where the bytes of files lie, reaches nobody
// and runs no text, in each engine. Another server listens.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dist, open } from "./helpers/browser.mjs";
import { engines } from "./helpers/engines.mjs";
import { changed, listener } from "./helpers/site.mjs";
import { readFile } from "node:fs/promises";

// What a hostile script in the worker tries; it stands at the end of the worker's own.
const HOSTILE = `
addEventListener("message", async (event) => {
  const other = event.data.attack;
  if (!other) return;
  event.stopImmediatePropagation();
  const tried = {};
  const attempt = async (name, act) => {
    try {
      tried[name] = \`did: \${await Promise.race([act(), new Promise((done) => late(() => done("nothing"), 300))])}\`;
    } catch (error) {
      tried[name] = \`refused: \${error}\`;
    }
  };
  // There is no setTimeout; a computation that takes as long.
  const late = (act, ms) => {
    const began = Date.now();
    const look = () => (Date.now() - began < ms ? new Blob(["x"]).arrayBuffer().then(look) : act());
    look();
  };
  await attempt("fetch", () => fetch(other + "?fetch", { mode: "no-cors" }).then(() => "an answer"));
  await attempt("own fetch", () => fetch(new Request(other + "?request")).then(() => "an answer"));
  await attempt("XMLHttpRequest", () => new Promise((done, failed) => { const ask = new XMLHttpRequest(); ask.open("GET", other + "?xhr"); ask.onload = () => done("an answer"); ask.onerror = () => failed("error"); ask.send(); }));
  await attempt("WebSocket", () => new Promise((done, failed) => { const socket = new WebSocket(other.replace("http", "ws") + "?socket"); socket.onopen = () => done("open"); socket.onerror = () => failed("error"); }));
  await attempt("EventSource", () => new Promise((done, failed) => { const source = new EventSource(other + "?events"); source.onopen = () => done("open"); source.onerror = () => failed("error"); }));
  await attempt("WebTransport", () => new WebTransport(other.replace("http:", "https:")).ready.then(() => "open"));
  await attempt("importScripts", () => { importScripts(other + "?scripts"); return reached; });
  await attempt("Worker", () => new Promise((done, failed) => { const worker = new Worker(other + "?worker"); worker.onerror = () => failed("error"); late(() => done("started"), 200); }));
  await attempt("FontFace", () => new FontFace("x", \`url(\${other}?font)\`).load().then(() => "loaded"));
  await attempt("BroadcastChannel", () => { new BroadcastChannel("x").postMessage("bytes"); return "sent"; });
  await attempt("indexedDB", () => { indexedDB.open("x"); return "open"; });
  await attempt("caches", () => caches.open("x").then(() => "open"));
  await attempt("navigator", () => navigator.userAgent);
  await attempt("Function", () => new Function("return 'ran'")());
  await attempt("maker of functions", () => (() => {}).constructor("return 'ran'")());
  await attempt("maker of async functions", () => (async () => {}).constructor("return 'ran'")());
  await attempt("setTimeout", () => { setTimeout("globalThis.ranText = 'ran'", 0); return new Promise((done) => late(() => done(globalThis.ranText), 100)); });
  await attempt("a prototype", () => Object.getPrototypeOf(Object.getPrototypeOf(Object.getPrototypeOf(self))).fetch.call(self, other + "?prototype").then(() => "an answer"));
  if (event.data.inherits) {
    await attempt("eval", () => (0, eval)("'ran'"));
    await attempt("import", () => import(other + "?import").then(() => "imported"));
  } else await attempt("eval", () => eval("'ran'"));
  postMessage({ tried, at: location === undefined ? "" : String(location) });
});`.replace('at: location === undefined ? "" : String(location)', 'left: Object.getOwnPropertyNames(self).filter((name) => /fetch|Request|Socket|Worker$|Event(Source)|RTC|Cache|Storage|indexedDB|navigator|setTimeout|Channel/.test(name) && self[name] !== undefined)');

/** What a hostile script in one of the page's workers got done. */
const attack = (page, address, inherits) =>
  page.evaluate(
    async (attack, inherits) => {
      // Starts the program.
      await comove.addFiles([new File(["date,price\n2020-01-01,1\n2020-01-02,2\n"], "price.csv")]);
      const start = async () => {
        const worker = comoveParts.worker();
        worker.postMessage({ module: await comoveParts.workerModule() });
        const told = new Promise((done, failed) => {
          worker.addEventListener("message", ({ data }) => data.tried && done(data));
          worker.addEventListener("error", () => failed(new Error("did not start")));
        });
        worker.postMessage({ attack, inherits });
        return told;
      };
      // Where blobs are refused, the second starts from its file.
      return start().catch(start);
    },
    address,
    inherits,
  );

for (const { name, open, skip } of engines) {
  test(`${name}: a script in the worker reaches no other server and runs no text`, { skip }, async (t) => {
    const { asked, address } = await listener(t);
    const url = await changed(t, { "worker.js": (text) => text + HOSTILE });
    const page = await open(t, url);
    const { tried, left } = await attack(page, address, true);
    for (const [means, outcome] of Object.entries(tried)) assert.match(outcome, /^refused/, `${means}: ${outcome}`);
    assert.ok(Object.keys(tried).length >= 20);
    assert.deepEqual(left, []);
    assert.deepEqual(asked, []);
  });

  test(`${name}: so it is where the host's own policy refuses a worker from a blob`, { skip }, async (t) => {
    const { asked, address } = await listener(t);
    const url = await changed(t, { "worker.js": (text) => text + HOSTILE }, (path) => (path.endsWith("/") ? { "content-security-policy": "worker-src 'self'" } : {}));
    const page = await open(t, url);
    const { tried, left } = await attack(page, address, false);
    for (const [means, outcome] of Object.entries(tried)) assert.match(outcome, /^refused/, `${means}: ${outcome}`);
    assert.deepEqual(left, []);
    assert.deepEqual(asked, []);
    const [source] = await page.evaluate(() => comove.sources());
    assert.equal(source.status, "ready", "the file is read by a worker that started otherwise");
  });
}

test("a file that is read asks for nothing, from the page or from a worker, and breaks no rule", async (t) => {
  const { page, seen } = await open(t);
  await page.evaluate(() => comove.addFiles([new File(["date,price\n2020-01-01,1\n2020-01-02,2\n"], "price.csv")]));
  await page.waitForLoadState("networkidle");
  seen.clear();
  const workers = [];
  page.on("worker", (worker) => workers.push(worker.url()));
  await page.evaluate(() => comove.addFiles([new File(["time,rule\n2020-01-01T00:00:00Z,a\n2020-01-02T00:00:00Z,b\n"], "alerts.csv")]));
  await page.evaluate(() => comove.report().catch(String));
  for (const address of [...seen.requests, ...workers]) assert.match(address, /^blob:/);
  assert.deepEqual([...seen.errors, ...seen.violations], []);
});

test("markup and scripts come by Trusted Types only, and our scripts ask for none as text", async (t) => {
  const { page, seen } = await open(t);
  const tried = await page.evaluate(() => {
    const attempt = (act) => {
      try {
        act();
        return "did";
      } catch (error) {
        return error.name;
      }
    };
    return [
      attempt(() => (document.createElement("p").innerHTML = "<b>x</b>")),
      attempt(() => document.body.insertAdjacentHTML("beforeend", "<b>x</b>")),
      attempt(() => new DOMParser().parseFromString("<b>x</b>", "text/html")),
      attempt(() => (document.createElement("script").textContent = "1")),
      attempt(() => new Worker("worker.js")),
      attempt(() => trustedTypes.createPolicy("another", {})),
      attempt(() => trustedTypes.createPolicy("comove", {})),
    ];
  });
  assert.deepEqual(tried, tried.map(() => "TypeError"));
  assert.ok(seen.violations.length > 0);
  for (const name of ["index.html", "publish.js", "worker.js"]) {
    assert.doesNotMatch(await readFile(`${dist}/${name}`, "utf8"), /\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write\b/, name);
  }
});

test("what is documented for hosts is the page's own policy, and more", async () => {
  const html = await readFile(`${dist}/index.html`, "utf8");
  const [, policy] = html.match(/http-equiv="?Content-Security-Policy"?\s+content="([^"]+)"/i);
  const headers = await readFile(`${dist}/_headers`, "utf8");
  const [, sent] = headers.match(/Content-Security-Policy: (.+)/);
  const rules = (text) => text.split(";").map((rule) => rule.trim());
  for (const rule of rules(policy)) assert.ok(rules(sent).includes(rule), rule);
  assert.ok(rules(sent).some((rule) => rule.startsWith("frame-ancestors")));
  const guide = await readFile(new URL("../../docs/hosting.md", import.meta.url), "utf8");
  assert.equal(guide.split(sent).length - 1, 3, "nginx, Caddy and CloudFront are told the same");
});
