// What somebody had a hand in, in the page itself: bombs, servers without an end, files that change while they are
// read, damaged figures, and thousands of mutated exports. Each ends with a sentence; what is beside it stays.
import assert from "node:assert/strict";
import { createServer, request } from "node:http";
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { constants, deflateRawSync } from "node:zlib";
import { serve } from "../../tools/serve.mjs";
import { addFiles, choose, dist, fixture, launch, open } from "./helpers/browser.mjs";
import { days, priceFile, visitsFile } from "./helpers/series.mjs";

const [price, visits] = [priceFile(days(200)), visitsFile(days(200))];
const lastSource = (page) => page.evaluate(() => comove.sources().at(-1));
const settled = (page, name) =>
  page.waitForFunction((name) => comove.sources().some((one) => one.name === name && one.status !== "reading"), name, { timeout: 120_000 });

test("gzip of ten gigabytes of one byte: ended early, with a sentence; the file beside it is read", async (t) => {
  const { page } = await open(t);
  await addFiles(page, price);
  // One block again and again: 16 MB of one byte, which ends at a whole byte.
  const block = (byte) => deflateRawSync(Buffer.alloc(1 << 24, byte), { finishFlush: constants.Z_SYNC_FLUSH });
  const head = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  const table = deflateRawSync(Buffer.from(price[1].repeat(40)), { finishFlush: constants.Z_SYNC_FLUSH });
  for (const [name, first, byte] of [["zeros.csv.gz", Buffer.alloc(0), 0], ["zeros-behind.csv.gz", table, 0], ["line-behind.csv.gz", table, 55]]) {
    const began = Date.now();
    const [end] = await page.evaluate(
      async ([name, first, block]) => {
        const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
        const parts = [bytes(first), ...Array(600).fill(bytes(block)), new Uint8Array([3, 0, 0, 0, 0, 0, 0, 0, 0, 0])];
        return comove.addFiles([new File(parts, name)]);
      },
      [name, Buffer.concat([head, first]).toString("base64"), block(byte).toString("base64")],
    );
    assert.match(end.status, /^(refused|failed)$/, name);
    assert.ok(end.message.en.length > 20 && end.message.ja.length > 20, end.message.en);
    t.diagnostic(`${name}: ${Date.now() - began} ms, ${end.message.en}`);
    assert.ok(Date.now() - began < 60_000, name);
  }
  const [fine] = await addFiles(page, visits);
  assert.equal(fine.status, "ready");
  assert.ok((await page.evaluate(() => comove.report())).levels.n > 20);
});

test("a server that never ends what an address names: it is left at the bound, and said; the page goes on", async (t) => {
  const { server: own, url } = await serve(dist, { prefix: "/some/where/" });
  let sent = 0;
  let left = false;
  const piece = Buffer.alloc(1 << 20, "2021-01-01,1\n");
  // The page's own address, but one file of it has no end.
  const server = createServer((asked, response) => {
    if (!new URL(asked.url, url).pathname.endsWith("/endless.csv")) {
      const { hostname, port } = new URL(url);
      const pass = request({ hostname, port, path: asked.url, method: asked.method }, (answer) => (response.writeHead(answer.statusCode, answer.headers), answer.pipe(response)));
      return void asked.pipe(pass);
    }
    response.writeHead(200, { "content-type": "text/csv" });
    response.on("close", () => (left = true));
    const send = () => {
      do sent += piece.length;
      while (!response.destroyed && response.write(piece));
      if (!response.destroyed) response.once("drain", send);
    };
    send();
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const tab = await (await launch()).newContext({ viewport: { width: 1280, height: 800 } });
  t.after(async () => {
    await tab.close();
    for (const one of [server, own]) (one.closeAllConnections(), one.close());
  });
  const page = await tab.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/some/where/?data=endless.csv`);
  await page.waitForFunction(() => /larger than 1 GB|1 GBを超えて/.test(document.body.innerText), undefined, { timeout: 120_000 });
  for (let turn = 0; turn < 50 && !left; turn++) await new Promise((done) => setTimeout(done, 100));
  assert.ok(left && sent < 1_200_000_000, `${left} ${sent}`);
  await addFiles(page, price, visits);
  assert.ok((await page.evaluate(() => comove.report())).levels.n > 20);
});

test("a file rewritten in the same length while it is read is noticed, and no half of it is used", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "comove-rewritten-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "long.csv");
  const line = (second, text) => `${new Date(1577836800000 + second * 1000).toISOString()},203.0.113.7,${text}\n`;
  const block = (text) => Array.from({ length: 40_000 }, (_, at) => line(at * 7, text)).join("");
  const write = (text) => {
    const file = openSync(path, "r+");
    let at = writeSync(file, "time,source,message\n", 0);
    const one = Buffer.from(block(text));
    for (let n = 0; n < 60; n++) at += writeSync(file, one, 0, one.length, at);
    closeSync(file);
    return at;
  };
  writeFileSync(path, "");
  const size = write("login failed for somebody");
  const { page } = await open(t);
  await addFiles(page, price);
  await choose(page, path);
  await page.waitForFunction(() => comove.sources().some((one) => one.name === "long.csv"), undefined, { timeout: 20_000 });
  assert.equal(write("login worked for somebody"), size);
  assert.equal(statSync(path).size, size);
  await settled(page, "long.csv");
  const end = await lastSource(page);
  t.diagnostic(`${end.status}: ${end.message?.en}`);
  assert.equal(end.status, "failed");
  assert.match(end.message.en, /changed/i);
  assert.equal(end.series.length, 0);
  assert.equal((await page.evaluate(() => comove.sources()[0])).status, "ready");
});

test("a damaged figure is named as one, and leaves what was there", async (t) => {
  const { page } = await open(t);
  await addFiles(page, price, visits);
  const html = await page.evaluate(async () => (await comove.exportAs("html")).text());
  assert.match(html, /id="comove-data"/);
  for (const [name, text] of [
    ["cut.html", html.slice(0, html.indexOf('id="comove-data"') + 400)],
    ["cut-early.html", html.slice(0, html.indexOf('id="comove-data"') - 9_000)],
    ["other.html", html.replace(/(id="comove-data".*?"comove":)1/s, "$17")],
  ]) {
    await choose(page, [name, text]);
    await settled(page, name);
    const end = await lastSource(page);
    assert.equal(end.status, "refused", name);
    assert.match(end.message.en, /figure that Comove exported/, name);
    assert.match(end.message.ja, /書き出した図/, name);
  }
  assert.deepEqual((await page.evaluate(() => comove.sources())).slice(0, 2).map((one) => one.status), ["ready", "ready"]);
});

// SplitMix-like, so that no run differs from another.
function numbers(seed) {
  let state = BigInt(seed);
  const mask = (1n << 64n) - 1n;
  return (below) => {
    state = (state + 0x9e3779b97f4a7c15n) & mask;
    let mixed = ((state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & mask;
    return Number((mixed ^ (mixed >> 31n)) % BigInt(Math.max(1, below)));
  };
}

const PIECES = ["\0", "\n", "\r", '"', '""', ",", ";", "\t", "-", ":", "e308", "-0", "4294967294", "9999-12-31", "0001-01-01", "24:00", "NaN", "null", "[]", "{}", "\x1f\x8b\x08", "PK\x01\x02", "PK\x05\x06", "\u202e", "\ufeff"].map((text) => Buffer.from(text));

function mutated(bytes, next) {
  for (let n = 1 + next(6); n > 0; n--) {
    const at = next(bytes.length + 1);
    const end = Math.min(bytes.length, at + 1 + next(16));
    const [before, taken, behind] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
    const piece = PIECES[next(PIECES.length)];
    const middle = [[], [Buffer.from(taken.map(() => next(256)))], [piece, taken], [piece], Array(1 + next(20)).fill(taken)][next(5)];
    bytes = Buffer.concat([before, ...middle, behind]);
  }
  return bytes;
}

test("mutated exports through the page and its workers: each ends as something, the healthy one among them is read right", async (t) => {
  const count = Number(process.env.MUTATED ?? 100);
  const from = [fixture("exports"), fixture("typed"), ...(process.env.MUTATED_FROM ?? "").split(":").filter(Boolean)];
  const exports = from.flatMap((folder) => readdirSync(folder).map((name) => [name, join(folder, name)]))
    .filter(([, path]) => statSync(path).isFile() && statSync(path).size < 100_000)
    .map(([name, path]) => [name, readFileSync(path)]);
  const { page, seen } = await open(t);
  const next = numbers(18);
  const ends = {};
  for (let done = 0; done < count; done += 20) {
    const files = Array.from({ length: 20 }, (_, at) => {
      const [name, bytes] = exports[next(exports.length)];
      return [`${done + at}-${name}`, mutated(bytes, next).toString("base64")];
    });
    files.splice(10, 0, ["healthy.csv", Buffer.from(price[1]).toString("base64")]);
    const sources = await page.evaluate(async (files) => {
      const given = files.map(([name, text]) => new File([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], name));
      await comove.addFiles(given);
      const all = comove.sources().map(({ name, status, message, rows }) => ({ name, status, message, rows }));
      await comove.reset();
      return all;
    }, files);
    for (const { name, status, message } of sources) {
      ends[status] = (ends[status] ?? 0) + 1;
      assert.match(status, /^(ready|ask|refused|failed)$/, name);
      if (/refused|failed/.test(status)) assert.ok(message.en.length > 20 && message.ja.length > 10, `${name} ${JSON.stringify(message)}`);
    }
    const healthy = sources.find((one) => one.name === "healthy.csv");
    assert.equal(healthy?.status, "ready");
    assert.equal(healthy.rows.used, 200);
  }
  assert.equal(await page.isVisible("#trouble"), false);
  assert.deepEqual(seen.errors.filter((text) => /uncaught/.test(text)), []);
  t.diagnostic(`${count} mutated files: ${JSON.stringify(ends)}`);
});
