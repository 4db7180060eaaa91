// node tools/picture.mjs [FOLDER] [FILE]: the picture of the README, docs/page.png, of the page in
// FOLDER (dist) with its built-in example. Needs what the browser tests need (`make setup`).
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "../tests/e2e/node_modules/playwright-core/index.mjs";
import { serve } from "./serve.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [folder = "dist", file = "docs/page.png"] = process.argv.slice(2);
const { server, url } = await serve(resolve(root, folder));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 980 }, colorScheme: "light", locale: "en-GB", reducedMotion: "reduce" });
await page.goto(url);
await page.waitForFunction(() => globalThis.comove?.ready);
await page.evaluate(() => comove.ready);
await page.click(".lead-sample [data-do=sample]");
await page.waitForFunction(() => comove.sources().filter((source) => source.status === "ready").length === 2);
await page.evaluate(() => comove.setRecipe({ period: "week" }));
await page.waitForFunction(() => document.querySelector("#lags canvas.plot")?.width > 50);
await page.evaluate(() => document.activeElement?.blur());
// The cursor on the overlay shows what pointing does.
const box = await page.locator("#overlay").boundingBox();
await page.mouse.move(box.x + box.width * 0.56, box.y + box.height / 2);
await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
await page.screenshot({ path: resolve(root, file) });
await browser.close();
server.closeAllConnections();
server.close();
