// What leaves the page: pictures, the page of its own, round trips, hostile names.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { addFiles, aside, drop, launch, locale, open, out, painted, shot, watch } from "./helpers/browser.mjs";
import { days, priceFile, visitsFile } from "./helpers/series.mjs";

const language = locale.slice(0, 2);
const dates = days(400);
const [price, visits] = [priceFile(dates), visitsFile(dates, "alerts.csv")];

async function analysed(t, { files = [price, visits], recipe = { period: "week" }, ...options } = {}) {
  const opened = await open(t, options);
  await addFiles(opened.page, ...files);
  const report = await opened.page.evaluate(async (recipe) => comove.setRecipe(recipe), recipe);
  return { ...opened, report };
}
/** An export as a Buffer. */
const exported = async (page, kind, options = {}) =>
  Buffer.from(
    await page.evaluate(async ([kind, options]) => {
      const blob = await comove.exportAs(kind, options);
      const bytes = new Uint8Array(await blob.arrayBuffer());
      let text = "";
      for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
      return btoa(text);
    }, [kind, options]),
    "base64",
  );

/** Opens an exported page from disk, with the network cut. */
async function fromDisk(t, html, { held = false, ...context } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "comove-"));
  const file = join(folder, "figure.html");
  await writeFile(file, html);
  const tab = await (await launch()).newContext({ offline: true, viewport: { width: 1100, height: 800 }, locale, timezoneId: "Europe/Berlin", ...context });
  t.after(async () => {
    await tab.close();
    await rm(folder, { recursive: true });
  });
  const page = await tab.newPage();
  const seen = watch(page);
  // Its program never comes.
  if (held) await page.addInitScript(() => (WebAssembly.compileStreaming = () => new Promise(() => {})));
  await page.goto(pathToFileURL(file).href);
  if (context.javaScriptEnabled !== false && !held) {
    await page.waitForFunction(() => globalThis.comove?.ready, undefined, { timeout: 20_000 });
    await page.waitForFunction(() => document.querySelector("#overlay canvas.plot")?.width > 50);
    await painted(page);
  }
  return { page, seen, file };
}

test("SVG: real text in both languages, title and description, nothing but shapes and words", async (t) => {
  const { page, report } = await analysed(t);
  for (const language of ["en", "ja"]) {
    const svg = (await exported(page, "svg", { language, theme: language === "ja" ? "dark" : "light" })).toString();
    const parsed = await aside(page, (svg) => {
      const doc = new DOMParser().parseFromString(svg, "image/svg+xml");
      return {
        error: doc.querySelector("parsererror")?.textContent,
        text: [...doc.querySelectorAll("text")].map((node) => node.textContent.trim()).join(" "),
        title: doc.querySelector("title").textContent,
        names: [...new Set([...doc.querySelectorAll("*")].map((node) => node.localName))],
      };
    }, svg);
    assert.equal(parsed.error, undefined);
    const headline = report.verdict[language].split("\n")[0];
    assert.ok(parsed.text.replaceAll(" ", "").includes(headline.slice(0, 12).replaceAll(" ", "")), parsed.text);
    assert.match(parsed.text, /price\.csv/);
    assert.match(parsed.text, /Comove \d/);
    assert.equal(parsed.title, headline);
    assert.match(parsed.text, language === "ja" ? /週ごと/ : /per week/);
    assert.deepEqual(parsed.names.filter((name) => !/^(svg|title|desc|rect|text|polyline|polygon|line|circle|path|g)$/.test(name)), []);
    await writeFile(`${out}/export-${language}.svg`, svg);
  }
});

test("PNG at one, two and three times; a card, a slide", async (t) => {
  const { page } = await analysed(t);
  const size = (png) => [png.readUInt32BE(16), png.readUInt32BE(20)];
  for (const scale of [1, 2, 3]) {
    const png = await exported(page, "png", { scale, width: 1200, height: 800 });
    assert.deepEqual([...png.subarray(1, 4)].map((c) => String.fromCharCode(c)).join(""), "PNG");
    assert.deepEqual(size(png), [1200 * scale, 800 * scale]);
  }
  assert.deepEqual(size(await exported(page, "png", { width: 1200, height: 630 })), [1200, 630]);
  for (const [name, options] of Object.entries({
    "export-post": { width: 1200, height: 800 },
    "export-slide-dark-ja": { width: 1280, height: 720, theme: "dark", language: "ja" },
    "export-card": { width: 1200, height: 630 },
  })) await writeFile(`${out}/${name}.png`, await exported(page, "png", options));
});

test("the exported page opens from disk without a network: same report, mouse, keyboard", async (t) => {
  const { page, report } = await analysed(t);
  const html = await exported(page, "html");
  await writeFile(`${out}/figure.html`, html);
  const { page: figure, seen } = await fromDisk(t, html);
  assert.deepEqual(await figure.evaluate(() => comove.report()), report);
  assert.deepEqual(await figure.evaluate(() => comove.recipe()), report.recipe);
  assert.equal(await figure.innerText("#verdict"), report.verdict[language].split("\n")[0]);
  await shot(figure, "figure-from-disk", { fullPage: true });

  const box = await figure.locator("#overlay").boundingBox();
  await figure.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await painted(figure);
  assert.match(await figure.innerText("[data-readout=overlay]"), /20\d\d/);
  assert.equal(await figure.isVisible("#zoom-reset"), false);
  await figure.mouse.wheel(0, -500);
  await painted(figure);
  assert.equal(await figure.isVisible("#zoom-reset"), true);
  await figure.focus("#overlay");
  await figure.keyboard.press("0");
  await figure.keyboard.press("Home");
  await figure.keyboard.press("ArrowRight");
  await painted(figure);
  assert.equal(await figure.isVisible("#zoom-reset"), false);
  const said = await figure.textContent("#announce");
  assert.match(said, /2020/);
  await figure.keyboard.press("+");
  await painted(figure);
  assert.equal(await figure.isVisible("#zoom-reset"), true);

  await figure.click("[data-do=language][data-value=ja]");
  await figure.waitForFunction((text) => document.querySelector("#verdict").textContent === text, report.verdict.ja.split("\n")[0]);
  await figure.selectOption("[data-control=scale] select", "index");
  await painted(figure);
  assert.deepEqual(await figure.evaluate(() => comove.report()), report);
  // Where the numbers come from.
  const about = await figure.innerText(".about");
  for (const source of report.sources) assert.ok(about.includes(source.name) && about.includes(source.sha256), about);
  assert.match(about, /2026|20\d\d-\d\d-\d\d|Comove/);
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.violations, []);
  for (const address of seen.requests) assert.match(address, /^(file:.*figure\.html$|data:|blob:)/);
});

test("what a reader can do in the exported page: lag, smoothing, theme, language, table, the way back", async (t) => {
  const { page, url, report } = await analysed(t);
  const { page: figure, seen } = await fromDisk(t, await exported(page, "html"));
  const picture = (id) => figure.evaluate((id) => document.querySelector(`#${id} canvas.plot`).toDataURL(), id);

  // A press on a lag draws the second by so much earlier, and nothing else.
  const [overlay, rolling] = [await picture("overlay"), await picture("rolling")];
  await figure.click("label[for=pick-lags]");
  await painted(figure);
  await figure.focus("#lags");
  for (const key of ["Home", "ArrowRight", "Enter"]) await figure.keyboard.press(key);
  await painted(figure);
  assert.notEqual(await picture("overlay"), overlay);
  await figure.click("label[for=pick-rolling]");
  await painted(figure);
  assert.equal(await picture("rolling"), rolling);
  await figure.hover("#overlay");
  assert.match(await figure.innerText("[data-readout=overlay]"), /\(.*20\d\d/);

  const shifted = await picture("overlay");
  await figure.selectOption("[data-control=smoothing] select", "5t");
  await painted(figure);
  assert.notEqual(await picture("overlay"), shifted);
  // A field that is used keeps the focus.
  await figure.focus("[data-control=smoothing] select");
  await figure.keyboard.press("ArrowUp");
  await figure.keyboard.press("ArrowDown");
  assert.equal(await figure.evaluate(() => document.activeElement.value), "5t");
  assert.equal(await figure.locator("[data-control]:visible").count(), 2);

  const ink = () => figure.evaluate(() => getComputedStyle(document.body).color);
  const light = await ink();
  await figure.click("#theme");
  assert.equal(await ink(), light);
  await figure.click("#theme");
  await painted(figure);
  assert.notEqual(await ink(), light);
  assert.equal(await figure.getAttribute("html", "data-theme"), "dark");

  for (const other of ["ja", "en"]) {
    await figure.click(`[data-do=language][data-value=${other}]`);
    await figure.waitForFunction((language) => document.documentElement.lang === language, other);
    assert.equal(await figure.innerText("#verdict"), report.verdict[other].split("\n")[0]);
    assert.match(await figure.innerText(".about-source"), other === "ja" ? /期間を比較/ : /periods compared/);
    assert.match(await figure.title(), other === "ja" ? /と/ : / and /);
    assert.equal(await figure.inputValue("[data-control=smoothing] select"), "5t");
  }
  await figure.click("#table summary");
  // It is written once the browser has told that it is open.
  await figure.waitForFunction(() => document.querySelector("#table-body tr"));
  assert.equal(await figure.locator("#table-body tr").count(), report.aligned.labels.length);
  await figure.keyboard.press("?");
  assert.equal(await figure.isVisible("#keys"), true);
  assert.equal(await figure.getAttribute(".about a:visible", "href"), url);
  assert.deepEqual([...seen.errors, ...seen.violations], []);
});

test("a script in the exported page gets what it carries; what needs the data says so", async (t) => {
  const { page, report } = await analysed(t);
  const { page: figure } = await fromDisk(t, await exported(page, "html"));
  const answers = await figure.evaluate(async () => {
    const told = {};
    for (const name of ["addFiles", "updateSource", "removeSource", "setRecipe", "exportAs", "reset"])
      told[name] = await comove[name]({}).then(() => "done", (error) => error.message);
    (await comove.report()).levels.n = 0;
    comove.recipe().period = "month";
    return { told, version: comove.version, ready: await comove.ready, n: (await comove.report()).levels.n, period: comove.recipe().period };
  });
  for (const [name, words] of Object.entries(answers.told)) assert.match(words, /Comove/, name);
  // What a script does with an answer does not change the next.
  assert.deepEqual([answers.version, answers.ready ?? null, answers.n, answers.period], [report.version, null, report.levels.n, "week"]);
});

test("making the page of its own complains of nothing", async (t) => {
  const { page, seen } = await analysed(t);
  assert.match((await exported(page, "html")).toString(), /<style>[^]*--paper[^]*<\/style>/);
  assert.deepEqual([...seen.errors, ...seen.violations], []);
});

test("the exported page on a phone, dark, in Japanese", async (t) => {
  const { page } = await analysed(t);
  const html = await exported(page, "html", { language: "ja" });
  const { page: figure } = await fromDisk(t, html, { viewport: { width: 360, height: 740 }, colorScheme: "dark", locale: "ja-JP" });
  assert.match(await figure.innerText("#verdict"), /[ぁ-ん]/);
  assert.equal(await figure.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  await shot(figure, "figure-phone-dark-ja", { fullPage: true });
});

test("without script the exported page shows picture, sentence and table", async (t) => {
  const { page, report } = await analysed(t);
  const { page: figure } = await fromDisk(t, await exported(page, "html"), { javaScriptEnabled: false });
  assert.equal(await figure.innerText("h1:visible"), report.verdict[language].split("\n")[0]);
  assert.ok((await figure.locator(".still svg").boundingBox()).height > 200);
  await figure.click(".still summary");
  assert.equal(await figure.locator(".still tbody tr:visible").count(), report.aligned.labels.length);
  // One form of a date, in the open table and below it as on the page.
  for (const place of [".still tbody th", ".about time"]) assert.match(await figure.locator(place).first().textContent(), /^(\d{1,2} )?[A-Z][a-z]{2} \d{4}$|^\d{4}年\d{1,2}月/, place);
  await shot(figure, "figure-without-script", { fullPage: true });
});

test("until its program runs, the exported page's picture tells values under the pointer", async (t) => {
  const { page } = await analysed(t);
  const { page: figure, seen } = await fromDisk(t, await exported(page, "html"), { held: true });
  const picture = figure.locator(".still-picture");
  await picture.waitFor();
  const [from, to] = (await picture.getAttribute("data-span")).split(" ").map(Number);
  const rows = await figure.locator(".still tbody tr").evaluateAll((rows) => rows.map((row) => Array.from(row.cells, (cell) => cell.textContent)));
  const { x, y, width, height } = await figure.locator(".still-picture svg").boundingBox();
  const told = figure.locator(".still-told:visible");
  for (const at of [0, 1, rows.length >> 1, rows.length - 1]) {
    await figure.mouse.move(x + width * (from + ((at + 0.5) / rows.length) * (to - from)), y + height / 2);
    const words = await told.last().textContent();
    const [date, ...values] = rows[at];
    assert.ok(words.startsWith(`${date} · `) && values.every((value) => words.includes(`: ${value}`)), `${words}, not ${rows[at]}`);
  }
  await shot(figure, "figure-before-its-program");
  // Beside the plot there is none.
  await figure.mouse.move(x + width * (from / 2), y + height / 2);
  assert.equal(await told.count(), 0);
  assert.deepEqual(seen.errors, []);
});

test("the exported page, dropped on Comove, brings the whole analysis back", async (t) => {
  const { page, report } = await analysed(t, { recipe: { period: "week", lagWindow: [0, 3], smoothing: 3, annotations: [{ at: "2020-06-01", text: "new parser" }] } });
  const html = (await exported(page, "html")).toString();
  const { page: other, seen } = await open(t);
  await drop(other, "body", ["saved figure.html", html]);
  await other.waitForFunction(() => comove.sources().length === 2);
  assert.deepEqual(await other.evaluate(() => comove.report()), report);
  assert.deepEqual(await other.evaluate(() => comove.sources().map(({ name, status, sha256 }) => [name, status, sha256])),
    report.sources.map(({ name, sha256 }) => [name, "ready", sha256]));
  await shot(other, "restored");
  // And again from there.
  const again = (await exported(other, "html")).toString();
  await addFiles(page, ["again.html", again]);
  assert.deepEqual(await page.evaluate(() => comove.report()), report);
  assert.deepEqual(seen.errors, []);
});

test("an HTML file that is no figure is refused in words", async (t) => {
  const { page } = await open(t);
  const [source] = await addFiles(page, ["page.html", "<!doctype html><title>news</title><p>words</p>"]);
  assert.match(source.status, /refused|failed/);
  assert.ok(source.message.en.length > 20);
});

test("CSV, dropped again, has the same correlations", async (t) => {
  const { page, report } = await analysed(t);
  const csv = (await exported(page, "csv")).toString();
  const { page: other } = await open(t);
  await addFiles(other, ["aligned.csv", csv]);
  const back = await other.evaluate(async () => {
    const [first, second] = comove.sources()[0].series;
    return comove.setRecipe({ x: first.id, y: second.id, period: "week" });
  });
  assert.ok(report.aligned.partial.length > 0);
  for (const name of ["pearson", "spearman", "kendall"]) assert.ok(Math.abs(back.levels[name].value - report.levels[name].value) < 1e-12, name);
});

test("hostile names come out as text from every export", async (t) => {
  const evil = `<img src=x onerror="globalThis.hit=1"> "q" 'a' txt =cmd|' /C calc'!A0 </script><script>globalThis.hit=2</script>`;
  // A mark that turns the text round stands in the file; reading passes over it.
  const head = `"${evil.replace("txt", "\u202etxt").replaceAll('"', '""')}"`;
  const hostile = ["=cmd|calc</script><svg onload=1>.csv", price[1].replace("date,price", `date,${head}`)];
  const { page, report } = await analysed(t, { files: [hostile, visits] });
  assert.equal(report.x.label, evil);
  const safe = async (html, kind) => {
    const { page: figure, seen } = await fromDisk(t, html);
    assert.equal(await figure.evaluate(() => globalThis.hit), undefined, kind);
    assert.equal(await figure.locator("img, svg [onload], [onerror], [onload]").count(), 0, kind);
    assert.deepEqual(seen.errors.concat(seen.violations), [], kind);
    return figure;
  };
  const figure = await safe(await exported(page, "html"), "html");
  assert.deepEqual(await figure.evaluate(() => comove.report()), report);
  const svg = (await exported(page, "svg")).toString();
  assert.doesNotMatch(svg, /<img|<script/i);
  // Quotes in a text are written as they are: it is the elements that must have no handler.
  const found = await aside(page, (svg) => Array.from(new DOMParser().parseFromString(svg, "image/svg+xml").querySelectorAll("*"), (element) => [element.localName, ...Array.from(element.attributes, ({ name }) => name)]), svg);
  assert.ok(found.length > 10);
  assert.deepEqual(found.filter(([name, ...attributes]) => /^(parsererror|script|img|image|a|foreignObject)$/i.test(name) || attributes.some((attribute) => /^on|href$/i.test(attribute))), []);
  const csv = (await exported(page, "csv")).toString();
  assert.ok(!csv.split(/[\r\n,]+/).some((cell) => /^"?[=+@]/.test(cell)), csv.slice(0, 400));
  assert.equal(JSON.parse((await exported(page, "json")).toString()).x.label, evil);
  assert.ok((await exported(page, "png")).length > 10_000);
  assert.ok((await exported(page, "txt")).toString().length > 200);
  assert.equal(await page.evaluate(() => globalThis.hit), undefined);
});

test("no address, host or message of the event file is in any export", async (t) => {
  const secrets = ["198.51.100.77", "203.0.113.200", "db7.internal.example.com", "password=hunter2"];
  const [, text] = visits;
  const rows = text.trim().split("\n").slice(1).map((line, at) => `${line.split(",")[0]},${secrets[at % 2]},${secrets[2]},${secrets[3]} line ${at}`);
  const log = ["ids.csv", ["time,src_ip,host,message", ...rows].join("\n") + "\n"];
  const { page, report } = await analysed(t, { files: [price, log] });
  const groups = await page.evaluate(() => comove.sources()[1].series.slice(1, 3).map((series) => series.id));
  if (groups.length) await page.evaluate((others) => comove.setRecipe({ others }), groups);
  assert.equal(report.y.kind, "event-count");
  // A condition that names a host selects rows, and is told nowhere.
  const host = await page.evaluate(() => comove.sources()[1].columns.find(({ name }) => name === "host").index);
  await page.evaluate((column) => comove.updateSource("s2", { filters: [{ column, op: "is", value: "db7.internal.example.com" }] }), host);
  await page.evaluate(() => comove.report());
  for (const kind of ["html", "svg", "csv", "json", "txt", "figure.json"]) {
    const file = (await exported(page, kind)).toString();
    for (const secret of secrets) assert.ok(!file.includes(secret), `${kind} has ${secret}`);
  }
});
