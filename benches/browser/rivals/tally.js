// Counts per day and rule, as every rival in JavaScript makes them.
export class Tally {
  #days = new Map();
  #day = "";
  #rules = null;
  rows = 0;

  add(day, rule) {
    this.rows += 1;
    if (day !== this.#day) {
      this.#rules = this.#days.get(day);
      if (!this.#rules) this.#days.set(day, (this.#rules = new Map()));
      this.#day = day;
    }
    this.#rules.set(rule, (this.#rules.get(rule) ?? 0) + 1);
  }

  result() {
    const counts = [];
    for (const [day, rules] of this.#days) for (const [rule, n] of rules) counts.push([day, rule, n]);
    return { rows: this.rows, days: this.#days.size, counts };
  }
}

/** Runs a module's `run(file)` in a worker. */
export function inWorker(name, path) {
  let worker;
  return {
    name,
    init() {
      worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    },
    run: (file) =>
      new Promise((done, failed) => {
        worker.onmessage = ({ data }) => (data.error ? failed(new Error(data.error)) : done(data));
        worker.onerror = (event) => failed(new Error(event.message || "the worker died"));
        worker.postMessage({ path: new URL(path, import.meta.url).href, file });
      }),
  };
}
