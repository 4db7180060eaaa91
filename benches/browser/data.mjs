// Alerts like a sensor's: one line each, quoted commas, 40 rules, three and a half years in order.
// The same size gives the same bytes everywhere.
import { createWriteStream } from "node:fs";
import { once } from "node:events";

const MESSAGES = [
  "SCAN Potential SSH Scan, outbound",
  "ICMP Unusual PING, detected",
  "POLICY Mining Server, Stratum Protocol HTTP Header",
  "WEBAPP PHP remote file include, attempt",
  "SQL injection, union select",
  'DNS Suspicious ""top"" query, several lines of it',
];
const RULES = Array.from({ length: 40 }, (_, at) => 2_000_007 + at * 1_371);
const FIRST = Date.UTC(2018, 0, 1);
const DAYS = 1_277;
const DAY = 86_400_000;

/** Numbers from 0 to below 1 (Mulberry32). */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Writes about so many bytes; resolves with { rows, days, counts } to hold answers against. */
export async function writeAlerts(path, bytes) {
  const next = random(20_180_101);
  const below = (limit) => Math.floor(next() * limit);
  const address = () => `${10 + below(200)}.${below(256)}.${below(256)}.${below(256)}`;
  const out = createWriteStream(path);
  const counts = new Map();
  let rows = 0;
  out.write("timestamp,sig_generator,sig_id,sig_rev,msg,proto,src,srcport,dst,dstport\n");
  for (let day = 0; day < DAYS; day += 1) {
    const n = Math.round((bytes / 127 / DAYS) * (1 + 0.5 * Math.sin(day / 58)));
    const times = Float64Array.from({ length: n }, () => below(DAY)).sort();
    const date = new Date(FIRST + day * DAY).toISOString().slice(0, 10);
    let text = "";
    for (const ms of times) {
      const rule = Math.min(below(40), below(40));
      const time = new Date(FIRST + day * DAY + ms).toISOString();
      text += `${time},1,${RULES[rule]},${1 + (rule % 9)},"${MESSAGES[rule % MESSAGES.length]}",TCP,${address()},${1_024 + below(64_000)},${address()},${below(2) ? 443 : 53}\n`;
      const key = `${date} ${RULES[rule]}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    rows += n;
    if (!out.write(text)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  return { rows, days: DAYS, checksum: checksum([...counts].map(([key, n]) => [...key.split(" "), n])) };
}

/** One number of a table of [day, rule, n], in whatever order. */
export function checksum(counts) {
  let sum = 0;
  for (const [day, rule, n] of counts) {
    const date = Number(String(day).replaceAll("-", ""));
    sum = (sum + n * ((date % 9_973) * 31 + (Number(rule) % 9_967))) % 9_007_199_254_740_881;
  }
  return sum;
}
