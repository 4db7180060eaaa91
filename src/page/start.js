// Starts the program in the page. A file of its own, because the page's Content-Security-Policy
// allows no inline script.
//
// The program is fetched at the first sign that the page is used: a pointer, a key, a file, a
// call, an address that names an analysis. What is done before it runs is done again when it does.
//
// What the program (src/page/) finds in `comoveParts`:
//
//   worker()         gives a new worker (workers.js)
//   workerModule()   Promise<WebAssembly.Module>: the program, compiled once, which runs here, too;
//                    to be posted to each worker before anything else: { module }
//   publish(spec)    see publish.js
//   trouble(words)   see shell.js
//   init(given)      runs the program here, put there by worker.js, which has the program's own script
//   full()           whether memory ran out, put there by the program
//
// In comove.html start-single.js stands in this place and takes the same from the file
// itself: nothing else may know where the page's own files lie.

import { able, onNeed, said, stale, start } from "./shell.js";
import { trusting } from "./trusted.js";
import { workers } from "./workers.js";

const program = new URL(document.querySelector("meta[name=program]").content.split(" ")[0], document.baseURI).href;
// Files that keep their names are asked for with the build's, so that no older one serves.
const own = (name) => new URL(`./${name}?${BUILD}`, document.baseURI).href;
const OWN = new Set([own("worker.js"), new URL("./service-worker.js", document.baseURI).href]);
// The only addresses that a script of this page may come from; an `import` is held to its origin.
const policy = trusting("comove", {
  createScriptURL(address) {
    if (!OWN.has(address) && !address.startsWith(`blob:${origin}/`)) throw new TypeError("not a script of this page");
    return address;
  },
});
const trust = (address) => policy.createScriptURL(address);
const fetched = async (url, integrity = "") => {
  const answer = await fetch(url, { integrity });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${answer.statusText}`);
  return answer;
};
/** The text of a file that carries its build's number. */
const ofThisBuild = async (name) => {
  const text = await (await fetched(own(name))).text();
  if (!text.includes(BUILD)) throw new Error(said("two-builds"));
  return text;
};

let tries = 0;
const publishing = async () => {
  // An engine may remember that a module did not come: another address is asked for.
  const found = await import(`${own("publish.js")}${tries ? `&${tries}` : ""}`).catch((error) => {
    tries += 1;
    throw error;
  });
  if (found.build !== BUILD) throw new Error(said("two-builds"));
  return found;
};

let module;
const compiled = () =>
  (module ??= compile(program).catch((error) => {
    module = null;
    throw error;
  }));
let readers;
const readersCompiled = async () => (readers ??= await WebAssembly.compile(await (await fetched(own("readers.wasm"), INTEGRITY["readers.wasm"])).arrayBuffer()));
Object.assign(comoveParts, {
  workerModule: compiled,
  publish: async (spec) => {
    const { packed, publish } = await publishing();
    return publish(spec, {
      template: () => ofThisBuild("figure.template"),
      program: async () => packed(await (await fetched(own("figure.wasm"), INTEGRITY["figure.wasm"])).blob()),
      component: () => ofThisBuild("comove-figure.js"),
    });
  },
});

/** The text of the workers' script, which has run here as well and left `comoveParts.init`. */
async function workerText() {
  const text = await (await fetched(own("worker.js"))).text();
  // A script of another build does not run here: the caller says that the page is to be loaded again.
  if (text.includes(BUILD)) await import(own("worker.js"));
  return text;
}

async function compile(url) {
  const answer = await fetched(url);
  // Compiling from the stream needs the right media type, which some hosts do not send.
  return answer.headers.get("content-type") === "application/wasm"
    ? WebAssembly.compileStreaming(answer)
    : WebAssembly.compile(await answer.arrayBuffer());
}

if (parent !== globalThis && new URLSearchParams(location.search).get("view") === "figure") {
  publishing().then(({ tellHeight }) => tellHeight(), console.warn);
}

const asked = new URLSearchParams(location.search);
if (opener && asked.has("verify")) publishing().then(({ receive }) => receive(), console.warn);
const recipe = asked.get("recipe");
if (recipe) publishing().then(({ keepCurrent }) => keepCurrent(recipe), console.warn);

// What the program would answer before anything was given to it.
comove.sources = () => [];
comove.query = () => null;
comove.recipe = () => ({
  x: null, y: null, others: [], controls: [], shareOf: { x: null, y: null }, weekStart: "monday", period: "auto", zone: "UTC",
  from: null, to: null, aggregateX: "mean", aggregateY: "sum", smoothing: 1, smoothingTrailing: false, scale: "dual",
  logX: false, logY: false, maxLag: null, lagWindow: null, lagWindowAfterLooking: false, looks: 0, rollingWindow: null,
  holidays: "auto", sums: [], outages: [], annotations: [], language: null, names: {}, groupNames: false, publish: {},
});

// What is done while the program is on its way, to be done again once it runs.
const early = [];
const later = (again) => {
  early.push(again);
  document.body.dataset.coming = "";
  begin();
};
const carrying = (files, text) => {
  const carried = new DataTransfer();
  for (const file of files) carried.items.add(file);
  if (text) carried.setData("text/plain", text);
  return carried;
};
/** The files of what was dropped, folders' too; to be called while the event lasts. */
function dropped({ items, files }) {
  const entries = Array.from(items, (item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return Promise.resolve(Array.from(files));
  const within = async (entry) => {
    if (entry.isFile) return [await new Promise((...both) => entry.file(...both))];
    const reader = entry.createReader();
    const found = [];
    for (let some; (some = await new Promise((...both) => reader.readEntries(...both))).length; ) found.push(...some);
    return (await Promise.all(found.map(within))).flat();
  };
  return Promise.all(entries.map(within)).then((lists) => lists.flat());
}
const EARLY = {
  click({ target }) {
    const button = target.closest?.("[data-do]");
    const field = { choose: "file-input", folder: "folder-input" }[button?.dataset.do];
    // The browser opens its dialog only while the click is fresh.
    if (field) document.getElementById(field).click();
    else if (button && !button.matches("input")) later(() => button.click());
  },
  change: ({ target }) => later(() => target.dispatchEvent(new Event("change", { bubbles: true }))),
  keydown: (event) => event.key === "?" && later(() => event.target.dispatchEvent(new KeyboardEvent("keydown", event))),
  paste({ target, clipboardData }) {
    if (target.matches?.("input, textarea")) return;
    const carried = carrying(clipboardData.files, clipboardData.getData("text/plain"));
    later(() => target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true })));
  },
  dragover: (event) => event.preventDefault(),
  drop(event) {
    event.preventDefault();
    const files = dropped(event.dataTransfer);
    const text = event.dataTransfer.getData("text/plain");
    later(async () => event.target.dispatchEvent(new DragEvent("drop", { dataTransfer: carrying(await files, text), bubbles: true, cancelable: true })));
  },
};
const SIGNS = ["pointermove", "pointerdown", "keydown", "focusin", "dragenter", "wheel", "touchstart", "paste"];

/** Whether workers of this text can be started; where something was given or asked for, two start at once. */
function prepared(script) {
  if (!script.includes(BUILD)) return false;
  if (!comoveParts.worker) {
    comoveParts.worker = workers({ script, file: own("worker.js"), trust, readers: readersCompiled, stale });
    if (needed || early.length) comoveParts.worker.ahead(compiled());
  }
  return true;
}

let needed = false;
let begun = false;
function begin() {
  if (begun) return;
  begun = true;
  for (const name of SIGNS) removeEventListener(name, begin, true);
  start(async () => {
    const [module, worker] = await arrived(() => Promise.all([compiled(), workerText().then(prepared)]));
    if (!worker) return stale();
    await comoveParts.init({ module_or_path: module });
    for (const [name, hear] of Object.entries(EARLY)) document.removeEventListener(name, hear, true);
    delete document.body.dataset.coming;
    for (const again of early) await again();
  }).catch(() => {});
}
/** What `load` gives; without a network it is tried again once there is one, and the page says that. */
async function arrived(load) {
  const note = document.getElementById("offline");
  for (;;) {
    try {
      const all = await load();
      note.hidden = true;
      return all;
    } catch (error) {
      if (navigator.onLine) throw error;
      note.hidden = false;
      await new Promise((done) => addEventListener("online", done, { once: true }));
    }
  }
}
onNeed(() => {
  needed = true;
  begin();
});
// For a visit without a network, once nothing more urgent is under way; the page works without it.
const install = () => navigator.serviceWorker?.register(trust(new URL("./service-worker.js", document.baseURI).href)).then(watch).catch(console.info);
/** Says quietly that a newer version is here; it comes when it is asked for, or with the next visit. */
function watch(registration) {
  const tell = () => {
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    document.getElementById("new-version").hidden = false;
    document.getElementById("renew").onclick = () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration.waiting?.postMessage("renew");
    };
  };
  tell();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", tell));
}
const idle = globalThis.requestIdleCallback ?? setTimeout;
if (document.readyState === "complete") idle(install);
else addEventListener("load", () => idle(install), { once: true });
for (const [name, hear] of Object.entries(EARLY)) document.addEventListener(name, hear, true);
for (const name of SIGNS) addEventListener(name, begin, { capture: true, passive: true });

let kept;
try {
  kept = localStorage.getItem("comove.analysis");
} catch {
  // Nothing is kept where there is no storage.
}
// A browser that is too old is told so at once.
if (location.hash || location.search || kept || !able) begin();
else comove.ready = Promise.resolve();
