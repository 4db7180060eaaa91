// No rival but a limit: the file is read by as many workers, and nothing is done with it.
const SLICE = 16 << 20;
let workers;

export const bench = {
  name: "reading alone, as many workers",
  init() {
    const count = Math.min(navigator.hardwareConcurrency, 8);
    workers = Array.from({ length: count }, () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" }));
  },
  async run(file) {
    const step = Math.ceil(file.size / workers.length);
    const path = new URL("./read-only-run.js", import.meta.url).href;
    await Promise.all(
      workers.map(
        (worker, at) =>
          new Promise((done, failed) => {
            worker.onmessage = ({ data }) => (data.error ? failed(new Error(data.error)) : done(data));
            worker.postMessage({ path, file, range: [at * step, Math.min(file.size, (at + 1) * step), SLICE] });
          }),
      ),
    );
    return null;
  },
};
