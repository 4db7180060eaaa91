// Put in front of the page's own scripts by serve.mjs: what a benchmark drives.
//
//   window.benchReady   true once the page can be used
//   window.bench.run(file) -> { rows, days, counts: [["YYYY-MM-DD", rule, n], …] }
//
// The file goes in by comove.addFiles, as an embedder's would; the counts are those that the
// worker hands to the page. The rivals count by rule number, so the page is told to do so too
// (by itself it would split these alerts by their text): in the errand, not by a second reading.

const RULE = "sig_id";
const RealWorker = globalThis.Worker;
let answers = [];
let ruleColumn = null;

/** An errand whose overrides, JSON behind its length in the message's bytes, name the rule's column. */
function splitByRule(bytes) {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const [from, to] = [text.indexOf("{"), text.lastIndexOf("}") + 1];
  if (from < 0) return bytes;
  const sized = (json) => [...(json.length < 128 ? [json.length] : [(json.length & 127) | 128, json.length >> 7]), ...new TextEncoder().encode(json)];
  const old = text.slice(from, to);
  const json = JSON.stringify({ ...JSON.parse(old), groupColumn: ruleColumn });
  return Uint8Array.from([...bytes.slice(0, to - sized(old).length), ...sized(json), ...bytes.slice(to)]);
}

globalThis.Worker = class extends RealWorker {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => {
      if (data?.columns) answers.push({ columns: data.columns, arrived: performance.now() });
    });
  }
  postMessage(message, ...rest) {
    if (message?.file && ruleColumn !== null) message.value = splitByRule(message.value);
    super.postMessage(message, ...rest);
  }
};

/** Cells (quarter hours) and their amounts, which are whole here. */
function* cells(bytes) {
  let at = 0;
  const number = () => {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const byte = bytes[at];
      at += 1;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  for (let cell = 0; at < bytes.length; ) {
    // The first in zigzag form, and later than 1970 here; then distances.
    cell += at === 0 ? number() / 2 : number();
    yield [cell, number()];
  }
}

async function run(file) {
  const head = (await file.slice(0, 4096).text()).split(/\r?\n/, 1)[0].split(",");
  ruleColumn = head.indexOf(RULE);
  answers = [];
  const began = performance.now();
  const [source] = await globalThis.comove.addFiles([file]);
  const answered = performance.now();
  if (source.status !== "ready") throw new Error(JSON.stringify(source.message ?? source.status));
  // A column of bytes for the total, then one for each group (src/ingest/cells.rs).
  const { arrived, columns: [, ...groups] } = answers.at(-1);
  // The first series is the total.
  const names = source.series.slice(1).map((series) => series.label);
  const counts = [];
  const days = new Set();
  groups.forEach((bytes, group) => {
    const perDay = new Map();
    for (const [cell, amount] of cells(bytes)) {
      const day = Math.floor(cell / 96);
      perDay.set(day, (perDay.get(day) ?? 0) + amount);
    }
    for (const [day, amount] of perDay) {
      days.add(day);
      counts.push([new Date(day * 86_400_000).toISOString().slice(0, 10), names[group], amount]);
    }
  });
  window.bench.parts = { worker: arrived - began, page: answered - arrived, converting: performance.now() - answered };
  return { rows: source.rows.used, days: days.size, counts };
}

window.bench = { name: "Comove", run };
const wait = setInterval(async () => {
  if (!globalThis.comove) return;
  clearInterval(wait);
  await globalThis.comove.ready;
  // Compiled before a file is chosen, as every rival's is.
  await globalThis.comoveParts.workerModule();
  window.benchReady = true;
}, 5);
