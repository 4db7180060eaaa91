// A large file in parts, read by several workers: the same as by one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./helpers/browser.mjs";

/**
 * Reads 40 MB of alerts with so many workers; `breakPart` ends the worker of the first part that is handed out,
 * without `streams` the browser reads no streams of bytes.
 */
async function read(t, cores, { breakPart = false, streams = true } = {}) {
  const before = (page) =>
    page.addInitScript(
      ([cores, breakPart, streams]) => {
        Object.defineProperty(navigator, "hardwareConcurrency", { value: cores });
        const RealWorker = Worker;
        globalThis.parts = [];
        globalThis.answers = [];
        globalThis.Worker = class extends RealWorker {
          constructor(url, ...given) {
            const script = `delete globalThis.ReadableStreamBYOBReader; importScripts(${JSON.stringify(url)});`;
            super(streams ? url : URL.createObjectURL(new Blob([script])), ...given);
            this.addEventListener("message", ({ data }) => {
              if (data?.columns) globalThis.answers.push([...data.columns, data.small].map((column) => [...column]));
            });
          }
          postMessage(message, ...rest) {
            // The second kind of errand is a part.
            const part = message?.value?.[0] === 1;
            if (part) globalThis.parts.push(message.file.name);
            if (!part || !breakPart) return super.postMessage(message, ...rest);
            breakPart = false;
            this.terminate();
            setTimeout(() => this.dispatchEvent(new ErrorEvent("error", { message: "it broke" })));
          }
        };
      },
      [cores, breakPart, streams],
    );
  const { page, seen } = await open(t, { before, context: { bypassCSP: !streams } });
  const result = await page.evaluate(async () => {
    const rules = ["scan, outbound", 'a ""quoted"" word', "two\nlines, or three\n", "日本語の警告", "plain"];
    const line = (at) => `${new Date(1577836800000 + at * 2000).toISOString()},203.0.113.${at % 256},"${rules[at % 7 % 5]}",${at}\r\n`;
    const block = (from) => Array.from({ length: 40_000 }, (_, at) => line(from + at)).join("");
    const blocks = Array.from({ length: 14 }, (_, at) => block(at * 40_000));
    const file = new File(["time,source,rule,number\r\n", ...blocks, "no time at all\r\n"], "alerts.csv", { lastModified: 1600000000000 });
    let progress = null;
    const [source] = await comove.addFiles([file], { onProgress: (at) => (progress = at) });
    return { source, progress, bytes: file.size, parts: globalThis.parts, answer: JSON.stringify(globalThis.answers.at(-1), (_, value) => (typeof value === "bigint" ? Number(value) : value)) };
  });
  assert.deepEqual(seen.errors, []);
  assert.equal(result.source.status, "ready");
  assert.ok(!result.progress || result.progress.bytes <= result.bytes, "no more bytes than the file has");
  return result;
}

test("any number of workers gives the same, to the bit", async (t) => {
  const one = await read(t, 1);
  assert.deepEqual(one.parts, []);
  assert.equal(one.source.rows.read, 14 * 40_000 + 1);
  assert.ok(one.answer.length > 10_000);
  for (const cores of [2, 3]) {
    const more = await read(t, cores);
    assert.equal(more.parts.length, cores - 1, "every core gets a part");
    assert.deepEqual(more.source, one.source);
    assert.equal(more.answer, one.answer);
  }
  const sliced = await read(t, 2, { streams: false });
  assert.deepEqual(sliced.source, one.source);
  assert.equal(sliced.answer, one.answer);
  const broken = await read(t, 2, { breakPart: true });
  assert.deepEqual(broken.parts, ["alerts.csv"]);
  assert.deepEqual(broken.source, one.source);
  assert.equal(broken.answer, one.answer);
});

test("a browser without vectors is told so", async (t) => {
  const before = (page) => page.addInitScript(() => (WebAssembly.validate = () => false));
  const { page } = await open(t, { before, ready: false, context: { locale: "ja-JP" } });
  await page.waitForSelector("#trouble:not([hidden])");
  assert.match(await page.textContent("#trouble-text"), /Safari 16\.4 以降/);
});
