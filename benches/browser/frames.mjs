// Frames while a hand zooms and pans a chart of two series of three years of hours (read from quarter-hours), with a processor as slow
// as a phone's.
//
//   make build && node benches/browser/frames.mjs [times slower]
//
// A frame is from request to request, by the page's own clock; a wheel turns 60 times, then the pointer drags 60 times, each
// once the frame before has come. Beside it the same without a hand, which is what the machine gives.
import { chromium } from "../../tests/e2e/node_modules/playwright-core/index.mjs";
import { serve } from "../../tools/serve.mjs";

const rate = Number(process.argv[2] ?? 6);
const rows = 3 * 365 * 96;
let state = 1;
const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
let level = 150;
const time = (at) => new Date(Date.UTC(2018, 0, 1) + at * 9e5).toISOString().slice(0, 16);
const table = (name, value) => [`Time,${name}`, ...Array.from({ length: rows }, (_, at) => `${time(at)}Z,${value()}`)].join("\n");
const files = [
  ["price.csv", table("Price", () => (level *= 1 + 0.004 * (random() - 0.5)).toFixed(2))],
  ["temperature.csv", table("Temperature", () => (10 + 5 * random()).toFixed(2))],
];

const { server, url } = await serve(process.env.DIST ?? "dist");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(url);
const points = await page.evaluate(async (files) => {
  await comove.addFiles(files.map(([name, text]) => new File([text], name)));
  await comove.setRecipe({ period: "hour" });
  return (await comove.report()).aligned.labels.length;
}, files);
await page.waitForFunction(() => document.querySelector("#overlay canvas.plot")?.width > 50 && document.querySelector("#figure").getAttribute("aria-busy") !== "true");
const session = await page.context().newCDPSession(page);
await session.send("Emulation.setCPUThrottlingRate", { rate });
const found = await page.evaluate(async () => {
  const canvas = document.querySelector("#overlay canvas.plot");
  const box = document.querySelector("#overlay").getBoundingClientRect();
  const place = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const frame = () => new Promise(requestAnimationFrame);
  const at = (part) => ({ bubbles: true, cancelable: true, pointerId: 1, isPrimary: true, buttons: 1, clientX: box.left + box.width * part, clientY: box.top + box.height / 2 });
  const acts = {
    "no hand": () => {},
    "a wheel": (step) => place.dispatchEvent(new WheelEvent("wheel", { ...at(0.5), deltaY: step % 20 < 10 ? -60 : 60, ctrlKey: true })),
    "a pointer": (step) => place.dispatchEvent(new PointerEvent("pointermove", at(0.2 + 0.01 * step))),
  };
  const told = {};
  for (const [name, act] of Object.entries(acts)) {
    const times = [];
    let changed = 0;
    for (let step = 0, seen = ""; step < 60; step++) {
      const began = await frame();
      act(step);
      times.push((await frame()) - began);
      if (step % 15 === 0) {
        const now = name === "a pointer" ? document.querySelector("#overlay-readout, .readout")?.textContent : canvas.toDataURL();
        changed += now !== seen;
        seen = now;
      }
    }
    times.sort((a, b) => a - b);
    told[name] = [times[30], times[57], times.at(-1), changed];
  }
  return told;
});
console.log(`| ${points} points twice, ${rate} times slower | frame, median, ms | 19 of 20, ms | longest, ms |\n|---|---|---|---|`);
for (const [name, [middle, most, longest, changed]] of Object.entries(found)) {
  if (name !== "no hand" && changed < 3) throw new Error(`${name} changed nothing`);
  console.log(`| ${name} | ${middle.toFixed(0)} | ${most.toFixed(0)} | ${longest.toFixed(0)} |`);
}
await browser.close();
server.close();
