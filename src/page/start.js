// Starts the page's program. A file of its own, because the page's
// Content-Security-Policy allows no inline script.
//
// What it leaves for the program (src/page/) to use:
//
//   comoveParts.workerUrl             string, for `new Worker(url)`
//   comoveParts.workerModule()        Promise<WebAssembly.Module>, compiled once, the same
//                                     promise each time; to be posted to each worker as its
//                                     first message: { module }
//   comoveParts.fetch(url)            as the browser's; for files that are published with
//                                     the page, such as the example's
//   comoveParts.publish(spec)         see publish.js
//
// In comove.html start-single.js stands in this place and takes the same from the file
// itself: nothing else may know where the page's own files lie.

// Language and colours at once: the program says them again when it comes.
try {
  const look = JSON.parse(localStorage.getItem("comove.look") ?? "{}");
  const known = [look.language, ...navigator.languages.map((tag) => tag.slice(0, 2))].find((tag) => tag === "en" || tag === "ja");
  document.documentElement.lang = known ?? "en";
  if (look.theme === "light" || look.theme === "dark") document.documentElement.dataset.theme = look.theme;
} catch {
  // Without storage the page begins in the system's colours.
}

// Scripts may call from now on: what takes time waits until the program runs.
let settle;
globalThis.comove = { ready: new Promise((...both) => (settle = both)) };
comove.ready.catch(() => {});
for (const name of ["addFiles", "updateSource", "removeSource", "setRecipe", "report", "exportAs", "reset"])
  comove[name] = (...given) => comove.ready.then(() => comove[name](...given));

const script = document.querySelector("link[rel=modulepreload]").href;
const program = document.querySelector("link[rel=preload][as=fetch]").href;
// Files that keep their names are asked for with the program's, so that no older one serves.
const own = (name) => new URL(`./${name}?${script.match(/page-(\w+)/)?.[1] ?? ""}`, document.baseURI).href;
const publishing = () => import(own("publish.js"));
const fetched = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${answer.statusText}`);
  return answer;
};

let workerModule;
globalThis.comoveParts = {
  workerUrl: new URL("./worker.js", document.baseURI).href,
  workerModule: () => (workerModule ??= compile(new URL("./worker_bg.wasm", document.baseURI))),
  fetch: (url) => fetch(url),
  publish: async (spec) =>
    (await publishing()).publish(spec, {
      template: async () => (await fetched(own("figure.template"))).text(),
      program: () => fetched(program),
    }),
};

async function compile(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status} ${answer.statusText}`);
  // Compiling from the stream needs the right media type, which some hosts do not send.
  return answer.headers.get("content-type") === "application/wasm"
    ? WebAssembly.compileStreaming(answer)
    : WebAssembly.compile(await answer.arrayBuffer());
}

// What the programs are compiled to needs WebAssembly with 128-bit vectors: the smallest module
// that has one.
const vectors = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]);
const tooOld = {
  en: "This browser is too old: Comove needs Chrome or Edge 91, Firefox 89, Safari 16.4, or a later one.",
  ja: "このブラウザは古いため動きません。Chrome・Edge 91、Firefox 89、Safari 16.4 以降をお使いください。",
};

if (parent !== globalThis && new URLSearchParams(location.search).get("view") === "figure") {
  publishing().then(({ tellHeight }) => tellHeight(), console.warn);
}

try {
  if (!WebAssembly.validate(vectors)) throw new Error(tooOld[document.documentElement.lang] ?? tooOld.en);
  const { default: start } = await import(script);
  await start({ module_or_path: program });
  if (!comove.version) throw new Error(document.getElementById("trouble-text").textContent);
  settle[0]();
  // For a visit without a network; the page works without it.
  navigator.serviceWorker?.register(new URL("./service-worker.js", document.baseURI)).catch(console.info);
} catch (error) {
  settle[1](error);
  // The program cannot say so itself.
  document.getElementById("trouble-text").textContent = `Comove could not start: ${error.message ?? error}`;
  document.getElementById("reload").addEventListener("click", () => location.reload());
  document.getElementById("trouble").hidden = false;
  throw error;
}
