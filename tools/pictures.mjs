// pictures.mjs DIST: the guide's pictures and the gallery's made-up data, made with the page
// itself from its example. Run it after a change that is seen, and look at what comes out.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "../tests/e2e/node_modules/playwright-core/index.mjs";
import { serve } from "./serve.mjs";

const site = join(dirname(fileURLToPath(import.meta.url)), "../site");
const { server, url } = await serve(process.argv[2] ?? "dist");
const [, languages] = (await readFile(join(site, "../index.html"), "utf8")).match(/ data-languages="([^"]+)"/);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--disable-gpu"] });

async function example(language, viewport, colorScheme = "light") {
  const context = await browser.newContext({ viewport, colorScheme, locale: language === "en" ? "en-GB" : language, timezoneId: "UTC", serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => globalThis.comove?.ready);
  await page.click(".lead-sample [data-do=sample]");
  await page.waitForFunction(() => comove.sources().filter((source) => source.status === "ready").length === 2);
  await page.evaluate(() => comove.setRecipe({ period: "week" }));
  await page.waitForFunction(() => document.querySelector("#overlay canvas.plot")?.width > 50);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return page;
}
const bytes = (page, kind, options) =>
  page.evaluate(async ([kind, options]) => Array.from(new Uint8Array(await (await comove.exportAs(kind, options)).arrayBuffer())), [kind, options]);

for (const language of languages.split(" ")) {
  const page = await example(language, { width: 1280, height: 900 });
  await page.screenshot({ path: join(site, `guide/page-${language}.png`) });
  await writeFile(join(site, `guide/figure-${language}.png`), Buffer.from(await bytes(page, "png", { width: 1200, height: 800, language })));
  if (language === "en") {
    await page.evaluate(() => comove.setRecipe({ period: "day" }));
    // Raw days, not weeks: whoever opens the gallery may choose the period.
    const text = Buffer.from(await bytes(page, "csv", {})).toString();
    const [head, ...rows] = text.replace(/^\ufeff/, "").trimEnd().split("\r\n").map((line) => line.split(",").slice(0, 3));
    head.splice(0, 3, "date", "price (USD)", "alerts");
    await writeFile(join(site, "gallery/made-up.csv"), [head, ...rows].map((row) => row.join(",")).join("\n") + "\n");
  }
  await page.context().close();
  const phone = await example(language, { width: 390, height: 844 });
  await phone.screenshot({ path: join(site, `guide/phone-${language}.png`) });
  await phone.context().close();
}
await browser.close();
server.closeAllConnections();
server.close();
