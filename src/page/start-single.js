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

import { component } from "./component.mjs";
import { packed, program, text } from "./held.js";
import { start } from "./shell.js";
import { elements, trusting } from "./trusted.js";
import { compiled } from "./unpacked.js";
import { workers } from "./workers.js";

// What the file carries is trusted; a script runs only where the page's policy knows its digest.
const policy = trusting("comove", { createHTML: (text) => text, createScript: (text) => text, createScriptURL: (address) => address });

start(async () => {
  const compiling = program("comove.wasm");
  const [html, script] = await Promise.all([text("page.html"), text("page.js")]);
  // The page's own elements take the place of what stood in the open.
  for (const shown of document.querySelectorAll("body > header, body > main")) shown.remove();
  document.body.prepend(...elements(policy.createHTML(html)));
  document.querySelector(".masthead").after(document.getElementById("trouble"));
  // The script that belongs to the program: the policy knows its digest.
  const element = document.createElement("script");
  element.textContent = policy.createScript(script);
  document.head.append(element);
  element.remove();
  const { publish, receive, tellHeight } = comoveCarried;
  if (parent !== globalThis) tellHeight();
  const module = await compiling;
  let readers;
  Object.assign(comoveParts, {
    workerModule: async () => module,
    worker: workers({
      script,
      trust: (address) => policy.createScriptURL(address),
      readers: async () => (readers ??= await compiled(packed("readers.wasm"))),
    }),
    publish: (spec) =>
      publish(spec, {
        template: () => text("figure.template"),
        program: async () => packed("figure.wasm"),
        component: async () => component(await text("comove-figure.js"), await text("figure.template"), packed("figure.wasm")),
      }),
  });
  await comoveParts.init({ module_or_path: module });
  if (opener && new URLSearchParams(location.search).has("verify")) receive();
});
