// Starts the program in a frame that a page of the npm package makes (package/index.js). tools/package.mjs makes
// all of it a function of the frame's window, so that the page itself gets nothing: no global, no element.
//
// `comoveParts` and `comove` are there before (package/index.js); what they are for: start.js.

import "program";
import { publish } from "./publish.js";
import { elements, trusting } from "./trusted.js";
import { workers } from "./workers.js";

const policy = trusting("comove", { createHTML: (text) => text, createScriptURL: (address) => address });

/**
 * `html`: the page's elements, in `languages`; `style`: its styles; `module`: the compiled program; `script`: the text of its workers;
 * `readers()`: a promise of the readers' compiled program; `parts`: as publish.js takes them. Resolves with what ends it.
 */
export default async function begin({ html, languages, style, module, script, readers, parts }) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [sheet];
  document.documentElement.dataset.languages = languages;
  document.body.dataset.state = "empty";
  document.body.prepend(...elements(policy.createHTML(html)));
  const started = [];
  const start = workers({ script, trust: (address) => policy.createScriptURL(address), readers });
  const worker = () => {
    const made = start();
    started.push(made);
    return made;
  };
  Object.assign(comoveParts, {
    workerModule: async () => module,
    worker,
    publish: (spec) => publish(spec, parts),
  });
  await comoveParts.init({ module_or_path: module });
  // They are the page's, and would live on without the frame.
  return () => started.forEach((worker) => worker.terminate());
}
