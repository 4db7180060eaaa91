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

/** A message's columns: small ones lie together behind their kind and length, of larger ones there is a 3 (src/wire.rs). */
function unpacked({ columns, small }) {
  const [all, large] = [[], columns.values()];
  for (let at = 0; at < small.length; ) {
    const kind = small[at++];
    if (kind === 3) {
      all.push(large.next().value);
      continue;
    }
    const length = (small[at] | (small[at + 1] << 8)) * (kind === 1 ? 1 : 8);
    all.push(small.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return all;
}

globalThis.Worker = class extends RealWorker {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => {
      if (data?.columns) answers.push({ columns: unpacked(data), arrived: performance.now() });
    });
  }
  postMessage(message, ...rest) {
    if (message?.file && ruleColumn !== null) message.value = splitByRule(message.value);
    super.postMessage(message, ...rest);
  }
};

const dates = new Map();
/** A day's name: days since 1970. */
const dateOf = (day) => {
  if (!dates.has(day)) dates.set(day, new Date(day * 86_400_000).toISOString().slice(0, 10));
  return dates.get(day);
};

/** Adds the amounts by day of one group's cells (quarter hours, and whole amounts here). */
function addByDay(bytes, group, counts) {
  // The first cell is in zigzag form, and later than 1970 here; then come distances.
  let [at, cell, end, sum] = [0, 0, 0, 0];
  while (at < bytes.length) {
    let byte = bytes[at++];
    let distance = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++];
      distance |= (byte & 127) << shift;
    }
    byte = bytes[at++];
    let amount = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++];
      amount |= (byte & 127) << shift;
    }
    cell = end === 0 ? distance >> 1 : cell + distance;
    if (cell >= end) {
      if (end > 0) counts.push([dateOf(end / 96 - 1), group, sum]);
      end = (Math.floor(cell / 96) + 1) * 96;
      sum = 0;
    }
    sum += amount;
  }
  counts.push([dateOf(end / 96 - 1), group, sum]);
}

async function run(file) {
  const head = (await file.slice(0, 4096).text()).split(/\r?\n/, 1)[0].split(",");
  ruleColumn = head.indexOf(RULE);
  answers = [];
  dates.clear();
  const began = performance.now();
  const [source] = await globalThis.comove.addFiles([file]);
  const answered = performance.now();
  // What the page does with its answer is one task, turning it into the race's form another.
  await new Promise((done) => setTimeout(done));
  if (source.status !== "ready") throw new Error(JSON.stringify(source.message ?? source.status));
  // What is told of the rows' order, bytes for the total, bytes for each group (src/ingest/cells.rs), then the rows at the ends.
  const { arrived, columns: [, , ...columns] } = answers.at(-1);
  // The first series is the total.
  const counts = [];
  source.series.slice(1).forEach((series, group) => addByDay(columns[group], series.label, counts));
  window.bench.parts = { worker: arrived - began, page: answered - arrived, converting: performance.now() - answered };
  return { rows: source.rows.used, days: dates.size, counts };
}

window.bench = { name: "Comove", run };
const wait = setInterval(async () => {
  if (!globalThis.comove) return;
  clearInterval(wait);
  await globalThis.comove.ready;
  // Compiled before a file is chosen, as every rival's is.
  await globalThis.comoveParts.workerModule();
  // A hand drags a file over the page, and a second later drops it: the page's program and its workers
  // start meanwhile, as every rival's are started before. `?cold` starts the program alone.
  const drag = () => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([], "x.csv"));
    for (const name of ["dragenter", "dragleave"]) document.dispatchEvent(new DragEvent(name, { dataTransfer, cancelable: true }));
  };
  const cold = location.search.includes("cold");
  if (cold) dispatchEvent(new Event("pointermove"));
  else drag();
  while (!globalThis.comove.version) await new Promise((done) => setTimeout(done, 10));
  // As long as it is over the page, a drag is told again and again.
  for (let again = 0; again < 10; again++) {
    await new Promise((done) => setTimeout(done, 100));
    if (!cold) drag();
  }
  window.benchReady = true;
}, 5);
