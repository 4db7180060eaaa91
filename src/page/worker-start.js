// The worker's script (what it and the page say to each other: workers.js). Starting is synchronous, so
// the program has its own listener before the next message comes. The guide's pages, which have no module,
// send an empty first message and wait for the program's greeting. (PROGRAM stands for the program's name,
// BUILD for the build that all is of, see tools/bundle.mjs.)
//
// It has the program's own script in it, which the page needs as well: there it leaves only `comoveParts.init`.
import init, { initSync } from "program";
import { lend } from "./lent.js";
import { readers } from "./readers.js";
import { closeWalls } from "./walls.js";

if (globalThis.document) comoveParts.init = init;
else {
  const inherits = location.protocol === "blob:";
  if (inherits) closeWalls(inherits);
  const waiting = new Map();
  let [asked, running, refused, disk, passing] = [0, false, false, false, false];
  const ask = (question) =>
    new Promise((...both) => {
      waiting.set(++asked, both);
      postMessage({ ask: asked, ...question });
    });
  self.comoveReaders = readers(() => ask({ want: "readers" }));

  const begin = ({ build, disk: fromDisk, module }) => {
    if (build) {
      refused = build !== BUILD;
      if (refused) return postMessage({ stale: true });
      if (!inherits) closeWalls(inherits);
      disk = fromDisk;
    } else if (!refused) {
      running = true;
      if (module) initSync({ module });
      else init({ module_or_path: PROGRAM }).then(() => closeWalls(inherits), reportError);
    }
  };
  const pass = async (data) => {
    for (const [at, file] of (data.files ?? [data.file]).entries()) {
      try {
        await file.slice(0, 1).arrayBuffer();
        break; // Whoever can read one can read all.
      } catch {
        lend(file, at, ask);
      }
    }
    passing = true;
    dispatchEvent(new MessageEvent("message", { data }));
    passing = false;
  };
  addEventListener("message", (event) => {
    const { data } = event;
    if (running && !data.answer && !data.ping && !(disk && (data.file ?? data.files) && !passing)) return;
    event.stopImmediatePropagation();
    if (data.answer) {
      const [done, failed] = waiting.get(data.answer);
      waiting.delete(data.answer);
      if (data.error) failed(data.error);
      else done(data.value);
    } else if (data.ping) postMessage({ pong: true });
    else if (running) pass(data);
    else begin(data);
  });
}
