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
import { bytes, program, text } from "./held.js";
import { around, openFigure } from "./open-figure.js";
import { said, start } from "./shell.js";
import { telling } from "./still.js";
import { elements, trusting } from "./trusted.js";

const policy = trusting("comove", { createHTML: (text) => text });

/** The picture comes before what takes the thread; a page out of sight is not painted. */
const painted = () =>
  new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 200);
  });

start(async () => {
  // Its picture is read by pointer at once.
  const ended = telling(document.querySelector(".still"));
  const module = program("figure.wasm");
  const [html, figure, json] = await Promise.all([text("page.html"), bytes("figure"), text("report"), painted()]);
  const report = JSON.parse(json);
  const framed = parent !== globalThis;
  // The address of the frame says that the chart stands alone; without script, styles take it from :target.
  const form = framed && location.hash === "#chart" ? "chart" : "full";
  // The page's own elements take the place of what stood in the open; its picture, sentence and
  // table go on among them.
  const [still, about] = [".still", ".about"].map((part) => document.querySelector(part));
  document.querySelector("body > main").remove();
  openFigure(globalThis, { elements: elements(policy.createHTML(html)), report, form, subtitle: still.querySelector(".figure-subtitle").textContent });
  document.querySelector(".masthead").after(document.getElementById("trouble"));
  const main = document.getElementById("main");
  main.prepend(still);
  main.append(about);
  // In a page of the same origin it is as light or dark as that, unless its author chose.
  const root = document.documentElement;
  if (globalThis.frameElement && !root.dataset.theme) root.dataset.theme = around(frameElement);
  Object.assign(comoveParts, { figure: new Uint8Array(figure), report });
  await init({ module_or_path: await module });
  ended();
  for (const name of ["addFiles", "updateSource", "removeSource", "setRecipe", "exportAs", "reset"])
    comove[name] = async () => {
      throw new Error(said("needs-data"));
    };
  comove.report = async () => structuredClone(report);
  comove.recipe = () => structuredClone(report.recipe);
  Object.freeze(comove);
});
