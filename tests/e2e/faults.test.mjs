// When it breaks all the same: what a person sees, and what survives. A row of the table in a test each.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { mkdtemp, readFile, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { addFiles, choose, dist, launch, open, painted, watch } from "./helpers/browser.mjs";
import { days, priceFile, visitsFile } from "./helpers/series.mjs";
import { changed } from "./helpers/site.mjs";

const [price, visits] = [priceFile(days(200)), visitsFile(days(200))];
const statuses = (page) => page.evaluate(() => comove.sources().map(({ name, status }) => [name, status]));
const started = async (page) => {
  await page.waitForFunction(() => globalThis.comove?.ready, undefined, { timeout: 20_000 });
  await page.mouse.move(200, 200);
  await page.waitForFunction(() => Object.isFrozen(comove), undefined, { timeout: 20_000 });
};
const visit = async (t, url, { context = {}, before } = {}) => {
  const tab = await (await launch()).newContext({ viewport: { width: 1280, height: 800 }, ...context });
  t.after(() => tab.close());
  const page = await tab.newPage();
  const seen = watch(page);
  await before?.(page);
  await page.goto(url);
  return { page, seen, tab };
};

// The worker's own script with something that befalls it: `close()` ends it without a word, a loop never answers.
const MISHAPS = {
  "ends without a word": "close()",
  "never answers": "for (;;);",
};
const mishap = (act) => (text) => `${text}
addEventListener("message", (event) => {
  if (!event.data.mishap) return;
  event.stopImmediatePropagation();
  ${act};
});`;
const happening = (times) => (page) =>
  page.addInitScript((times) => {
    const every = setInterval;
    globalThis.setInterval = (work, ms) => every(work, ms / 50);
    const Real = Worker;
    globalThis.befallen = 0;
    globalThis.Worker = class extends Real {
      postMessage(message, ...rest) {
        if (message.file && message.file.name === "visits.csv" && befallen < times) {
          befallen += 1;
          super.postMessage({ mishap: true });
        }
        super.postMessage(message, ...rest);
      }
    };
  }, times);

for (const [what, act] of Object.entries(MISHAPS)) {
  test(`a worker that ${what} is noticed, and its file read by another`, async (t) => {
    const url = await changed(t, { "worker.js": mishap(act) });
    const { page } = await visit(t, url, { before: happening(1) });
    await started(page);
    await addFiles(page, price, visits);
    assert.deepEqual(await statuses(page), [["price.csv", "ready"], ["visits.csv", "ready"]]);
    assert.equal(await page.evaluate(() => befallen), 1);
    assert.ok((await page.evaluate(() => comove.report())).levels.n > 20);
  });

  test(`a file whose workers, one after the other, ${what.replace("ends", "end").replace("answers", "answer")} says so, and the rest stays`, async (t) => {
    const url = await changed(t, { "worker.js": mishap(act) });
    const { page } = await visit(t, url, { before: happening(9) });
    await started(page);
    const [, broken] = await addFiles(page, price, visits);
    assert.equal(broken.status, "failed");
    assert.match(broken.message.en, /stopped answering/);
    assert.match(broken.message.ja, /応答しなくなりました/);
    assert.deepEqual((await statuses(page))[0], ["price.csv", "ready"]);
    assert.equal(await page.evaluate(() => befallen), 2, "tried twice, not for ever");
    assert.equal(await page.isVisible("#trouble"), false);
    const [fine] = await addFiles(page, ["more.csv", price[1]]);
    assert.equal(fine.status, "ready");
  });
}

test("a worker that breaks with several small files in its hands fails none of them", async (t) => {
  const { page } = await open(t, {
    before: (page) =>
      page.addInitScript(() => {
        globalThis.held = 0;
        globalThis.Worker = class extends Worker {
          postMessage(message, ...rest) {
            super.postMessage(message, ...rest);
            if (!message.files || held) return;
            held = message.files.length;
            super.postMessage({ panic: true });
          }
        };
      }),
  });
  const logs = Array.from({ length: 60 }, (_, at) => [`log-${at}.csv`, visits[1]]);
  const all = await addFiles(page, price, ...logs);
  assert.ok((await page.evaluate(() => held)) > 1);
  assert.equal(all.length, 61);
  assert.deepEqual(all.filter(({ status }) => status !== "ready"), []);
});

test("of small files that are read together one that is gone is named, and the others are read", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "comove-small-"));
  t.after(() => rm(folder, { recursive: true }));
  const paths = Array.from({ length: 60 }, (_, at) => join(folder, `log-${at}.csv`));
  for (const path of paths) await writeFile(path, visits[1]);
  const { page } = await open(t, {
    before: (page) =>
      page.addInitScript(() => {
        const gone = new Promise((done) => (globalThis.go = done));
        globalThis.held = [];
        globalThis.Worker = class extends Worker {
          async postMessage(message, ...rest) {
            if (message.files) {
              held.push(...message.files.map(({ name }) => name));
              await gone;
            }
            super.postMessage(message, ...rest);
          }
        };
      }),
  });
  await page.setInputFiles("input[type=file]:not([webkitdirectory])", paths);
  await page.waitForFunction(() => held.length > 1);
  const name = await page.evaluate(() => held[1]);
  await unlink(join(folder, name));
  await page.evaluate(() => go());
  await page.waitForFunction(() => comove.sources().length === 60 && comove.sources().every(({ status }) => status !== "reading"));
  assert.deepEqual((await statuses(page)).filter(([, status]) => status !== "ready"), [[name, "failed"]]);
});

test("a worker that computes for long, or a page in the background, is no fault", async (t) => {
  const { page } = await open(t, {
    before: (page) =>
      page.addInitScript(() => {
        // A clock that has run on by hours between two looks: a laptop that slept.
        const real = Date.now;
        let away = 0;
        Date.now = () => real() + (away += 3_600_000);
        performance.now = () => Date.now();
      }),
  });
  await addFiles(page, price, visits);
  assert.deepEqual(await statuses(page), [["price.csv", "ready"], ["visits.csv", "ready"]]);
});

test("memory that runs out in a worker is said as that; the next file is read", async (t) => {
  const { page } = await open(t, {
    before: (page) =>
      page.addInitScript(() => {
        const Real = Worker;
        globalThis.filled = 0;
        globalThis.Worker = class extends Real {
          postMessage(message, ...rest) {
            super.postMessage(message, ...rest);
            if (message.file?.name !== "visits.csv") return;
            filled += 1;
            super.postMessage({ fill: true });
          }
        };
      }),
  });
  const [, broken] = await addFiles(page, price, visits);
  assert.equal(broken.status, "failed");
  assert.match(broken.message.en, /Memory ran out/);
  assert.match(broken.message.ja, /メモリー/);
  assert.equal(await page.evaluate(() => filled), 2, "tried once more");
  assert.deepEqual((await statuses(page))[0], ["price.csv", "ready"]);
  const [fine] = await addFiles(page, ["more.csv", price[1]]);
  assert.equal(fine.status, "ready");
});

test("canvases that the browser lost are drawn again, in every view, as they were", async (t) => {
  const { page } = await open(t, { context: { viewport: { width: 1680, height: 1100 } } });
  await addFiles(page, price, visits);
  await page.evaluate(() => comove.report());
  await page.waitForFunction(() => document.querySelector("#scatter canvas.plot")?.width > 50);
  const drawn = () => page.evaluate(() => Array.from(document.querySelectorAll("canvas.plot"), (canvas) => [canvas.parentElement.id, canvas.toDataURL()]));
  // On a busy machine a view may be drawn once more after the page has come to rest.
  const pictures = async () => {
    for (let last = ""; ; await page.waitForTimeout(200)) {
      await painted(page);
      const now = await drawn();
      if (JSON.stringify(now) === last) return now;
      last = JSON.stringify(now);
    }
  };
  const before = await pictures();
  assert.ok(before.length >= 5);
  // As a browser does it: all are empty, their contexts as new ones, and an event each that does not bubble.
  await page.evaluate(() => {
    const all = document.querySelectorAll("canvas");
    for (const canvas of all) canvas.width = canvas.width;
    for (const canvas of all) canvas.dispatchEvent(new Event("contextlost", { cancelable: true }));
    for (const canvas of all) canvas.dispatchEvent(new Event("contextrestored"));
  });
  const after = await pictures();
  for (const [at, [view, picture]] of before.entries()) assert.ok(after[at][1] === picture, `${view} is not as it was`);
});

test("without a network before the first use: what was done is kept, and goes on when there is one", async (t) => {
  const { page, seen } = await open(t, { context: { serviceWorkers: "block" } });
  await page.context().setOffline(true);
  await choose(page, price);
  await page.waitForSelector("#offline:not([hidden])");
  assert.equal(await page.isVisible("#trouble"), false);
  await page.context().setOffline(false);
  await page.waitForFunction(() => comove.sources()[0]?.status === "ready", undefined, { timeout: 10_000 });
  assert.equal(await page.isVisible("#offline"), false);
  assert.deepEqual(seen.violations, []);
});

test("the first export without a network: from what was kept; where nothing was, it says so and is tried again", async (t) => {
  for (const serviceWorkers of ["allow", "block"]) {
    const { page } = await open(t, { context: { serviceWorkers } });
    if (serviceWorkers === "allow") await page.evaluate(() => navigator.serviceWorker.ready);
    await addFiles(page, price, visits);
    await page.evaluate(() => comove.report());
    await page.context().setOffline(true);
    const html = () => page.evaluate(() => comove.exportAs("html").then((blob) => blob.text(), (error) => `no: ${error}`));
    if (serviceWorkers === "allow") {
      assert.match(await html(), /^<!doctype html>/);
      continue;
    }
    assert.match(await html(), /^no: /);
    await page.evaluate(() => document.querySelector("#share").click());
    await page.getByText(/Nothing is lost: try again|失われていません/).first().waitFor();
    assert.equal(await page.isVisible("#trouble"), false);
    await page.context().setOffline(false);
    assert.match(await html(), /^<!doctype html>/);
  }
});

test("a frame that is shut off from its own address says why nothing works there", async (t) => {
  const url = await changed(t, {});
  const shared = await changed(t, {}, () => ({ "access-control-allow-origin": "*" }));
  const outside = createServer((request, response) => response.writeHead(200, { "content-type": "text/html" }).end(`<!doctype html><iframe sandbox="allow-scripts" width="900" height="700" src="${request.url === "/shared" ? shared : url}"></iframe>`));
  await new Promise((done) => outside.listen(0, "127.0.0.1", done));
  t.after(() => (outside.closeAllConnections(), outside.close()));
  const { page } = await visit(t, `http://127.0.0.1:${outside.address().port}/`);
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  const words = frame.getByText("allow-same-origin").first();
  await words.waitFor({ timeout: 12_000 });
  // Where the host lets other origins have its files, scripts come, and say it themselves.
  const { page: second } = await visit(t, `http://127.0.0.1:${outside.address().port}/shared`);
  const inside = await (await second.waitForSelector("iframe")).contentFrame();
  // It works there, with its styles, or says why it does not. (Asked again and again: a policy may forbid to wait.)
  for (let turn = 0; ; turn += 1) {
    await inside.locator("body").hover();
    const [works, styled, said] = await inside.evaluate(() => [Object.isFrozen(globalThis.comove ?? []), getComputedStyle(document.body).display, document.querySelector("#trouble-text").textContent]);
    if (/sandbox/.test(said)) break;
    if (works) {
      assert.equal(styled, "grid");
      break;
    }
    assert.ok(turn < 100, "neither");
    await second.waitForTimeout(100);
  }
});

const otherBuild = async () => {
  const [, build] = (await readFile(`${dist}/index.html`, "utf8")).match(/<meta name="program" content="[^"]* (\w+)"/);
  return (text) => text.replaceAll(build, build.replace(/./g, (sign) => (sign === "0" ? "1" : "0")));
};

test("a page and a worker of two builds never speak: it is loaded again once, then says so", async (t) => {
  const url = await changed(t, { "worker.js": await otherBuild() });
  let loads = 0;
  const { page } = await visit(t, url, { before: (page) => page.on("load", () => (loads += 1)) });
  await page.mouse.move(200, 200);
  await page.waitForEvent("load");
  await page.mouse.move(300, 300);
  await page.waitForSelector("#trouble:not([hidden])");
  assert.match(await page.textContent("#trouble-text"), /two versions|新旧ふたつ/);
  assert.equal(loads, 2);
  assert.deepEqual(page.workers().map((worker) => worker.url()), []);
});

test("a worker that finds itself of another build does nothing", async (t) => {
  // The page's own check is passed by: the build's number stands in the text, but is not what the worker says.
  const other = await otherBuild();
  const [, build] = (await readFile(`${dist}/index.html`, "utf8")).match(/<meta name="program" content="[^"]* (\w+)"/);
  const url = await changed(t, { "worker.js": (text) => `${other(text)}\n// ${build}` });
  const { page } = await visit(t, url);
  await page.mouse.move(200, 200);
  await choose(page, price);
  await page.waitForEvent("load");
  await choose(page, price);
  await page.waitForSelector("#trouble:not([hidden])");
  assert.match(await page.textContent("#trouble-text"), /two versions|新旧ふたつ/);
});

test("publish.js, the template and the figure's program of another build make no figure, and lose nothing", async (t) => {
  const other = await otherBuild();
  for (const [name, change] of Object.entries({ "publish.js": other, "figure.template": other, "figure.wasm": () => "another", "readers.wasm": () => "another" })) {
    const url = await changed(t, { [name]: change });
    const { page } = await visit(t, url);
    await started(page);
    await addFiles(page, price, visits);
    const report = await page.evaluate(() => comove.report());
    // The other kinds are made: it is not something else that fails.
    assert.ok((await page.evaluate(() => comove.exportAs("csv"))) !== null, name);
    if (name !== "readers.wasm") {
      const made = await page.evaluate(() => comove.exportAs("html").then(() => "made", String));
      assert.notEqual(made, "made", name);
    }
    assert.deepEqual((await page.evaluate(() => comove.report())).verdict, report.verdict, name);
    assert.equal(await page.isVisible("#trouble"), false, name);
  }
});

test("what broke is told with place, version, commit, build and engine, without a word of the data; what is shown is marked as old", async (t) => {
  const { page } = await open(t, { context: { permissions: ["clipboard-read", "clipboard-write"] } });
  await addFiles(page, price, visits);
  await page.evaluate(() => comove.report());
  assert.equal(await page.isVisible("#stale"), false);
  await page.evaluate(() => comoveParts.trouble('panicked at src/page/x.rs:1:2:\nbyte index 3 is not a char boundary; it is inside \'é\' of `10.20.30.40 secret "rule"`\n at file:///home/someone/Desktop/comove.html:1:2'));
  const text = await page.textContent("#trouble-text");
  const [program, place, words, , browser, built] = text.split("\n");
  assert.match(program, /^Comove \d+\.\d+\.\d+$/);
  assert.equal(place, "panicked at src/page/x.rs:1:2:");
  assert.match(words, /char boundary/);
  assert.match(browser, /Mozilla/);
  assert.match(built, /^commit ([0-9a-f]{12}\+?|unknown), build [0-9a-f]{16}$/);
  assert.doesNotMatch(text, /10\.20|secret|someone|é/);
  await page.click("#trouble-copy");
  await page.waitForSelector("#trouble-copied:not([hidden])");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
  assert.equal(await page.isVisible(".sending"), true);
  assert.equal(await page.isVisible("#stale"), true);
  assert.ok(Number(await page.evaluate(() => getComputedStyle(document.getElementById("sentence")).opacity)) < 1);
});

/** Bytes that the page's process holds; `null` where that cannot be asked. */
async function resident(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const browser = await (await launch()).newBrowserCDPSession();
  const { processInfo } = await browser.send("SystemInfo.getProcessInfo");
  const sizes = await Promise.all(
    processInfo.filter(({ type }) => type === "renderer").map(async ({ id }) => Number((await readFile(`/proc/${id}/status`, "utf8").catch(() => "VmRSS: 0 kB")).match(/VmRSS:\s+(\d+)/)?.[1] ?? 0)),
  );
  return Math.max(...sizes) * 1024;
}

test("what a large file took is given back when it is removed, however often it comes", { skip: process.platform === "linux" ? false : "asks Linux for the sizes of processes" }, async (t) => {
  const { page } = await open(t);
  const round = async () => {
    await page.evaluate(async () => {
      // Forty megabytes of events, a row a second.
      const lines = [];
      for (let row = 0; row < 1_000_000; row += 1) lines.push(new Date(1.6e12 + row * 1000).toISOString() + ",rule " + (row % 5) + ",padding");
      const [source] = await comove.addFiles([new File(["time,rule,note\n", lines.join("\n")], "large.csv")]);
      if (source.status !== "ready") throw new Error(JSON.stringify(source));
      await comove.removeSource(source.id);
      comove.reset();
    });
    await page.waitForTimeout(3_000);
    return resident(page);
  };
  const first = await round();
  let last = first;
  for (let turn = 0; turn < 3; turn += 1) last = await round();
  t.diagnostic(`after the first ${(first / 1e6).toFixed(0)} MB, after the fourth ${(last / 1e6).toFixed(0)} MB`);
  assert.ok(last < first + 60e6, `${first} bytes after the first file, ${last} after the fourth`);
  assert.ok(last < 450e6, `${last} bytes`);
});
