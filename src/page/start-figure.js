// Starts the figure's program (src/figure/) in an exported figure, where everything lies in the one
// file, and answers `comove` there.
//
// What the file carries (see held.js):
//
//   page.html    the page's elements
//   figure       what is drawn and said in both languages (src/chart/standalone.rs)
//   report       the report, as JSON
//   figure.wasm  the program
//
// The program finds `figure` (bytes) and `report` (an object) in `comoveParts`. #comove-data is what
// brings the analysis back where the file is dropped on the page. What stands in the open is there
// for a reader without script, and until the program runs.

import init from "program";
import { tellHeight } from "./height.js";
import { bytes, text } from "./held.js";
import { said, start } from "./shell.js";
import { elements, trusting } from "./trusted.js";

const policy = trusting("comove", { createHTML: (text) => text });

start(async () => {
  const [html, figure, json, program] = await Promise.all([text("page.html"), bytes("figure"), text("report"), bytes("figure.wasm")]);
  const report = JSON.parse(json);
  // The page's own elements take the place of what stood in the open; its picture, sentence and
  // table go on among them.
  const [still, about] = [".still", ".about"].map((part) => document.querySelector(part));
  document.querySelector("body > main").remove();
  document.body.prepend(...elements(policy.createHTML(html)));
  document.querySelector(".masthead").after(document.getElementById("trouble"));
  const main = document.getElementById("main");
  main.prepend(still);
  main.append(about);
  if (parent !== globalThis) tellHeight();
  Object.assign(comoveParts, { figure: new Uint8Array(figure), report });
  await init({ module_or_path: program });
  for (const name of ["addFiles", "updateSource", "removeSource", "setRecipe", "exportAs", "reset"])
    comove[name] = async () => {
      throw new Error(said("needs-data"));
    };
  comove.report = async () => structuredClone(report);
  comove.recipe = () => structuredClone(report.recipe);
  Object.freeze(comove);
});
