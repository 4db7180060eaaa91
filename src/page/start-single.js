// Starts the program in comove.html and in exported figures, where everything lies in the one
// file: this stands in start.js's place, and leaves the same in `comoveParts` (see there).
//
// What the file carries, gzipped and as base64, in script elements that are none (data-file):
//
//   page.html     the page's elements
//   page.js       carried.js with the program's script
//   comove.wasm   the program
//   results       the statistics; only in a figure
//
// A figure has #comove-data, too: what brings the analysis back. What stands in the open is there
// for a reader without script, and until the program runs.

import { start } from "./shell.js";

const held = new Map(Array.from(document.querySelectorAll("script[data-file]"), ({ dataset, textContent }) => [dataset.file, textContent]));
async function opened(name) {
  const bytes = Uint8Array.from(atob(held.get(name)), (sign) => sign.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
}
const text = async (name) => (await opened(name)).text();
const bytes = async (name) => (await opened(name)).arrayBuffer();

// The page as it came, before the program writes into it: what an exported figure is made of.
const bare = document.documentElement.cloneNode(true);
bare.querySelector("body").replaceChildren(...bare.querySelectorAll("#trouble, [data-file^=page], script[type=module]"));

start(async () => {
  const [html, script, program] = await Promise.all([text("page.html"), text("page.js"), bytes("comove.wasm")]);
  // The page's own elements take the place of what stood in the open; a figure's picture, sentence
  // and table go on among them.
  const still = document.querySelector(".still");
  const about = document.querySelector(".about");
  for (const shown of document.querySelectorAll("body > header, body > main")) shown.remove();
  document.body.insertAdjacentHTML("afterbegin", html);
  document.querySelector(".masthead").after(document.getElementById("trouble"));
  if (still) document.getElementById("main").prepend(still);
  if (about) document.getElementById("main").append(about);
  // The script that belongs to the program: the policy knows its digest.
  const element = document.createElement("script");
  element.textContent = script;
  document.head.append(element);
  element.remove();
  const { init, publish, tellHeight } = comoveCarried;
  if (parent !== globalThis) tellHeight();
  const module = await WebAssembly.compile(program);
  Object.assign(comoveParts, {
    workerModule: async () => module,
    publish: (spec) => publish(spec, { template: async () => bare.outerHTML, program: async () => new Blob([program]) }),
  });
  // A figure reads no files: its policy allows no worker.
  if (held.has("results")) comoveParts.analysis = new Uint8Array(await bytes("results"));
  else comoveParts.workerUrl = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  await init({ module_or_path: module });
});
