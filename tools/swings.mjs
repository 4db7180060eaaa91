// swings.mjs [--check]: the picture of slow swings on the guide's pages on the statistics
// (site/guide/swings.svg): two made-up series of days that share a slow movement, and their slow
// Fourier parts alone. --check only compares.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("../site/guide/swings.svg", import.meta.url));
const [n, width, height, gap] = [400, 720, 150, 24];
// From one to the next, always the same (mulberry32), and normal (Box and Muller).
let state = 20;
const uniform = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};
const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
const memory = (phi) => {
  let level = normal();
  return Array.from({ length: n }, () => (level = phi * level + Math.sqrt(1 - phi * phi) * normal()));
};
const shared = memory(0.985);
const series = [0, 1].map(() => memory(0.4).map((own, t) => shared[t] + 1.1 * own));

/** What is left of a series of the swings of 2 to 10 cycles a span: test S keeps as many. */
const slow = (x) => {
  const out = new Array(n).fill(0);
  for (let k = 2; k <= 10; k++) {
    const at = (t) => (2 * Math.PI * k * t) / n;
    const sum = (wave) => x.reduce((all, v, t) => all + v * wave(at(t)), 0) * (2 / n);
    const [a, b] = [sum(Math.cos), sum(Math.sin)];
    out.forEach((_, t) => (out[t] += a * Math.cos(at(t)) + b * Math.sin(at(t))));
  }
  return out;
};
const line = (x, top, weight, name) => {
  const [least, most] = [Math.min(...x), Math.max(...x)];
  const place = (v, t) => `${((t / (n - 1)) * width).toFixed(1)},${(top + height - ((v - least) / (most - least)) * height).toFixed(1)}`;
  return `<polyline class="${name}" fill="none" stroke-width="${weight}" stroke-linejoin="round" points="${x.map(place).join(" ")}"/>`;
};
const parts = [
  ...series.map((x, i) => line(x, 4, 1, "ab"[i])),
  ...series.map((x, i) => line(slow(x), 4 + height + gap, 2.5, "ab"[i])),
];
const style = ".a{stroke:#0b5e57}.b{stroke:#b3541e}@media(prefers-color-scheme:dark){.a{stroke:#6cc7b8}.b{stroke:#f0a267}}";
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${2 * height + gap + 8}"><style>${style}</style>${parts.join("")}</svg>\n`;

if (process.argv[2] === "--check") {
  if (!existsSync(file) || readFileSync(file, "utf8") !== svg) {
    console.error("site/guide/swings.svg is not what tools/swings.mjs draws: run it");
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, svg);
}
