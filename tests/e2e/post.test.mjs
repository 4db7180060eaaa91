// From the dialog "Publish" to a post: what an author sets, the folder, frames and elements in other pages,
// figures that stay current, and whether a figure and its files agree.
import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { addFiles, dist, launch, locale, open, shot, watch } from "./helpers/browser.mjs";
import { days, priceFile, visitsFile } from "./helpers/series.mjs";
import { serve } from "../../tools/serve.mjs";

const language = locale.slice(0, 2);
const [price, alerts] = [priceFile(days(400)), visitsFile(days(400), "alerts.csv")];
const WORDS = { title: "Up <b>and</b> down & \"so\"", subtitle: "Weekly", byline: "A. Writer", source: "Exchange", note: "Mind the gap.", alt: "Two lines.", colorX: "#7a1fa2", chance: true, embed: "chart", height: 400, size: "card" };

async function analysed(t, options = {}) {
  const opened = await open(t, options);
  await addFiles(opened.page, price, alerts);
  await opened.page.evaluate(() => comove.setRecipe({ period: "week" }));
  return opened;
}
async function dialog(page) {
  await page.locator("[data-do=publish] >> visible=true").click();
  await drawn(page);
}
/** Waits for the picture that the fields ask for. */
const drawn = (page) => page.waitForFunction(() => document.querySelector("#publish-preview")?.complete && document.querySelector("#publish-preview").naturalWidth > 10 && document.querySelector("#publish-iframe").textContent);
const text = async (page, kind, options = {}) => page.evaluate(async ([kind, options]) => (await comove.exportAs(kind, options)).text(), [kind, options]);
const preview = (page) => page.evaluate(async () => (await fetch(document.querySelector("#publish-preview").src)).text()).catch(() => "");

/** A folder that is served, with these files; names may have folders. */
async function site(t, files, copied = []) {
  const folder = await mkdtemp(join(tmpdir(), "comove-post-"));
  for (const from of copied) await cp(from, folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const { server, url } = await serve(folder, { prefix: "/blog/" });
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });
  return { url, folder };
}
async function visit(t, url, context = {}) {
  const tab = await (await launch()).newContext({ viewport: { width: 680, height: 1200 }, locale, timezoneId: "UTC", ...context });
  t.after(() => tab.close());
  const page = await tab.newPage();
  const seen = watch(page);
  await page.goto(url);
  return { page, seen };
}
const post = (body, policy) => `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>post</title>${policy ? `<meta http-equiv="Content-Security-Policy" content="${policy}">` : ""}<p>before</p>${body}<p>after</p>`;

/** The files of a zip whose entries are stored as they are. */
function unzipped(bytes) {
  const files = {};
  let at = 0;
  while (bytes.readUInt32LE(at) === 0x04034b50) {
    const [size, name, extra] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26), bytes.readUInt16LE(at + 28)];
    const begin = at + 30 + name + extra;
    files[bytes.subarray(at + 30, at + 30 + name).toString()] = bytes.subarray(begin, begin + size);
    at = begin + size;
  }
  return files;
}
let made;
/** What "Everything for a post" gives, once. */
async function folderOf(t) {
  if (made) return made;
  const { page } = await analysed(t);
  await dialog(page);
  await page.fill("#publish-address", "https://example.org/f");
  const download = page.waitForEvent("download");
  await page.click("[data-way=zip]");
  const file = await download;
  const path = await file.path();
  const lines = await page.evaluate(() => ["iframe", "component"].map((name) => document.querySelector(`#publish-${name}`).textContent));
  const report = await page.evaluate(() => comove.report());
  made = { name: file.suggestedFilename(), bytes: await readFile(path), lines, report };
  made.files = unzipped(made.bytes);
  return made;
}

test("the dialog: the preview is the picture; words, colours and size go into the recipe; one step to undo", async (t) => {
  const { page, seen } = await analysed(t, { context: { colorScheme: "dark" } });
  await dialog(page);
  // Not dark because the author's system is.
  assert.match(await text(page, "svg"), /<rect width="100%" height="100%" fill="#FDFCFA"\/>/);
  await page.fill("[data-field=title]", WORDS.title);
  await page.fill("[data-field=source]", WORDS.source);
  await page.fill("[data-field=byline]", WORDS.byline);
  await page.selectOption("[data-field=size]", "card");
  await page.check("[data-field=chance]");
  await page.waitForFunction((title) => comove.recipe().publish.title === title && comove.recipe().publish.chance && comove.recipe().publish.size === "card", WORDS.title);
  await page.waitForFunction(() => document.querySelector("#publish-preview").alt.startsWith("Up <b>"));
  assert.deepEqual(await page.evaluate(() => [document.querySelector("#publish-preview").naturalWidth, document.querySelector("#publish-preview").naturalHeight]), [1200, 630]);
  const svg = await text(page, "svg");
  for (const word of ["Exchange", "A. Writer", "Up &lt;b&gt;"]) assert.ok(svg.includes(word), word);
  assert.ok(!svg.includes("price.csv"), "names a file although a source is set");
  await shot(page, "dialog");
  // A colour that cannot be read is said.
  await page.locator("[data-field=colorX]").fill("#ffee99");
  await page.waitForFunction(() => /4\.5/.test(document.querySelector("#publish-contrast").textContent) && /(needed|必要)/.test(document.querySelector("#publish-contrast").textContent));
  const name = await page.evaluate(() => document.querySelector("#publish-iframe").textContent.match(/src="([^"#]+)/)[1]);
  const download = page.waitForEvent("download");
  await page.click("[data-way=html]");
  assert.equal((await download).suggestedFilename(), name, "the code names another file than the download");
  await page.keyboard.press("Escape");
  await page.click("#undo");
  assert.deepEqual(await page.evaluate(() => comove.recipe().publish), {});
  assert.deepEqual([...seen.errors, ...seen.violations], []);
});

test("every field comes through link, HTML, figure.json, report and a saved analysis", async (t) => {
  const { page, url } = await analysed(t);
  await page.evaluate((publish) => comove.setRecipe({ publish }), WORDS);
  assert.deepEqual(await page.evaluate(() => comove.recipe().publish), WORDS);
  assert.deepEqual(JSON.parse(await text(page, "json")).recipe.publish, WORDS);
  const link = await page.evaluate(() => location.hash);
  const files = [["f.html", await text(page, "html")], ["f.figure.json", await text(page, "figure.json")]];
  for (const file of files) {
    const { page: other } = await open(t);
    await addFiles(other, file);
    assert.deepEqual(await other.evaluate(() => comove.recipe().publish), WORDS, file[0]);
  }
  const { page: linked } = await open(t, { path: link });
  await addFiles(linked, price, alerts);
  assert.deepEqual(await linked.evaluate(() => comove.recipe().publish), WORDS);
  await page.click("[data-dialog=saved]");
  await page.fill("#saved-name", "mine");
  await page.click("[data-do=save]");
  await page.keyboard.press("Escape");
  await page.evaluate(() => comove.reset());
  await page.click("[data-dialog=saved]");
  await page.click("[data-do=saved-open]");
  await page.waitForFunction(() => comove.recipe().publish.title);
  assert.deepEqual(await page.evaluate(() => comove.recipe().publish), WORDS);
  assert.ok(url);
});

test("one folder for a post: its files, the tags that sites read, the lines to paste", async (t) => {
  const { name, files, lines, report } = await folderOf(t);
  const stem = name.replace(/\.zip$/, "");
  assert.deepEqual(Object.keys(files).map((file) => file.replace(`${stem}/`, "")), ["index.html", `${stem}.png`, `${stem}-card.png`, `${stem}.svg`, `${stem}.csv`, `${stem}.figure.json`, "comove-figure.js", "README.md"]);
  const html = files[`${stem}/index.html`].toString();
  assert.match(html, new RegExp(`<meta property="og:image" content="https://example.org/f/${stem}-card.png">`));
  assert.match(html, /<meta name="twitter:card" content="summary_large_image">/);
  const card = files[`${stem}/${stem}-card.png`];
  assert.deepEqual([card.readUInt32BE(16), card.readUInt32BE(20)], [1200, 630]);
  const readme = files[`${stem}/README.md`].toString();
  for (const system of ["HTML", "WordPress", "Ghost", "Hugo", "Jekyll", "Quarto", "Observable", "Notion", "note.com", /Hatena|はてな/]) assert.match(readme, new RegExp(`## .*${system.source ?? system}`));
  assert.ok(lines[0].includes(`src="${stem}.html#chart"`) && lines[1].includes(`src="${stem}.figure.json"`));
  for (const source of report.sources) assert.ok(html.includes(source.sha256), "no digest");
  // A tool that others use reads it, too.
  const folder = await mkdtemp(join(tmpdir(), "comove-zip-"));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, name), (await folderOf(t)).bytes);
  const { execFileSync } = await import("node:child_process");
  assert.match(execFileSync("python3", ["-c", "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip())", join(folder, name)]).toString(), /None/);
});

/** A post with the figure in a frame: as high as it says, all of it in view, nothing refused; a picture without script. */
async function shown(t, address, width, name) {
  const { page, seen } = await visit(t, address, { viewport: { width, height: 900 } });
  const inside = await (await page.waitForSelector("iframe")).contentFrame();
  await inside.waitForFunction(() => document.querySelector("#overlay canvas.plot")?.width > 50);
  assert.equal(await page.evaluate(() => document.querySelector("iframe").clientHeight), 450);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "wider than the screen");
  const fits = await inside.evaluate(() => [document.documentElement.scrollHeight <= innerHeight, document.querySelector("#overlay").getBoundingClientRect().height, document.querySelector(".about-source").getBoundingClientRect().bottom <= innerHeight]);
  assert.ok(fits[0] && fits[1] >= 150 && fits[2], `${fits}`);
  for (const hidden of [".views", "#table", ".about .table-scroll", ".masthead"]) assert.equal(await inside.isVisible(hidden), false, hidden);
  // It can be read by keys: Tab comes to the chart, and leaves it again.
  await page.evaluate(() => document.activeElement?.blur());
  const focused = () => inside.evaluate(() => document.activeElement?.id);
  for (let press = 0; press < 8 && (await focused()) !== "overlay"; press += 1) await page.keyboard.press("Tab");
  assert.equal(await focused(), "overlay");
  await page.keyboard.press("Home");
  await inside.waitForFunction(() => document.querySelector("#announce").textContent);
  assert.deepEqual([...seen.errors, ...seen.violations], []);
  await shot(page, name);
  const { page: still } = await visit(t, address, { viewport: { width, height: 900 }, javaScriptEnabled: false });
  const quiet = still.frameLocator("iframe");
  assert.ok((await quiet.locator(".still svg").boundingBox()).height > 150);
  assert.ok((await quiet.locator("h1:visible").textContent()).length > 10);
}
/** The first lines of code in a section of the README. */
const section = (readme, head) => readme.match(new RegExp(`\n## ${head}\n[^]*?\n\`\`\`\\w*\n([^]*?)\n\`\`\``))[1];

for (const width of [360, 680]) {
  test(`the folder beside a post, ${width} pixels wide: chart alone under a policy of frames, with its height; a picture without script`, async (t) => {
    const { files, name } = await folderOf(t);
    const stem = name.replace(/\.zip$/, "");
    const frame = section(files[`${stem}/README.md`].toString(), language === "ja" ? "普通の HTML" : "Plain HTML");
    const { url } = await site(t, { ...files, "post.html": post(frame, "default-src 'none'; frame-src 'self'; img-src 'self' data:; style-src 'unsafe-inline'") });
    await shown(t, `${url}post.html`, width, `post-${width}`);
  });
}

const LAYOUT = '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>post</title><main style="max-width: 640px; margin: auto">';
const GENERATORS = {
  Hugo: {
    skip: process.env.HUGO ? false : "no Hugo on this machine",
    files: (stem, lines) => ({ "config.toml": 'baseURL = "http://127.0.0.1/blog/"\n', "layouts/_default/single.html": `${LAYOUT}{{ .Content }}</main></html>`, [`layouts/shortcodes/${stem}.html`]: lines, "content/posts/a-post.md": `---\ntitle: A post\n---\nBefore.\n\n{{< ${stem} >}}\n\nAfter.\n` }),
    folder: "static",
    run: (from, to) => [process.env.HUGO, ["--source", from, "--destination", to, "--quiet"]],
    post: "posts/a-post/",
  },
  Jekyll: {
    skip: process.env.JEKYLL ? false : "no Jekyll on this machine",
    files: (stem, lines) => ({ "_config.yml": "baseurl: /blog\n", "_layouts/post.html": `${LAYOUT}{{ content }}</main></html>`, "_posts/2024-01-02-a-post.md": `---\nlayout: post\n---\nBefore.\n\n${lines}\n\nAfter.\n` }),
    folder: "assets",
    run: (from, to) => [process.env.JEKYLL, ["build", "--source", from, "--destination", to, "--quiet"]],
    post: "2024/01/02/a-post.html",
  },
};
for (const [system, { skip, files: own, folder: place, run, post: path }] of Object.entries(GENERATORS)) {
  test(`a post that ${system} made by the lines of the README, in a sub-path`, { skip }, async (t) => {
    const { files, name } = await folderOf(t);
    const stem = name.replace(/\.zip$/, "");
    const lines = section(files[`${stem}/README.md`].toString(), system);
    const { folder } = await site(t, { ...own(stem, lines), ...Object.fromEntries(Object.entries(files).map(([path, content]) => [`${place}/${path}`, content])) });
    const to = await mkdtemp(join(tmpdir(), "comove-made-"));
    const { execFileSync } = await import("node:child_process");
    execFileSync(...run(folder, to));
    const { url } = await site(t, {}, [to]);
    await rm(to, { recursive: true });
    for (const width of [360, 680]) await shown(t, `${url}${path}`, width, `post-${system}-${width}`);
  });
}

test("three figures on one page load the program once, under the documented policy; dark as the page; a picture without script", async (t) => {
  const { files, name, lines } = await folderOf(t);
  const stem = name.replace(/\.zip$/, "");
  const one = lines[1].split("\n").slice(1).join("\n");
  const own = Object.fromEntries(Object.entries(files).map(([path, content]) => [path.replace(`${stem}/`, ""), content]));
  const copies = Object.fromEntries([1, 2, 3].map((n) => [`${n}.figure.json`, own[`${stem}.figure.json`]]));
  const body = `<script type="module" src="comove-figure.js"></script>${[1, 2, 3].map((n) => one.replace(`${stem}.figure.json`, `${n}.figure.json`)).join("")}`;
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self' data:; style-src 'unsafe-inline'";
  const { url } = await site(t, { ...own, ...copies, "post.html": post(body, policy), "dark.html": post(`<style>body { background: #1c1c1e; color: #eee }</style>${body}`, policy) });
  const { page, seen } = await visit(t, `${url}post.html`, { viewport: { width: 680, height: 1800 } });
  await page.waitForFunction(() => [...document.querySelectorAll("comove-figure")].every((one) => one.shadowRoot.querySelector("iframe")?.contentDocument?.querySelector("#overlay canvas.plot")?.width > 50));
  const asked = seen.requests.filter((address) => address.startsWith(url)).map((address) => address.slice(url.length));
  assert.equal(asked.filter((path) => path === "comove-figure.js").length, 1, asked.join(" "));
  assert.deepEqual(asked.filter((path) => /figure\.json$/.test(path)).sort(), Object.keys(copies).sort());
  assert.equal(asked.filter((path) => /wasm|html/.test(path)).length, 1, asked.join(" "));
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("comove-figure")].map((one) => one.getBoundingClientRect().height)), [450, 450, 450]);
  assert.deepEqual([...seen.errors, ...seen.violations], []);
  await shot(page, "three-figures");
  const { page: dark } = await visit(t, `${url}dark.html`, { viewport: { width: 680, height: 900 } });
  await dark.waitForFunction(() => document.querySelector("comove-figure").shadowRoot.querySelector("iframe")?.contentDocument?.querySelector("#overlay canvas.plot")?.width > 50);
  assert.equal(await dark.evaluate(() => document.querySelector("comove-figure").shadowRoot.querySelector("iframe").contentDocument.documentElement.dataset.theme), "dark");
  const { page: still } = await visit(t, `${url}post.html`, { javaScriptEnabled: false });
  assert.equal(await still.locator("comove-figure img:visible").count(), 3);
  // One that is not there leaves the picture.
  await page.evaluate(() => {
    const one = document.createElement("comove-figure");
    one.setAttribute("src", "none.figure.json");
    one.innerHTML = "<p id=left>left</p>";
    document.body.prepend(one);
  });
  await page.locator("#left").waitFor();
});

/** What axe finds in a page and in the figure that it shows. */
async function accessible(page) {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  for (const frame of page.frames()) {
    await frame.evaluate(axe);
    // The post around is the test's own, without a heading; what is in the frame has none of its own either.
    const found = await frame.evaluate(async () => (await axe.run(document, { resultTypes: ["violations"], iframes: false, rules: { region: { enabled: false }, "landmark-one-main": { enabled: false }, "page-has-heading-one": { enabled: false }, "html-has-lang": { enabled: globalThis !== top } } })).violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.target.join(" "))}`));
    assert.deepEqual(found, [], frame.url());
  }
}
for (const kind of ["frame", "element"]) {
  test(`keys and a screen reader come through the ${kind} and out of it; axe finds nothing`, async (t) => {
    const { files, name, lines } = await folderOf(t);
    const stem = name.replace(/\.zip$/, "");
    const own = Object.fromEntries(Object.entries(files).map(([path, content]) => [path.replace(`${stem}/`, ""), content]));
    const { url } = await site(t, { ...own, [`${stem}.html`]: own["index.html"], "post.html": post(`<button id="before">before</button>${lines[kind === "frame" ? 0 : 1]}<button id="after">after</button>`) });
    for (const theme of ["light", "dark"]) {
      const { page } = await visit(t, `${url}post.html`, { viewport: { width: 680, height: 900 }, colorScheme: theme });
      await page.waitForFunction(() => (document.querySelector("iframe") ?? document.querySelector("comove-figure").shadowRoot?.querySelector("iframe"))?.contentDocument?.querySelector("#overlay canvas.plot")?.width > 50);
      const inside = page.frames()[1];
      await page.focus("#before");
      const stops = [];
      for (let press = 0; press < 12; press += 1) {
        await page.keyboard.press("Tab");
        const outer = await page.evaluate(() => document.activeElement?.id);
        if (outer === "after") break;
        stops.push(await inside.evaluate(() => document.activeElement?.id ?? ""));
        if (stops.at(-1) !== "overlay") continue;
        // A name, a description in words, and what is under the cursor said.
        const said = await inside.evaluate(() => {
          const chart = document.activeElement;
          const text = (ids) => (ids ?? "").split(" ").map((id) => document.getElementById(id)?.textContent.trim() ?? "").join(" ");
          return [chart.getAttribute("aria-label") ?? text(chart.getAttribute("aria-labelledby")), text(chart.getAttribute("aria-describedby"))];
        });
        assert.ok(said[0].length > 3 && said[1].length > 20, said.join(" | "));
        for (const key of ["Home", "ArrowRight"]) await page.keyboard.press(key);
        await inside.waitForFunction(() => /20\d\d/.test(document.querySelector("#announce").textContent));
      }
      assert.ok(stops.includes("overlay"), stops.join(" "));
      assert.equal(await page.evaluate(() => document.activeElement.id), "after", `the keys stay in the figure: ${stops}`);
      if (kind === "element") assert.ok((await page.evaluate(() => document.querySelector("comove-figure").shadowRoot.querySelector("iframe").title)).length > 10);
      await accessible(page);
    }
  });
}

test("hostile words of an author and of a file come out as text from every format, and from the lines to paste", async (t) => {
  const evil = `</title><script>globalThis.hit=1</script>&"'<img src=x onerror="globalThis.hit=2">{{ 7 | times: 6 }}\`]]>-->`;
  const [head, ...rows] = price[1].split("\n");
  const { page } = await open(t);
  await addFiles(page, ["=x</script><svg onload=globalThis.hit=3>.csv", [head.replace("price", `"${evil.replaceAll('"', '""')}"`), ...rows].join("\n")], alerts);
  await page.evaluate((evil) => comove.setRecipe({ period: "week", names: { s2: evil }, annotations: [{ at: "2020-06-01", text: evil }], publish: { title: evil, subtitle: evil, note: evil, byline: evil, source: evil, alt: evil, views: true, chance: true } }), evil);
  await dialog(page);
  const download = page.waitForEvent("download");
  await page.click("[data-way=zip]");
  const file = await download;
  const files = unzipped(await readFile(await file.path()));
  const stem = file.suggestedFilename().replace(/\.zip$/, "");
  const readme = files[`${stem}/README.md`].toString();
  assert.ok(!/(^|[^\\])<(script|img)/.test(readme.replace(/^(`{3,4})[^`][^]*?^\1$/gm, "")), "markup in the README's own words");
  const lines = section(readme, language === "ja" ? "普通の HTML" : "Plain HTML");
  assert.ok(!readme.includes("{{ 7"), "an expression for a generator");
  const component = readme.match(/<comove-figure src[^]*?<\/comove-figure>/)[0];
  const { url } = await site(t, { ...files, "post.html": post(`${lines}<script type="module" src="${stem}/comove-figure.js"></script>${component}`) });
  const { page: read, seen } = await visit(t, `${url}post.html`, { viewport: { width: 680, height: 1800 } });
  await read.waitForFunction(() => [document.querySelector("iframe"), document.querySelector("comove-figure").shadowRoot?.querySelector("iframe")].every((frame) => frame?.contentDocument?.querySelector("#overlay canvas.plot")?.width > 50));
  for (const frame of read.frames()) {
    const found = await frame.evaluate(() => [globalThis.hit, document.querySelectorAll("[onerror], [onload], svg script, body > script:not([type])").length]);
    assert.deepEqual(found, [undefined, 0], frame.url());
  }
  for (const frame of read.frames().slice(1)) assert.ok((await frame.evaluate(() => document.body.innerText)).includes("<script>globalThis.hit=1</script>"));
  const asked = seen.requests.filter((address) => address.startsWith(url) && !/favicon/.test(address)).map((address) => address.slice(url.length));
  assert.ok(asked.every((path) => path === "post.html" || path.startsWith(stem)), asked.join(" "));
  assert.deepEqual(seen.errors, []);
  // What social sites read is text, too.
  const { page: alone } = await visit(t, `${url}${stem}/index.html`);
  assert.equal(await alone.getAttribute('meta[property="og:title"]', "content"), evil);
  assert.equal(await alone.evaluate(() => globalThis.hit), undefined);
  assert.doesNotMatch(await text(page, "svg"), /<(script|img|svg onload)/i);
  assert.equal(JSON.parse(await text(page, "json")).recipe.publish.title, evil);
  assert.equal(JSON.parse(await text(page, "figure.json")).title, evil);
  const csv = await text(page, "csv");
  assert.ok(!csv.split(/[\r\n,]+/).some((cell) => /^"?[=+@]/.test(cell)), csv.slice(0, 300));
});

const executablePath = process.env.FIREFOX;
let firefox;
after(() => firefox?.close());
test("Firefox: the element draws its figure", { skip: executablePath ? false : "no Firefox on this machine" }, async (t) => {
  const { files, name } = await folderOf(t);
  const stem = name.replace(/\.zip$/, "");
  const { url } = await site(t, { ...files, "post.html": post(`<script type="module" src="${stem}/comove-figure.js"></script><comove-figure src="${stem}/${stem}.figure.json"></comove-figure>`, "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:") });
  const { default: puppeteer } = await import("puppeteer-core");
  firefox ??= await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
  const page = await firefox.newPage();
  await page.goto(`${url}post.html`);
  await page.waitForFunction("document.querySelector('comove-figure').shadowRoot?.querySelector('iframe')?.contentDocument?.querySelector('#overlay canvas.plot')?.width > 50", { timeout: 20_000 });
});

test("a figure and its files: they agree; a changed value is found; a missing file is named", async (t) => {
  const { page, report } = await (async () => {
    const opened = await analysed(t);
    return { ...opened, report: await opened.page.evaluate(() => comove.report()) };
  })();
  const html = await text(page, "html");
  const json = await text(page, "figure.json");
  // One price of one day: its week alone moves.
  const [head, ...rows] = price[1].trim().split("\n");
  const day = rows.findIndex((row) => row.startsWith("2020-06-10"));
  const other = [price[0], [head, ...rows.map((row, at) => (at === day ? `${row.split(",")[0]},250.00` : row))].join("\n") + "\n"];
  const said = async (...files) => {
    const { page } = await open(t);
    await page.setInputFiles("#file-input", files.map(([name, content]) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) })));
    await page.waitForSelector("#verified[open]");
    const found = await page.evaluate(() => [...document.querySelectorAll("#verified tr")].slice(1).map((row) => [...row.cells].map((cell) => cell.textContent)));
    return { words: await page.innerText("#verified"), found };
  };
  for (const figure of [["f.html", html], ["f.figure.json", json]]) {
    const { words, found } = await said(figure, price, alerts);
    assert.match(words, /agree: all|一致しています/, figure[0]);
    assert.match(words, /SHA-256/);
    assert.deepEqual(found, []);
  }
  const { words, found } = await said(["f.html", html], other, alerts);
  assert.match(words, /do not agree|一致していません/);
  assert.equal(found.length, 1);
  assert.deepEqual(found[0].slice(0, 2), [language === "ja" ? "2020年6月8日の週" : "week of 8 Jun 2020", report.x.label]);
  assert.match((await said(["f.html", html], price)).words, /alerts\.csv/);
});

test("beside another analysis a figure and its files are compared in a new tab, and nothing is lost; or the figure is opened", async (t) => {
  const { page } = await analysed(t);
  const html = await text(page, "html");
  const other = [price[0], price[1].replace(/(2020-06-10),[\d.]+/, "$1,250.00")];
  const { page: busy } = await open(t);
  await addFiles(busy, priceFile(days(100), "mine.csv"), visitsFile(days(100), "theirs.csv"));
  const before = await busy.evaluate(() => comove.report());
  const drop = async () => {
    await busy.setInputFiles("#file-input", [["f.html", html], other, alerts].map(([name, content]) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) })));
    await busy.waitForSelector("#verified[open]");
  };
  await drop();
  const opened = busy.context().waitForEvent("page");
  await busy.click("#verified [value=verify-tab]");
  const tab = await opened;
  const seen = watch(tab);
  await tab.waitForSelector("#verified[open] table");
  assert.match(await tab.innerText("#verified"), language === "ja" ? /2020年6月8日の週/ : /week of 8 Jun 2020/);
  assert.deepEqual([...seen.errors, ...seen.violations], []);
  assert.deepEqual(await busy.evaluate(() => comove.report()), before);
  assert.deepEqual(await busy.evaluate(() => comove.sources().map(({ name }) => name)), ["mine.csv", "theirs.csv"]);
  // Escape leaves everything as it is; the other button opens the figure, after the page's own question.
  await drop();
  await busy.keyboard.press("Escape");
  await busy.waitForSelector("#verified", { state: "detached" });
  assert.deepEqual(await busy.evaluate(() => comove.report()), before);
});

test("kept current: the recipe and its files are all that is asked for; newer files give a newer figure, and what was said is said", async (t) => {
  const { page } = await analysed(t);
  await page.evaluate(() => comove.updateSource("s1", { zone: "Asia/Tokyo" }));
  await dialog(page);
  const download = page.waitForEvent("download");
  await page.click("[data-way=recipe]");
  const recipe = await readFile(await (await download).path(), "utf8");
  const { url, folder } = await site(t, { "recipe.json": recipe, [price[0]]: price[1], [alerts[0]]: alerts[1] }, [dist]);
  const current = async () => {
    const { page, seen } = await visit(t, `${url}?recipe=recipe.json`, { viewport: { width: 1280, height: 900 } });
    await page.waitForSelector("#current");
    return { page, seen, words: await page.innerText("#current"), report: await page.evaluate(() => comove.report()) };
  };
  const first = await current();
  assert.match(first.words, /still says so|同じです/);
  assert.equal(await first.page.evaluate(() => comove.sources()[0].time.zone), "Asia/Tokyo");
  const own = new Set(["recipe.json", "price.csv", "alerts.csv"]);
  const asked = first.seen.requests.filter((address) => address.startsWith(url)).map((address) => new URL(address).pathname.replace("/blog/", ""));
  assert.deepEqual(new Set(asked.filter((path) => own.has(path) || /\.(csv|json)$/.test(path))), own);
  assert.deepEqual(first.seen.requests.filter((address) => !address.startsWith(url) && !/^(data|blob):/.test(address)), []);
  assert.deepEqual(first.seen.violations, []);
  // Next month's export under the same name; alerts follow the price now.
  const longer = days(700);
  const newer = priceFile(longer);
  const prices = newer[1].trim().split("\n").slice(1).map((row) => Number(row.split(",")[1]));
  const rows = longer.flatMap((date, at) => Array.from({ length: Math.max(0, Math.round((prices[Math.max(0, at - 7)] - 90) * 2)) }, (_, n) => `${date}T10:${String(n % 60).padStart(2, "0")}:00Z,/page${n % 3}`));
  await writeFile(join(folder, price[0]), newer[1]);
  await writeFile(join(folder, alerts[0]), ["time,path", ...rows].join("\n") + "\n");
  const second = await current();
  assert.ok(second.report.aligned.labels.length > first.report.aligned.labels.length);
  assert.notEqual(second.report.verdict.kind, first.report.verdict.kind);
  assert.match(second.words, /something else|判定が変わりました/);
  assert.ok(second.words.includes(first.report.verdict[language].split("\n")[0]), second.words);
  // One that cannot be followed is said.
  const { page: lost } = await visit(t, `${url}?recipe=nothing.json`);
  await lost.waitForSelector("#current[data-urgency=error]");
  assert.match(await lost.innerText("#current"), /404/);
});

test("axe finds nothing in the dialog, on a phone neither, and nothing is wider than it", async (t) => {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  for (const context of [{}, { viewport: { width: 360, height: 740 }, colorScheme: "dark" }]) {
    const { page } = await analysed(t, { context });
    await dialog(page);
    await page.evaluate(() => (document.querySelector(".publish-code").open = true));
    assert.equal(await page.evaluate(() => document.querySelector("#publish").scrollWidth <= document.querySelector("#publish").clientWidth), true);
    const session = await page.context().newCDPSession(page);
    await session.send("Runtime.evaluate", { expression: axe });
    const { result } = await session.send("Runtime.evaluate", { awaitPromise: true, returnByValue: true, expression: `axe.run("#publish", { resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes.map((node) => node.target.join(" ")).join(", ")))` });
    assert.deepEqual(result.value, []);
    // Every word in every language.
    const wrong = await page.evaluate(() => [...document.querySelectorAll("#publish option[data-en], #publish [lang]")].filter((one) => !one.textContent.trim()).map((one) => one.outerHTML));
    assert.deepEqual(wrong, []);
  }
});

test("printed, A4 and a slide, a figure keeps to its page and shows picture and numbers", async (t) => {
  const { files, name } = await folderOf(t);
  const stem = name.replace(/\.zip$/, "");
  const { url } = await site(t, files);
  for (const [format, size] of [["A4", { format: "A4" }], ["slide", { width: "1280px", height: "720px" }]]) {
    for (const viewport of [{ width: 1100, height: 800 }, { width: 390, height: 844 }]) {
      const { page } = await visit(t, `${url}${stem}/index.html`, { viewport });
      await page.waitForFunction(() => document.querySelector("#overlay canvas.plot")?.width > 50);
      const pdf = await page.pdf({ ...size, printBackground: false });
      assert.ok(pdf.length > 20_000, `${format} ${viewport.width}: ${pdf.length}`);
      const pages = (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
      // The picture with its title on the first, where the numbers come from on the second.
      assert.ok(pages >= 1 && pages <= 2, `${format} ${viewport.width}: ${pages} pages`);
      await writeFile(join(import.meta.dirname, "out", `print-${format}-${viewport.width}.pdf`), pdf);
    }
  }
});
