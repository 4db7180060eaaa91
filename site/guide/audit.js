// Runs a part of the audit: the page's own worker draws the pairs and judges them, a few at a time,
// so that it can be stopped. Nothing is loaded before it is asked for.
const form = document.getElementById("run");
const [process, length, pairs, fresh, start, cancel, progress, status] = ["process", "length", "pairs", "fresh", "start", "cancel", "progress", "status"].map((id) => document.getElementById(id));
const say = (what, values = {}) => {
  status.textContent = form.dataset[what].replace(/\{(\w+)\}/g, (_, name) => values[name]);
};

/** The worker, started with its program; the next message, or an error. */
async function worker() {
  const worker = new Worker(new URL("../worker.js", import.meta.url));
  const next = () =>
    new Promise((told, failed) => {
      worker.onmessage = ({ data }) => told(data);
      worker.onerror = (event) => failed(new Error(event.message ?? "?"));
    });
  const hello = next();
  // It fetches its program itself.
  worker.postMessage({});
  await hello;
  return { worker, next };
}

/** What the table says of a process: the usual formula's rate and Comove's, with its error. */
function published(name, length) {
  const row = [...document.querySelectorAll("#unrelated tbody tr, #related tbody tr")].find((row) => row.cells[0].textContent === name);
  const place = [42, 180, 1260].indexOf(length);
  const cell = (at) => row.cells[at].textContent.split(" / ")[place];
  const related = row.closest("table").id === "related";
  return related ? ["–", `${cell(2)} ± ${cell(3)}`] : [cell(2), `${cell(3)} ± ${cell(4)}`];
}

function show(found, done, table) {
  for (const [at, id] of ["naive", "comove"].entries()) {
    const share = found[at] / done;
    // None of twenty is no error of 0: as if half a pair more had been found of one more.
    const near = (found[at] + 0.5) / (done + 1);
    const error = Math.sqrt((near * (1 - near)) / done);
    const cells = document.getElementById(id).cells;
    cells[1].textContent = form.dataset.of.replace("{found}", found[at]).replace("{done}", done);
    cells[2].textContent = `${(100 * share).toFixed(1)} ±\u00a0${(100 * error).toFixed(1)}`;
    cells[3].textContent = table[at];
  }
}

let stop = () => {};
cancel.addEventListener("click", () => stop());

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (start.disabled) return;
  const [audit, n, all] = [process.value, Number(length.value), Number(pairs.value)];
  const table = published(audit, n);
  // Far behind the numbers that any audit has used.
  const from = fresh.checked ? 1e6 + Math.floor(Math.random() * 1e9) : 0;
  const stopped = new Promise((end) => (stop = () => end("stopped")));
  let [running, done, some, found] = [undefined, 0, 1, [0, 0]];
  start.disabled = true;
  cancel.disabled = false;
  progress.value = 0;
  say("loading");
  try {
    const loaded = worker();
    loaded.then((loaded) => (running = loaded), () => {});
    let last = await Promise.race([loaded, stopped]);
    while (last !== "stopped" && done < all) {
      some = Math.min(some, all - done);
      const began = performance.now();
      const told = running.next();
      running.worker.postMessage({ audit, n, first: from + done, pairs: some });
      last = await Promise.race([told, stopped]);
      if (last === "stopped") break;
      if (!(last instanceof Float64Array)) throw new Error("?");
      found = found.map((count, at) => count + last[at]);
      done += some;
      progress.value = done / all;
      show(found, done, table);
      say("running", { done, pairs: all });
      // About five times a second.
      if (performance.now() - began < 100) some *= 2;
      else if (performance.now() - began > 300) some = Math.max(1, some >> 1);
    }
    say(done < all ? "stopped" : "done", { done });
  } catch (error) {
    say("failed", { reason: error.message });
  }
  running?.worker.terminate();
  start.disabled = false;
  cancel.disabled = true;
});
