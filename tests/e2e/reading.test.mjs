// Files through the workers: compressed, large, stopped half way, damaged.
import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { addFiles, choose, open } from "./helpers/browser.mjs";
import { days, priceFile, visitsFile } from "./helpers/series.mjs";

const [price, visits] = [priceFile(days(200)), visitsFile(days(200))];
const give = async (page, name, bytes) => {
  await choose(page, [name, bytes]);
  await page.waitForFunction(() => comove.sources().length > 0 && comove.sources().every((source) => source.status !== "reading"));
  return page.evaluate(() => comove.sources());
};

/** A zip as PKWARE's APPNOTE describes it: local headers, directory, end record. */
function zip(files) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, text] of files) {
    const raw = Buffer.from(text);
    const packed = deflateRawSync(raw);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(raw), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(raw.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), packed]);
    const entry = Buffer.alloc(46);
    entry.write("PK\x01\x02", 0, "latin1");
    entry.writeUInt16LE(20, 4);
    common.copy(entry, 6);
    entry.writeUInt32LE(at, 42);
    directory.push(Buffer.concat([entry, Buffer.from(name)]));
    parts.push(local);
    at += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, list, end]);
}

test("the same file plain, in gzip and in zip gives the same source", async (t) => {
  const { page } = await open(t);
  const [name, text] = visits;
  const [plain] = await give(page, name, text);
  await page.evaluate(() => comove.reset());
  const [gz] = await give(page, `${name}.gz`, gzipSync(text));
  await page.evaluate(() => comove.reset());
  const members = await give(page, "both.zip", zip([price, ["notes/.hidden", "x"], visits]));
  assert.equal(plain.status, "ready");
  assert.equal(gz.dialect.compression, "gzip");
  assert.equal(gz.name, `${name}.gz`);
  assert.deepEqual(members.map((source) => source.name), [`both.zip/${price[0]}`, `both.zip/${name}`]);
  for (const other of [gz, members[1]]) {
    for (const field of ["status", "role", "rows", "time", "columns"]) assert.deepEqual(other[field], plain[field], field);
  }
});

test("the hash is that of the file as it lies on the disk", async (t) => {
  const { page } = await open(t);
  const { createHash } = await import("node:crypto");
  const bytes = gzipSync(visits[1]);
  const [source] = await give(page, "visits.csv.gz", bytes);
  assert.equal(source.sha256, createHash("sha256").update(bytes).digest("hex"));
});

test("a cut gzip and a cut zip say what is wrong, and the other source stays", async (t) => {
  const { page } = await open(t);
  await addFiles(page, price);
  const cut = (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2));
  await choose(page, ["cut.csv.gz", cut(gzipSync(visits[1]))], ["cut.zip", cut(zip([visits]))]);
  await page.waitForFunction(() => comove.sources().filter((source) => source.status === "failed").length === 2);
  const sources = await page.evaluate(() => comove.sources());
  assert.equal(sources[0].status, "ready");
  for (const { name, message } of sources.slice(1)) assert.ok(message.en.length > 20 && message.ja.length > 10, name);
  // What went wrong is said on the card, not only to scripts.
  assert.match(await page.innerText(".card[data-status=failed] .card-message"), /\w{4}/);
});

test("a large file is read without holding up the page, tells how far it is, and can be stopped", async (t) => {
  const { page } = await open(t);
  await addFiles(page, price);
  const result = await page.evaluate(async () => {
    const line = (second) => `${new Date(1577836800000 + second * 1000).toISOString()},203.0.113.7,login failed for somebody or other\n`;
    const block = Array.from({ length: 40_000 }, (_, at) => line(at * 7)).join("");
    const file = new File(["time,source,message\n", ...Array(24).fill(block)], "large.csv");
    let longest = 0;
    let last = performance.now();
    const tick = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 4);
    const seen = [];
    const [whole] = await comove.addFiles([file], { onProgress: (progress) => seen.push(progress) });
    clearInterval(tick);
    // Long enough that it is not read before the first word of it comes.
    const long = new File(["time,source,message\n", ...Array(72).fill(block)], "long.csv");
    const stop = new AbortController();
    const stopped = comove.addFiles([long], { signal: stop.signal, onProgress: () => stop.abort() });
    const [cancelled] = await stopped;
    return { size: file.size, longest, seen, whole, cancelled, statuses: comove.sources().map((source) => source.status) };
  });
  assert.equal(result.whole.status, "ready");
  assert.equal(result.whole.rows.read, 24 * 40_000);
  assert.ok(result.seen.length > 0);
  for (const progress of result.seen) {
    assert.equal(progress.name, "large.csv");
    assert.equal(progress.total, result.size);
    assert.ok(progress.bytes <= result.size && progress.rows <= 24 * 40_000);
  }
  assert.equal(result.cancelled.status, "cancelled");
  assert.equal(result.statuses[0], "ready");
  t.diagnostic(`longest gap between ticks of the page while reading: ${result.longest.toFixed(0)} ms`);
});

test("a worker that breaks is replaced: its file fails, everything else lives", async (t) => {
  const { page, seen } = await open(t, {
    // The first worker that has a file breaks on it.
    before: (page) =>
      page.addInitScript(() => {
        let broken = false;
        globalThis.Worker = class extends Worker {
          postMessage(message, ...rest) {
            if (!message.file || broken) return super.postMessage(message, ...rest);
            broken = true;
            setTimeout(() => this.dispatchEvent(new ErrorEvent("error", { message: "broken on purpose" })));
          }
        };
      }),
  });
  const [broken] = await addFiles(page, visits);
  assert.equal(broken.status, "failed");
  assert.match(broken.message.en, /broken on purpose/);
  const [fine] = await addFiles(page, price);
  assert.equal(fine.status, "ready");
  seen.clear();
});

test("a worker's panic says file, line and words at its file; the next file gets a new worker", async (t) => {
  const { page, seen } = await open(t, {
    before: (page) =>
      page.addInitScript(() => {
        globalThis.panic = true;
        globalThis.Worker = class extends Worker {
          postMessage(message, ...rest) {
            super.postMessage(message, ...rest);
            if (!message.file || !panic) return;
            panic = false;
            super.postMessage({ panic: true });
          }
        };
      }),
  });
  const [broken] = await addFiles(page, visits);
  assert.equal(broken.status, "failed");
  assert.match(broken.message.en, /\(panicked at src\/page\/\w+\.rs:\d+:\d+:\nasked for by a message\)/);
  await page.getByText(/panicked at src\/page\/\w+\.rs:\d+:\d+:/).first().waitFor();
  assert.ok(seen.errors.some((error) => /panicked at/.test(error)), seen.errors.join("\n"));
  assert.equal(await page.isVisible("#trouble"), false);
  const [fine] = await addFiles(page, price);
  assert.equal(fine.status, "ready");
});

test("readers that have nothing to do are ended; the next file gets new ones", async (t) => {
  const { page, seen } = await open(t, {
    before: (page) =>
      page.addInitScript(() => {
        const Real = Worker;
        globalThis.workers = { made: 0, alive: 0 };
        globalThis.Worker = class extends Real {
          constructor(url) {
            super(url);
            workers.made++;
            workers.alive++;
          }
          terminate() {
            workers.alive--;
            super.terminate();
          }
        };
      }),
  });
  await addFiles(page, price, visits);
  await page.evaluate(() => comove.report());
  const made = await page.evaluate(() => workers.made);
  assert.ok(made >= 2);
  // What is left computes.
  await page.waitForFunction(() => workers.alive === 1, undefined, { timeout: 10_000 });
  const rows = await page.evaluate(async () => {
    const [, source] = comove.sources();
    const again = await comove.updateSource(source.id, { groupColumn: null });
    return [source.rows.used, again.rows.used];
  });
  assert.equal(rows[1], rows[0]);
  assert.ok((await page.evaluate(() => workers.made)) > made);
  await page.evaluate(() => comove.report());
  assert.deepEqual(seen.errors, []);
});
