// Starts the page's workers, and answers what they ask for: they have no network of their own (walls.js).
//
//   page to worker     { build, disk }        first: the build that the page is of; whether it was opened from disk
//                      { module }             second: the compiled program
//                      { ping }               asks for a sign of life
//                      { answer, value }      to an `ask` of that number; or { answer, error }
//                      anything else          the program's own (src/page/envelope.rs)
//   worker to page     { stale }              it is of another build: it does nothing
//                      { pong }
//                      { ask, want, ... }     `readers`: their compiled program; `bytes`: of a file of the present job, by its place
//
// A worker starts from a blob, which the engine holds to the policy of the page that made it; a worker
// that starts from a file is held to what its host sends, which is nothing on most.

/** Milliseconds between two looks at the workers that have a job. */
const TICK = 1000;

/**
 * Gives a function that starts a worker, or takes one that its `ahead(module)` has started: two, each with the
 * program as soon as that promise has it, so that they start while it comes and the page starts. `script`: the
 * text of their script; `file`: its address, for a host whose own policy refuses blobs; `trust(address)`: as
 * Trusted Types want it; `readers()`: a promise of the readers' compiled program; `stale()`: is called where the
 * worker is of another build.
 */
export function workers({ script, file, trust, readers, stale }) {
  const blob = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  let refused = false;
  const made = () => {
    try {
      if (!refused) return new Worker(trust(blob));
    } catch (error) {
      // A host's policy; anything else is a fault of ours.
      if (!file || !(error instanceof DOMException)) throw error;
      refused = true;
    }
    return new Worker(trust(file));
  };
  const spare = new Set();
  const started = () => {
    const worker = made();
    let [heard, held] = [false, []];
    worker.addEventListener("message", async (event) => {
      heard = true;
      silence.set(worker, 0);
      const { ask, want, at, start, end, pong, stale: other } = event.data;
      if (!ask && !pong && !other) return;
      event.stopImmediatePropagation();
      if (other) stale();
      if (!ask) return;
      try {
        const value = want === "readers" ? await readers() : await held[at].slice(start, end).arrayBuffer();
        worker.postMessage({ answer: ask, value }, want === "bytes" ? [value] : []);
      } catch (error) {
        worker.postMessage({ answer: ask, error });
      }
    });
    worker.addEventListener("error", () => {
      spare.delete(worker);
      if (heard || !file) return;
      // The next one, which tries the same job again, starts from its file; what was started ahead, as
      // this one was, is refused as well, and its own error may come only after it was taken.
      refused = true;
      for (const other of spare) other.terminate();
      spare.clear();
    });
    // A job has its worker's files in its hands as long as it runs.
    const post = Worker.prototype.postMessage;
    worker.postMessage = (message, transfer = []) => {
      held = message.files ?? (message.file ? [message.file] : held);
      post.call(worker, message, transfer);
    };
    worker.terminate = () => {
      silence.delete(worker);
      Worker.prototype.terminate.call(worker);
    };
    silence.set(worker, 0);
    watching ??= setInterval(watch, TICK);
    worker.postMessage({ build: BUILD, disk: location.protocol === "file:" });
    return worker;
  };
  const next = () => {
    const [worker = started()] = spare;
    spare.delete(worker);
    return worker;
  };
  const ahead = (module) => {
    for (let one = 0; one < 2; one++) {
      let worker;
      try {
        worker = started();
      } catch {
        return; // It fails again with the first job, and is reported there.
      }
      spare.add(worker);
      // One that the page has taken meanwhile gets the program with its first job (src/page/pool.rs).
      module.then((module) => {
        if (!spare.has(worker)) return;
        worker.comoveReady = true;
        worker.postMessage({ module });
      }, () => {});
    }
  };
  return Object.assign(next, { ahead });
}

// A worker with a job that gives no sign of life, not even to a question, has ended without a word or will
// never end. The program says how many seconds that job may take at a stretch (`comovePatience`, 0 without
// a job). Counted are looks, not a clock: while the machine sleeps, or the page is in the background and its
// timers are held back, there are none, so neither is taken for a fault.
const silence = new Map();
let watching;
function watch() {
  for (const [worker, looks] of silence) {
    const patience = worker.comovePatience;
    silence.set(worker, patience ? looks + 1 : 0);
    if (patience && looks >= patience) worker.dispatchEvent(new ErrorEvent("error", { message: "no answer" }));
    else if (patience && looks) worker.postMessage({ ping: true });
  }
}
