// What a person may change about how a file is read: by hand in the card, live, undone, remembered;
// by keyboard alone; files that the address names; many logs at once.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { choose, open, openCard } from "./helpers/browser.mjs";
import { days, priceFile, visitsFile } from "./helpers/series.mjs";

const two = (number) => String(number).padStart(2, "0");
const settled = (page) =>
  page.waitForFunction(() => comove.sources().length > 0 && comove.sources().every((source) => source.status !== "reading"));
const give = async (page, ...files) => {
  await choose(page, ...files);
  await settled(page);
  await openCard(page);
};
const first = (page) => page.evaluate(() => comove.sources()[0]);
const field = (page, name) => page.locator(`.card [data-override="${name}"]`);
const opened = async (page) => {
  const details = page.locator(".card-found").first();
  if (!(await details.evaluate((one) => one.open))) await details.locator("summary").click();
};
/** Waits until the first source says so. */
const until = (page, path, wanted) =>
  page.waitForFunction(
    ([path, wanted]) => {
      const source = comove.sources()[0];
      const value = path.split(".").reduce((value, key) => value?.[key], source);
      return source.status !== "reading" && JSON.stringify(value) === JSON.stringify(wanted);
    },
    [path, wanted],
    { timeout: 15_000 },
  );

// Two times, two prices, day and month alike.
const trades = ["trades.csv", ["opened,closed,bid,price", ...Array.from({ length: 12 }, (_, at) => `${two(1 + at)}/05/2021 10:00:00,${two(1 + at)}/06/2021 10:00:00,${at + 1}.5,${at + 2}.5`)].join("\n") + "\n"];
const alerts = [
  "alerts.csv",
  ["time,rule,host,Count", ...Array.from({ length: 40 }, (_, at) => `2021-03-${two(1 + (at % 28))} 10:${two(at)}:07,rule ${at % 3},host${at % 4},${1 + (at % 5)}`)].join("\n") + "\n",
];

test("time column, format and zone are changed in the card, and undone", async (t) => {
  const { page } = await open(t);
  await give(page, trades);
  const found = await first(page);
  await opened(page);
  await field(page, "timeColumn").locator("select").selectOption({ label: "closed" });
  await until(page, "time.columnIndex", [1]);
  await page.locator('.card [data-do="undo"]').click();
  await until(page, "time.columnIndex", found.time?.columnIndex ?? [0]);
  const format = field(page, "timeFormat").locator("input");
  await format.fill("%m/%d/%Y %H:%M:%S");
  await format.press("Enter");
  await until(page, "time.format", "%m/%d/%Y %H:%M:%S");
  await format.fill("%d/%m/%Y %H:%M:%S");
  await format.press("Enter");
  await until(page, "time.format", "%d/%m/%Y %H:%M:%S");
  await page.evaluate(() => comove.updateSource(comove.sources()[0].id, { zone: "Asia/Tokyo" }));
  await until(page, "time.zone", "Asia/Tokyo");
});

test("the value column, rows or sum, and the group are changed on the card's face", async (t) => {
  const { page } = await open(t);
  await give(page, ["ohlc.csv", ["date,open,high,low,close", ...days(60).map((date, at) => `${date},${at + 10},${at + 12},${at + 9},${at + 11}`)].join("\n") + "\n"]);
  const values = field(page, "valueColumns");
  assert.equal((await first(page)).valueColumn, 4);
  // A long list is folded.
  await values.evaluate((place) => place.querySelectorAll("details").forEach((one) => (one.open = true)));
  await values.getByLabel("open").check();
  await page.waitForFunction(() => document.querySelectorAll('.card [data-override="valueColumns"] input:checked').length === 2);
  await page.evaluate(() => comove.reset());

  await give(page, alerts);
  const count = field(page, "count").locator("select");
  assert.equal(await count.inputValue(), "3");
  await count.selectOption("rows");
  await page.waitForFunction(() => document.querySelector('.card [data-override="count"]')?.hasAttribute("data-set"));
  const group = field(page, "groupColumn").locator("select");
  assert.equal(await group.inputValue(), "1");
  await group.selectOption({ label: "host" });
  await page.waitForFunction(() => document.querySelector('.card [data-override="groupColumn"] select')?.value === "2" && comove.sources()[0].status === "ready");
});

test("what was changed is remembered for the next file with this header, and can be forgotten", async (t) => {
  const { page } = await open(t);
  await give(page, alerts);
  await field(page, "groupColumn").locator("select").selectOption({ label: "host" });
  await settled(page);
  await page.waitForFunction(() => Object.values(localStorage).join("").includes("groupColumn"));
  await page.reload();
  await page.waitForFunction(() => Boolean(globalThis.comove?.ready));
  await page.evaluate(() => comove.ready);
  await give(page, ["next.csv", alerts[1]]);
  await page.waitForFunction(() => document.querySelector('.card [data-override="groupColumn"] select')?.value === "2");
  await page.locator('[data-do="forget"]').first().evaluate((button) => button.click());
  await page.waitForFunction(() => !Object.values(localStorage).join("").includes("groupColumn"));
});

test("a card is used by keyboard alone", async (t) => {
  const { page } = await open(t);
  await give(page, alerts);
  const focused = () => page.evaluate(() => document.activeElement?.closest("[data-override]")?.getAttribute("data-override") ?? document.activeElement?.tagName);
  const tabTo = async (wanted) => {
    for (let steps = 0; steps < 80; steps += 1) {
      await page.keyboard.press("Tab");
      if ((await focused()) === wanted) return;
    }
    assert.fail(`${wanted} is not reached by Tab`);
  };
  await tabTo("groupColumn");
  await page.keyboard.press("ArrowDown");
  await until(page, "status", "ready");
  await page.waitForFunction(() => document.querySelector('.card [data-override="groupColumn"] select')?.value === "2");
  await page.locator(".card-found summary").first().focus();
  await page.keyboard.press("Enter");
  await tabTo("timeColumn");
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement?.getAttribute("data-do") === "undo")) break;
  }
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector('.card [data-override="groupColumn"] select')?.value === "1");
});

test("rows that were not used are downloaded with their line, column, reason and text", async (t) => {
  const { page } = await open(t);
  const [name, text] = priceFile(days(60));
  const lines = text.split("\n");
  lines[10] = "2020-01-10,about ten";
  lines[20] = "someday,12.5";
  await give(page, [name, lines.join("\n")]);
  await page.locator(".card-problems summary").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator('[data-do="problems"]').click()]);
  const list = await readFile(await download.path(), "utf8");
  for (const part of ["11", "about ten", "21", "someday", "price", "date"]) assert.ok(list.includes(part), `${part}\n${list}`);
});

test("files that the address names are loaded from beside the page; one that is missing is said", async (t) => {
  const [price, visits] = [priceFile(days(200)), visitsFile(days(200))];
  const { page } = await open(t, {
    path: "?data=price.csv&data=visits.csv&data=missing.csv",
    before: async (page) => {
      for (const [name, text] of [price, visits]) {
        await page.route(`**/${name}`, (route) => route.fulfill({ body: text, contentType: "text/csv", headers: { "last-modified": "Tue, 21 Jul 2020 10:00:00 GMT" } }));
      }
      await page.route("**/missing.csv", (route) => route.fulfill({ status: 404, body: "no" }));
    },
  });
  await page.waitForFunction(() => comove.sources().length === 2 && comove.sources().every((source) => source.status === "ready"));
  const sources = await page.evaluate(() => comove.sources());
  assert.deepEqual(sources.map((source) => source.name), ["price.csv", "visits.csv"]);
  await page.waitForFunction(() => document.body.innerText.includes("missing.csv"));
});

// One line each 160 seconds.
const lines = Array.from({ length: 12_000 }, (_, row) => `${new Date(1_609_459_200_000 + row * 160_000).toISOString()} fw sshd[7]: Failed password ${row % 5}\n`);

test("thirty rotated, gzipped, overlapping logs dropped at once count as the whole, once", async (t) => {
  const { page } = await open(t);
  const logs = Array.from({ length: 30 }, (_, file) => {
    const [from, to] = [file * 400, (file + 1) * 400];
    return [`alerts.log.${30 - file}.gz`, gzipSync(lines.slice(Math.max(0, from - 60), to).join(""))];
  });
  const price = priceFile(days(400).slice(350), "price.csv");
  await give(page, price, ...logs);
  assert.match(await page.locator("body").innerText(), /30 files are read as one|30 個のファイルは.*ひとつのデータとして/);
  const { aligned } = await page.evaluate(async () => {
    await comove.setRecipe({ period: "day" });
    return comove.report();
  });
  for (let day = 1; day <= 20; day += 1) {
    const label = `2021-01-${two(day)}`;
    const count = lines.filter((line) => line.startsWith(label)).length;
    assert.equal(aligned.y[aligned.labels.indexOf(label)], count, label);
  }
});

test("logs that overlap by seconds, several rows each, count once; another group reaches all of them", async (t) => {
  const { page } = await open(t);
  // Three rows a second; every file repeats between 1 and 59 of the rows before it.
  const rows = Array.from({ length: 9_000 }, (_, row) => {
    const time = new Date(1_609_459_200_000 + Math.floor(row / 3) * 1000).toISOString().slice(0, 19);
    return `${time},rule ${row % 4},host${row % 3},198.51.100.${(row * 37) % 250}\n`;
  });
  const logs = Array.from({ length: 30 }, (_, file) => {
    const [from, to] = [file * 300, (file + 1) * 300];
    return [`ids.csv.${30 - file}.gz`, gzipSync(`time,rule,host,source\n${rows.slice(Math.max(0, from - 1 - ((file * 17) % 59)), to).join("")}`)];
  });
  await give(page, ...logs);
  assert.match(await page.locator("body").innerText(), /30 files are read as one|30 個のファイルは.*ひとつのデータとして/);
  const counts = () => page.evaluate(() => Object.fromEntries(comove.sources()[0].series.map((series) => [series.label, series.observations])));
  const total = async () => Object.values(await counts());
  assert.ok((await total()).includes(9_000), JSON.stringify(await counts()));
  await field(page, "groupColumn").locator("select").first().selectOption({ label: "host" });
  await page.waitForFunction(() => comove.sources().every((source) => source.status === "ready") && comove.sources()[0].series.some((series) => series.label.includes("host2")));
  const byHost = await counts();
  for (const host of ["host0", "host1", "host2"]) {
    const [, count] = Object.entries(byHost).find(([label]) => label.includes(host));
    assert.equal(count, 3_000, JSON.stringify(byHost));
  }
  assert.ok(!Object.keys(byHost).some((label) => label.includes("rule")), JSON.stringify(byHost));
});

test("a question is seen and answered on a phone, too", async (t) => {
  const { page } = await open(t, { context: { viewport: { width: 390, height: 844 } } });
  await choose(page, ["tie.csv", `date,price\n${["01/01", "01/02", "01/03", "01/04", "01/05", "01/06"].map((day) => `${day}/2021,1.5`).join("\n")}\n`]);
  const answer = page.locator(".card .choices button").first();
  await answer.waitFor({ state: "visible" });
  await answer.click();
  await until(page, "status", "ready");
});

test("the query that makes the small file is given for seven engines", async (t) => {
  const { page } = await open(t);
  await give(page, alerts);
  const queries = await page.evaluate(() => ["duckdb", "clickhouse", "spark", "bigquery", "spl", "kql", "esql"].map((engine) => comove.query(comove.sources()[0].id, engine)));
  for (const query of queries) assert.match(query, /rule/);
  await page.evaluate(() => comove.reset());
  await give(page, trades);
  assert.equal(await page.evaluate(() => comove.query(comove.sources()[0].id, "duckdb")), null);
});

test("a gzip file of several members is read to its end", async (t) => {
  const { page } = await open(t);
  const cut = [0, 900, 901, 3_000, 12_000];
  const members = cut.slice(1).map((to, at) => gzipSync(lines.slice(cut[at], to).join("")));
  await give(page, ["joined.log.gz", Buffer.concat(members)]);
  const source = await first(page);
  assert.equal(source.status, "ready", JSON.stringify(source));
  assert.equal(source.rows.used, 12_000);
  await page.evaluate(() => comove.reset());
  await give(page, ["broken.log.gz", Buffer.concat([...members.slice(0, 2), members[3].subarray(0, 4_000)])]);
  assert.equal((await first(page)).status, "failed");
});

test("spreadsheets and other packers get a sentence that helps", async (t) => {
  const { page } = await open(t);
  await give(page, ["log.csv.bz2", Buffer.from("BZh91AY&SY")], ["book.xls", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])]);
  const messages = page.locator(".card-message-text");
  assert.match(await messages.first().innerText(), /\.gz (or|か) \.zip/);
  assert.match(await messages.last().innerText(), /\.xlsx/);
});
