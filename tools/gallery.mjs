// gallery.mjs KEV.csv: writes the data of site/gallery. KEV.csv is the catalogue of known
// exploited vulnerabilities of CISA (CC0), as downloaded; what is kept of it is dates and
// vendors. The moon's light is computed (Meeus, Astronomical Algorithms, chapter 48, low accuracy).
import { readFileSync, writeFileSync } from "node:fs";

/** Records of a CSV text, quotes understood. */
function records(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const row = rows.at(-1);
    const c = text[at];
    if (quoted && c === '"' && text[at + 1] === '"') row[row.length - 1] += text[++at];
    else if (c === '"') quoted = !quoted;
    else if (c === "," && !quoted) row.push("");
    else if (c === "\n" && !quoted) rows.push([""]);
    else if (c !== "\r") row[row.length - 1] += c;
  }
  return rows.filter((row) => row.length > 1);
}

const [head, ...rows] = records(readFileSync(process.argv[2], "utf8").replace(/^\ufeff/, ""));
const of = (row, name) => row[head.indexOf(name)];
// The first list came in one piece in November 2021; from 2022 on entries were added as they came.
const added = rows.filter((row) => of(row, "dateAdded") >= "2022-01-01").sort((a, b) => (of(a, "dateAdded") < of(b, "dateAdded") ? -1 : 1));
const write = (name, lines) => writeFileSync(new URL(`../site/gallery/${name}`, import.meta.url), `${lines.join("\n")}\n`);
const cell = (text) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const list = (keep) => ["dateAdded,vendorProject", ...added.filter(keep).map((row) => `${of(row, "dateAdded")},${cell(of(row, "vendorProject"))}`)];
write("kev-ransomware.csv", list((row) => of(row, "knownRansomwareCampaignUse") === "Known"));
write("kev-other.csv", list((row) => of(row, "knownRansomwareCampaignUse") !== "Known"));
write("kev-all.csv", list(() => true));

const radians = Math.PI / 180;
const light = (ms) => {
  const t = (ms / 86_400_000 + 2_440_587.5 - 2_451_545) / 36_525;
  const elongation = 297.8502 + 445_267.1115 * t;
  const sun = 357.5291 + 35_999.0503 * t;
  const moon = 134.9634 + 477_198.8676 * t;
  const sin = (degrees) => Math.sin(degrees * radians);
  const phase = 180 - elongation - 6.289 * sin(moon) + 2.1 * sin(sun) - 1.274 * sin(2 * elongation - moon) - 0.658 * sin(2 * elongation) - 0.214 * sin(2 * moon) - 0.11 * sin(elongation);
  return ((1 + Math.cos(phase * radians)) / 2) * 100;
};
const nights = ["date,moonlight (%)"];
for (let ms = Date.UTC(2022, 0, 1); ms <= Date.UTC(2025, 7, 25); ms += 86_400_000) nights.push(`${new Date(ms).toISOString().slice(0, 10)},${light(ms).toFixed(1)}`);
write("moonlight.csv", nights);
