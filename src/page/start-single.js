// Starts the page's program in comove.html and in exported figures, where everything lies in
// the one file: this stands in start.js's place, behind shell.js and unpack.js, and leaves the
// same `comoveParts` (see start.js).
//
// What the file carries, in script elements that are none:
//
//   #programs   the page's elements, script and program, the worker's and what else they ask for,
//               packed one behind the other (tools/pack.mjs); a figure has only what comes first,
//               the page's
//   #results    the statistics; only in a figure
//   #comove-data   what brings the analysis back
//
// What stands in the open is there for a reader without script, and until the program runs.

const carried = (id) => document.getElementById(id)?.textContent;
const ungzipped = (bytes) => new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
const opened = async (id) => new Uint8Array(await ungzipped(bytesOf(carried(id))));

async function files() {
  const { parts, packing } = document.getElementById("programs").dataset;
  const sizes = parts.split(" ").map((part) => part.split(":"));
  const whole = sizes.reduce((sum, [, size]) => sum + Number(size), 0);
  const packed = bytesOf(carried("programs"));
  const bytes = packing === "gzip" ? new Uint8Array(await ungzipped(packed)) : unlzma(packed, whole);
  let at = 0;
  return new Map(sizes.map(([name, size]) => [name, bytes.subarray(at, (at += Number(size)))]));
}

// The page as it came, before the program writes into it: what an exported figure is made of.
const bare = document.documentElement.cloneNode(true);
bare.querySelector("body").replaceChildren(bare.querySelector("#trouble"), bare.querySelector("script[type=module]"));
bare.querySelector("#comove-data")?.remove();
for (const style of bare.querySelectorAll("style[data-style]")) {
  const place = document.createElement("meta");
  place.dataset.style = style.dataset.style;
  style.replaceWith(place);
}

start(async () => {
  const held = await files();
  const text = (name) => new TextDecoder().decode(held.get(name));
  // The page's own elements take the place of what stood in the open; a figure's picture, sentence
  // and table go on among them.
  const still = document.querySelector(".still");
  const about = document.querySelector(".about");
  for (const shown of document.querySelectorAll("body > header, body > main")) shown.remove();
  document.body.insertAdjacentHTML("afterbegin", text("page.html"));
  for (const style of document.querySelectorAll("body > style")) document.head.querySelector(`[data-style=${style.dataset.style}]`).replaceWith(style);
  document.querySelector(".masthead").after(document.getElementById("trouble"));
  if (still) document.getElementById("main").prepend(still);
  if (about) document.getElementById("main").append(about);
  // The script that belongs to the program: the policy knows its digest.
  const script = document.createElement("script");
  script.textContent = text("page.js");
  document.head.append(script);
  script.remove();
  const { init, publish, tellHeight } = comoveCarried;
  if (parent !== globalThis) tellHeight();
  const ownName = (url) => String(url).replace(/^\.\//, "");
  const answer = (name, type) => new Response(held.get(name), { headers: { "content-type": type } });
  let workerModule;
  globalThis.comoveParts = {
    workerModule: () => (workerModule ??= WebAssembly.compile(held.get("worker_bg.wasm"))),
    fetch: async (url) => (held.has(ownName(url)) ? answer(ownName(url), "application/octet-stream") : fetch(url)),
    publish: (spec) =>
      publish(spec, {
        template: async () => bare.outerHTML,
        programs: async () => {
          const { dataset, textContent } = document.getElementById("programs");
          return [dataset.packing, dataset.first, textContent.slice(0, dataset.cut)].join("\n");
        },
      }),
  };
  if (held.has("worker.js")) comoveParts.workerUrl = URL.createObjectURL(new Blob([held.get("worker.js")], { type: "text/javascript" }));
  if (carried("results")) comoveParts.analysis = await opened("results");
  await init({ module_or_path: await WebAssembly.compile(held.get("page_bg.wasm")) });
});
