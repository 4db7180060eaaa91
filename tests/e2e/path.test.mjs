// As a person goes, from the drop to the question that came up on the way.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { choose, open, openCard, painted, shot, unfold } from "./helpers/browser.mjs";
import { days } from "./helpers/series.mjs";

const shared = (name) => resolve(import.meta.dirname, "../../../shared/data", name);
const REAL = ["btc-coingecko-daily-2013-2026.csv", "jpcert-phishing-2019-2025.csv.gz"].map(shared);

const ready = (page) =>
  page.waitForFunction(() => comove.sources().length > 1 && comove.sources().every((source) => source.status === "ready"), undefined, { timeout: 60_000 });
const report = (page) => page.evaluate(() => comove.report());
const verdict = (page) => page.textContent("#verdict");
/** Waits for another headline, strip or number than `before`. */
const said = (page) => page.evaluate(() => document.querySelector("#sentence").textContent + document.querySelector("#figure-alt").textContent);
const other = (page, before) => page.waitForFunction((before) => !document.querySelector("#sentence").hasAttribute("aria-busy") && document.querySelector("#sentence").textContent + document.querySelector("#figure-alt").textContent !== before, before);

// Prices, and 44 rules of which three follow them; the values are made up.
const RULES = 44;
const series = days(420);
let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
let price = 100;
const values = series.map(() => (price = Math.min(300, Math.max(20, price + (random() - 0.5) * 40))));
const prices = ["price.csv", ["date,price", ...series.map((date, day) => `${date},${values[day].toFixed(2)}`)].join("\n") + "\n"];
const two = (number) => String(Math.floor(number)).padStart(2, "0");
const log = (dates) => {
  const lines = ["time,rule,action,bytes"];
  for (const [day, date] of dates.entries()) {
    for (let rule = 0; rule < RULES; rule += 1) {
      const follows = rule < 3;
      const noise = random();
      const count = follows ? Math.round((values[day] / 20) * (0.7 + 0.6 * noise)) : Math.floor(3 * noise);
      for (let event = 0; event < count; event += 1) lines.push(`${date}T${two(random() * 24)}:${two(random() * 60)}:${two(random() * 60)}Z,rule ${rule},${event % 3 ? "alert" : "drop"},${(event + 1) * 100}`);
    }
  }
  return lines.join("\n") + "\n";
};
const alerts = ["alerts.csv", log(series)];

async function dropped(t, options) {
  const opened = await open(t, options);
  await choose(opened.page, prices, alerts);
  await ready(opened.page);
  await report(opened.page);
  await painted(opened.page);
  return opened;
}

test("two real files: the article's picture without a click", { skip: !REAL.every(existsSync) }, async (t) => {
  const { page } = await open(t);
  await choose(page, ...REAL);
  await ready(page);
  const found = await report(page);
  await painted(page);
  // Six years of days: a mean over a window, in bold over the days, both axes from zero.
  assert.ok(found.recipe.smoothing >= 29, `${found.recipe.smoothing}`);
  assert.match(await page.textContent("#figure"), new RegExp(`${found.recipe.smoothing}`));
  await shot(page, "path-article");
});

test("a long daily pair is drawn as a mean over the raw line, and where it went apart is shaded", async (t) => {
  const { page } = await open(t);
  await page.evaluate(() => document.querySelector(".lead-sample [data-do=sample]").click());
  await ready(page);
  const found = await report(page);
  assert.equal(found.recipe.smoothing, 29);
  assert.match(await page.textContent("#figure"), /29/);
});

test("three rules of 44 against the price as one series, and undone", async (t) => {
  const { page } = await dropped(t);
  const before = await said(page);
  await openCard(page, 1);
  const card = page.locator(".card").nth(1);
  await card.locator(".card-groups > summary").press("Enter");
  await card.locator(".groups-search").fill("rule 1");
  const shown = await card.locator(".groups-list label:visible").count();
  assert.ok(shown >= 11 && shown < RULES, `${shown} groups have "rule 1" in their name`);
  await card.locator(".groups-search").fill("");
  for (const rule of [0, 1, 2]) await card.locator(".groups-list label").filter({ hasText: new RegExp(`^rule ${rule}\\b`) }).locator("input").check();
  await other(page, before);
  const sum = await report(page);
  assert.equal(sum.verdict.kind, "together");
  assert.match(sum.y.label, /3/);
  assert.equal(sum.y.observations, alerts[1].split("\n").filter((line) => /,rule [012],/.test(line)).length);
  await shot(page, "path-groups");
  for (let step = 0; step < 3; step += 1) await page.click("#undo");
  await page.waitForFunction((label) => comove.report().then((now) => now.y.label !== label), sum.y.label);
});

test("all rules ranked against the price in one click; a line of the list is compared", async (t) => {
  const { page } = await dropped(t);
  await page.click("label[for=pick-matrix]");
  await page.click("#ranking-ask");
  await page.waitForSelector("#ranking-rows tr:nth-child(40)", { timeout: 60_000 });
  const first = await page.locator("#ranking-rows tr").evaluateAll((rows) => rows.slice(0, 3).map((row) => row.querySelector("button, th, td").textContent.trim()).sort());
  assert.deepEqual(first, ["rule 0", "rule 1", "rule 2"]);
  assert.match(await page.textContent("#ranking-text"), /44/);
  await shot(page, "path-ranking");
  await page.locator("#ranking-rows button").first().click();
  await page.waitForFunction(() => comove.report().then((now) => /^rule [012]$/.test(now.y.label)));
});

test("a filter by the name of a column, with a value to pick, counted and undone", async (t) => {
  const { page } = await dropped(t);
  await openCard(page, 1);
  const card = page.locator(".card").nth(1);
  const all = await page.evaluate(() => comove.sources()[1].rows.used);
  await card.locator(".card-filter > summary").press("Enter");
  await card.locator("[data-do=filter-add]").click();
  const row = card.locator(".filter-rows > *").last();
  await row.locator("select").first().selectOption({ label: "action" });
  await row.locator("select").nth(1).selectOption("is-not");
  const input = row.locator("input").last();
  await input.fill("alert");
  await input.press("Enter");
  await page.waitForFunction((all) => comove.sources()[1].status === "ready" && comove.sources()[1].rows.used < all, all);
  const kept = await page.evaluate(() => comove.sources()[1].rows.used);
  assert.equal(kept, alerts[1].split("\n").filter((line) => line.includes(",drop,")).length);
  await shot(page, "path-filter");
  await page.click("#undo");
  await page.waitForFunction((all) => comove.sources()[1].status === "ready" && comove.sources()[1].rows.used === all, all);
});

test("a range by typing, as people write dates; what cannot be read is said at the field", async (t) => {
  const { page } = await dropped(t);
  await unfold(page);
  const from = page.locator("[data-control=from] input").first();
  for (const typed of ["1 April 2020", "2020/4/1", "1.4.2020", "令和2年4月1日", "Apr 2020"]) {
    await from.fill(typed);
    await from.press("Enter");
    await page.waitForFunction(() => comove.recipe().from?.startsWith("2020-04-01"), undefined, { timeout: 5000 }).catch(() => assert.fail(typed));
    await from.fill("");
    await from.press("Enter");
    await page.waitForFunction(() => !comove.recipe().from);
  }
  await from.fill("someday");
  await from.press("Enter");
  await page.waitForFunction(() => /\S/.test(document.querySelector("[data-control=from] .explain")?.textContent ?? "") && document.querySelector("[data-control=from][data-wrong], [data-control=from] [aria-invalid=true]"));
  assert.equal(await page.evaluate(() => comove.recipe().from ?? null), null);
  await from.fill("2020-04-01");
  await from.press("Enter");
  await page.waitForFunction(() => !document.querySelector("[data-control=from][data-wrong], [data-control=from] [aria-invalid=true]"));
});

test("next month's file of the same name takes the place of the old one after a question", async (t) => {
  const { page } = await open(t);
  const [name, text] = prices;
  const half = (lines) => text.split("\n").slice(0, lines).join("\n") + "\n";
  await choose(page, [name, half(300)], alerts);
  await ready(page);
  await report(page);
  await page.evaluate(() => comove.setRecipe({ period: "week" }));
  await choose(page, [name, half(400)]);
  await page.waitForSelector("[data-do=decide]");
  assert.equal(await page.evaluate(() => comove.sources()[0].rows.used), 299);
  await page.locator("[data-do=decide]").first().click();
  await page.waitForFunction(() => comove.sources().length === 2 && comove.sources()[0].status === "ready" && comove.sources()[0].rows.used === 399);
  assert.equal((await report(page)).recipe.period, "week");
});

test("a link opened elsewhere names its files, and with them gives the same figure", async (t) => {
  const { page, url } = await dropped(t);
  await page.evaluate(() => comove.setRecipe({ period: "week", smoothing: 5 }));
  const one = await report(page);
  const link = await page.evaluate(() => location.hash);
  const { page: fresh } = await open(t, { path: link });
  assert.ok(url);
  const expected = await fresh.textContent("#expects");
  assert.ok(expected.includes("price.csv") && expected.includes("alerts.csv"), expected);
  await choose(fresh, prices, alerts);
  await ready(fresh);
  assert.deepEqual((await report(fresh)).verdict, one.verdict);
  assert.equal(await fresh.isVisible("#expects"), false);
});

test("back after reload: what was kept is there with its verdict", async (t) => {
  const { page } = await dropped(t);
  await page.locator("#keep").check();
  const headline = await verdict(page);
  await page.waitForFunction(() => Object.keys(localStorage).length > 0);
  await page.waitForTimeout(500);
  await page.reload();
  await page.waitForFunction((headline) => document.querySelector("#verdict")?.textContent === headline, headline, { timeout: 20_000 });
});
