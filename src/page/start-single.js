// Starts the page's program in comove.html and in exported figures, where everything lies in
// the one file: this stands in start.js's place, behind the program's own script
// (`__wbg_init`) and publish.js, and leaves the same `comoveParts` (see there). Each file is
// a block of gzipped base64; a figure has the page's program alone.

const blockOf = (name) => document.querySelector(`script[data-part="${name}"]`);

async function part(name) {
  const block = blockOf(name);
  const bytes = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "content-type": block.dataset.type } });
}

// The page as it came, before the program writes into it: what an exported figure is made of.
const bare = document.documentElement.cloneNode(true);
for (const block of bare.querySelectorAll("script[data-part], #comove-data")) block.remove();

if (parent !== globalThis) tellHeight();
try {
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
} catch (error) {
  document.getElementById("trouble-text").textContent = `Comove could not start: ${error.message ?? error}`;
  document.getElementById("reload").addEventListener("click", () => location.reload());
  document.getElementById("trouble").hidden = false;
  throw error;
}
