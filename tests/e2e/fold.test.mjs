// The picture first: where the chart stands on the screen, before anyone scrolls.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { addFiles, open, painted, shot } from "./helpers/browser.mjs";
import { days, priceFile, visitsFile } from "./helpers/series.mjs";

const shared = (name) => resolve(import.meta.dirname, "../../../shared/data", name);

/** The example, a pair with quiet spells and cautions, one with a long name, a pair that cannot be told. */
const PAIRS = {
  example: async (page) => {
    await page.evaluate(() => document.querySelector("[data-do=sample]").click());
    await page.waitForFunction(() => comove.sources().length > 1 && comove.sources().every((source) => source.status === "ready"));
  },
  quiet: async (page) => {
    const files = ["xmr-tradingview-daily-2015-2022.csv", "snort2-honeypot-2017.csv.gz"].map(shared);
    if (files.every(existsSync)) {
      await page.setInputFiles("#file-input", files);
      await page.waitForFunction(() => comove.sources().length > 1 && comove.sources().every((source) => source.status === "ready"), undefined, { timeout: 60_000 });
    } else {
      // Visits that fall silent twice.
      const visits = visitsFile(days(400));
      const rows = visits[1].split("\n").filter((_, line) => !(line > 100 && line < 110) && !(line > 200 && line < 209));
      await addFiles(page, priceFile(days(400)), [visits[0], rows.join("\n")]);
    }
  },
  // A series that has no name but its file's.
  long: async (page) => {
    await addFiles(page, priceFile(days(60)), visitsFile(days(60)));
    await page.evaluate(() => comove.setRecipe({ names: { [comove.recipe().y]: "weekly-incident-export-of-the-northern-office" } }));
  },
  few: (page) => addFiles(page, priceFile(days(12)), visitsFile(days(12))),
};

const SCREENS = { wide: [1280, 800, 230, 800], wider: [1440, 900, 230, 900], phone: [390, 844, 260, 844] };

for (const [pair, load] of Object.entries(PAIRS)) {
  test(`the chart is seen before anyone scrolls: ${pair}`, async (t) => {
    for (const language of ["en", "ja"]) {
      for (const [screen, [width, height, top, bottom]] of Object.entries(SCREENS)) {
        const { page } = await open(t, { context: { viewport: { width, height }, locale: language === "ja" ? "ja-JP" : "en-GB" } });
        await load(page);
        await page.evaluate(() => comove.report());
        await page.waitForFunction(() => document.querySelector("#overlay canvas.plot")?.width > 50 && !document.querySelector("#sentence").hasAttribute("aria-busy"));
        await painted(page);
        const box = (id) => page.locator(id).boundingBox();
        const [chart, strip, bar] = [await box("#overlay"), await box("#strip"), await box("#drawer-bar")];
        const where = `${pair} ${language} ${screen}: ${JSON.stringify({ chart, strip })}`;
        await shot(page, `fold-${pair}-${language}-${screen}`);
        assert.ok(chart.y <= top, where);
        const end = screen === "phone" ? chart.y + chart.height : strip.y + strip.height;
        assert.ok(end <= (bar ? bar.y : bottom), where);
        // Nothing that the person must read stands above it but the headline and one strip.
        const lines = await page.evaluate(() => Math.round(document.querySelector("#verdict").getBoundingClientRect().height / parseFloat(getComputedStyle(document.querySelector("#verdict")).lineHeight)));
        // A long name takes a fourth, smaller line on a phone.
        assert.ok(lines <= (screen !== "phone" ? 2 : pair === "long" ? 4 : 3), `${where}: ${lines} lines`);
        // What was found is whole, and how often chance does this begins beside it.
        const cut = await page.evaluate(() => {
          const end = document.querySelector("#cells").getBoundingClientRect().right;
          return [...document.querySelectorAll("#cells li:first-child, #cells .chance-picture")].filter((part) => part.getBoundingClientRect().right > end).map((part) => part.textContent);
        });
        assert.deepEqual(cut, [], where);
        if (screen !== "phone") continue;
        // Three choices are whole, the third one's arrow too.
        const third = await page.locator(".figure-tools select").nth(2).boundingBox();
        assert.ok(third.x + third.width <= width - 15, `${where} ${JSON.stringify(third)}`);
        // Values that are asked for are whole and on the screen, and no point of the chart is under them.
        await page.mouse.move(chart.x + chart.width * 0.6, chart.y + chart.height * 0.6);
        await page.waitForFunction(() => document.querySelectorAll("#readout .reading").length === 2);
        const values = await page.locator("#readout").evaluate((readout) => ({ hidden: readout.scrollHeight - readout.clientHeight, wide: readout.scrollWidth - readout.clientWidth }));
        const at = await box("#readout");
        assert.deepEqual(values, { hidden: 0, wide: 0 }, where);
        assert.ok(at.x >= 0 && at.x + at.width <= width && at.y >= 0 && at.y + at.height <= chart.y + 26, `${where} ${JSON.stringify(at)}`);
      }
    }
  });
}
