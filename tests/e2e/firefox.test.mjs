// The same page in a second browser: it starts, reads and reports, served and from disk.
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";
import { dist } from "./helpers/browser.mjs";
import { days, priceFile, visitsFile } from "./helpers/series.mjs";
import { serve } from "../../tools/serve.mjs";

const executablePath = process.env.FIREFOX;
const options = { skip: executablePath ? false : "no Firefox on this machine" };

let browser;
after(() => browser?.close());

async function open(t, address) {
  browser ??= await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
  const page = await browser.newPage();
  t.after(() => page.close());
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(address);
  await page.waitForFunction("Boolean(globalThis.comove?.ready)", { timeout: 20_000 });
  await page.evaluate("comove.ready");
  return { page, errors };
}

const analyse = (page) =>
  page.evaluate(async (files) => {
    const sources = await comove.addFiles(files.map(([name, text]) => new File([text], name)));
    const report = await comove.report();
    return { statuses: sources.map((source) => source.status), n: report.levels.n, verdict: report.verdict.kind };
  }, [priceFile(days(200)), visitsFile(days(200))]);

test("Firefox: the served page reads two files and reports", options, async (t) => {
  const { server, url } = await serve(dist, { prefix: "/some/where/" });
  t.after(() => (server.closeAllConnections(), server.close()));
  const { page, errors } = await open(t, url);
  const { statuses, n } = await analyse(page);
  assert.deepEqual(statuses, ["ready", "ready"]);
  assert.ok(n > 20, `${n} periods`);
  assert.deepEqual(errors, []);
});

test("Firefox: comove.html does the same from disk", options, async (t) => {
  const { page, errors } = await open(t, pathToFileURL(join(dirname(dist), "comove.html")).href);
  const { statuses, n } = await analyse(page);
  assert.deepEqual(statuses, ["ready", "ready"]);
  assert.ok(n > 20, `${n} periods`);
  assert.deepEqual(errors, []);
});
