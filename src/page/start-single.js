// Starts the page's program in comove.html and in exported figures, where everything lies in
// the one file: this stands in start.js's place, behind shell.js and unpack.js, and leaves the
// same `comoveParts` (see start.js).
//
// What the file carries, in script elements that are none:
//
//   #programs   the programs, their scripts and what else they ask for, packed one behind the
//               other (tools/pack.mjs); a figure has only what comes first, the page's
//   #skeleton   the page's own elements; only in a figure, whose readers without script see
//               nothing of them
//   #results    the statistics; only in a figure
//   #comove-data   what brings the analysis back

const carried = (id) => document.getElementById(id)?.textContent;
const ungzipped = (bytes) => new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
const opened = async (id) => new Uint8Array(await ungzipped(bytesOf(carried(id))));

const skeleton = carried("skeleton");
/** The page as it came, before the program writes into it: what an exported figure is made of. */
let bare;

async function files() {
  const { parts, packing } = document.getElementById("programs").dataset;
  const sizes = parts.split(" ").map((part) => part.split(":"));
  const whole = sizes.reduce((sum, [, size]) => sum + Number(size), 0);
  const packed = bytesOf(carried("programs"));
  const bytes = packing === "gzip" ? new Uint8Array(await ungzipped(packed)) : unlzma(packed, whole);
  let at = 0;
  return new Map(sizes.map(([name, size]) => [name, bytes.subarray(at, (at += Number(size)))]));
}

start(async () => {
  if (skeleton) {
    // Its own elements first, then what was shown without it takes its place among them.
    const shown = document.querySelector("main");
    const [still, about] = shown.children;
    document.body.insertAdjacentHTML("afterbegin", new TextDecoder().decode(await opened("skeleton")));
    document.querySelector(".masthead").after(document.getElementById("trouble"));
    const main = document.getElementById("main");
    main.prepend(still);
    main.append(about);
    shown.remove();
  }
  bare = document.documentElement.cloneNode(true);
  for (const block of bare.querySelectorAll("#programs, #skeleton, #results, #comove-data, main > .still, main > .about")) block.remove();
  const held = await files();
  // The script that belongs to the program: the policy knows its digest.
  const script = document.createElement("script");
  script.textContent = new TextDecoder().decode(held.get("page.js"));
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
