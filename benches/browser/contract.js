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

async function run(file) {
  const head = (await file.slice(0, 4096).text()).split(/\r?\n/, 1)[0].split(",");
  ruleColumn = head.indexOf(RULE);
  answers = [];
  const began = performance.now();
  const [source] = await globalThis.comove.addFiles([file]);
  const answered = performance.now();
  if (source.status !== "ready") throw new Error(JSON.stringify(source.message ?? source.status));
  const { arrived, columns: [cells, group, amount] } = answers.at(-1);
  // The first series is the total.
  const names = source.series.slice(1).map((series) => series.label);
  // Cells are quarter hours, in order; their numbers fit 32 bits.
  const low = new Int32Array(cells.buffer, cells.byteOffset, cells.length * 2);
  const sums = new Float64Array(names.length);
  const counts = [];
  let days = 0;
  let day = null;
  const flush = () => {
    const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
    days += 1;
    for (let at = 0; at < sums.length; at += 1) if (sums[at]) counts.push([date, names[at], sums[at]]);
    sums.fill(0);
  };
  for (let at = 0; at < cells.length; at += 1) {
    const now = Math.floor(low[2 * at] / 96);
    if (now !== day && day !== null) flush();
    day = now;
    sums[group[at]] += amount[at];
  }
  if (day !== null) flush();
  window.bench.parts = { worker: arrived - began, page: answered - arrived, converting: performance.now() - answered };
  return { rows: source.rows.used, days, counts };
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
