// Starts the page's program in comove.html, where everything lies in the one file: this
// stands in start.js's place, behind the program's own script (`__wbg_init`), and leaves
// the same `comoveParts` (see there). Each file is a block of gzipped base64.

async function part(name) {
  const block = document.querySelector(`script[data-part="${name}"]`);
  const bytes = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "content-type": block.dataset.type } });
}

const own = (url) => String(url).replace(/^\.\//, "");
const has = (name) => [...document.querySelectorAll("script[data-part]")].some((block) => block.dataset.part === name);

try {
  let workerModule;
  const workerScript = new Blob([await (await part("worker.js")).arrayBuffer()], { type: "text/javascript" });
  globalThis.comoveParts = {
    workerUrl: URL.createObjectURL(workerScript),
    workerModule: () => (workerModule ??= part("worker_bg.wasm").then(WebAssembly.compileStreaming)),
    fetch: (url) => (has(own(url)) ? part(own(url)) : fetch(url)),
  };
  await __wbg_init({ module_or_path: await part("page_bg.wasm") });
} catch (error) {
  document.getElementById("trouble-text").textContent = `Comove could not start: ${error.message ?? error}`;
  document.getElementById("reload").addEventListener("click", () => location.reload());
  document.getElementById("trouble").hidden = false;
  throw error;
}
