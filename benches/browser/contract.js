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

globalThis.Worker = class extends RealWorker {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => {
      const read = data?.value?.read;
      if (read?.heads) answers.push({ heads: read.heads, columns: data.columns });
    });
  }
  postMessage(message, ...rest) {
    const read = message?.value?.read ?? message?.value?.part;
    if (read?.patch && ruleColumn !== null) read.patch.groupColumn = ruleColumn;
    super.postMessage(message, ...rest);
  }
};

async function run(file) {
  const head = (await file.slice(0, 4096).text()).split(/\r?\n/, 1)[0].split(",");
  ruleColumn = head.indexOf(RULE);
  answers = [];
  const [source] = await globalThis.comove.addFiles([file]);
  const answered = performance.now();
  if (source.status !== "ready") throw new Error(JSON.stringify(source.message ?? source.status));
  const { heads: [{ data }], columns: [cells, group, amount] } = answers.at(-1);
  const names = (data.Counts ?? data.counts).groups;
  // Cells are quarter hours.
  const sums = new Map();
  for (let at = 0; at < cells.length; at += 1) {
    const key = Math.floor(Number(cells[at]) / 96) * 64 + group[at];
    sums.set(key, (sums.get(key) ?? 0) + amount[at]);
  }
  const days = new Map();
  const counts = [];
  for (const [key, n] of sums) {
    const day = Math.floor(key / 64);
    if (!days.has(day)) days.set(day, new Date(day * 86_400_000).toISOString().slice(0, 10));
    counts.push([days.get(day), names[key % 64], n]);
  }
  window.bench.parts = { converting: performance.now() - answered };
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
