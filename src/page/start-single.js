// Starts the program in comove.html, where everything lies in the one file: this stands in
// start.js's place, and leaves the same in `comoveParts` (see there).
//
// What the file carries (see held.js):
//
//   page.html        the page's elements
//   page.js          carried.js with the program's script
//   comove.wasm      the program
//   figure.template  what exported figures are made of
//   figure.wasm      their program
//   comove-figure.js the element that shows several of them
//   readers.wasm     the program that a worker needs for workbooks and the like
//
// What stands in the open is there for a reader without script, and until the program runs.

import { bytes, packed, text } from "./held.js";
import { start } from "./shell.js";

start(async () => {
  const [html, script, program] = await Promise.all([text("page.html"), text("page.js"), bytes("comove.wasm")]);
  // The page's own elements take the place of what stood in the open.
  for (const shown of document.querySelectorAll("body > header, body > main")) shown.remove();
  document.body.insertAdjacentHTML("afterbegin", html);
  document.querySelector(".masthead").after(document.getElementById("trouble"));
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
    readers: { packed: packed("readers.wasm") },
    workerUrl: URL.createObjectURL(new Blob([script], { type: "text/javascript" })),
    publish: (spec) => publish(spec, { template: () => text("figure.template"), program: async () => packed("figure.wasm"), component: async () => (await text("comove-figure.js")).replace("%WASM%", packed("figure.wasm")) }),
  });
  await init({ module_or_path: module });
});
