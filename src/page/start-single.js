// Starts the page's program in comove.html and in exported figures, where everything lies in
// the one file: this stands in start.js's place, behind the program's own script
// (`__wbg_init`) and publish.js, and leaves the same `comoveParts` (see there). Each file is
// a block of gzipped base64; a figure has the page's program alone.

// Scripts may call from now on: what takes time waits until the program runs.
let settle;
globalThis.comove = { ready: new Promise((...both) => (settle = both)) };
comove.ready.catch(() => {});
for (const name of ["addFiles", "updateSource", "removeSource", "setRecipe", "report", "exportAs", "reset"])
  comove[name] = (...given) => comove.ready.then(() => comove[name](...given));

const blockOf = (name) => document.querySelector(`script[data-part="${name}"]`);

async function part(name) {
  const block = blockOf(name);
  const bytes = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "content-type": block.dataset.type } });
}

// What the programs are compiled to needs WebAssembly with 128-bit vectors: the smallest module
// that has one.
const vectors = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]);
const tooOld = {
  en: "This browser is too old: Comove needs Chrome or Edge 91, Firefox 89, Safari 16.4, or a later one.",
  ja: "このブラウザは古いため動きません。Chrome・Edge 91、Firefox 89、Safari 16.4 以降をお使いください。",
};

// The page as it came, before the program writes into it: what an exported figure is made of.
const bare = document.documentElement.cloneNode(true);
for (const block of bare.querySelectorAll("script[data-part], #comove-data")) block.remove();

if (parent !== globalThis) tellHeight();
try {
  if (!WebAssembly.validate(vectors)) throw new Error(tooOld[document.documentElement.lang] ?? tooOld.en);
  let workerModule;
  const ownName = (url) => String(url).replace(/^\.\//, "");
  globalThis.comoveParts = {
    workerModule: () => (workerModule ??= part("worker_bg.wasm").then(WebAssembly.compileStreaming)),
    fetch: (url) => (blockOf(CSS.escape(ownName(url))) ? part(ownName(url)) : fetch(url)),
    publish: (spec) =>
      publish(spec, {
        template: async () => bare.outerHTML,
        program: async () => blockOf("page_bg.wasm").textContent,
      }),
  };
  if (blockOf("worker.js")) {
    const workerScript = new Blob([await (await part("worker.js")).arrayBuffer()], { type: "text/javascript" });
    comoveParts.workerUrl = URL.createObjectURL(workerScript);
  }
  if (blockOf("analysis")) comoveParts.analysis = new Uint8Array(await (await part("analysis")).arrayBuffer());
  await __wbg_init({ module_or_path: await part("page_bg.wasm") });
  if (!comove.version) throw new Error(document.getElementById("trouble-text").textContent);
  settle[0]();
} catch (error) {
  settle[1](error);
  document.getElementById("trouble-text").textContent = `Comove could not start: ${error.message ?? error}`;
  document.getElementById("reload").addEventListener("click", () => location.reload());
  document.getElementById("trouble").hidden = false;
  throw error;
}
