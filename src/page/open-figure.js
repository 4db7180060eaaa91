// Puts an exported figure's elements into a document: the figure's own (start-figure.js), or that of a frame
// which comove-figure.js makes. What its author set is written where the program does not know of it.

import { tellHeight } from "./height.js";
import { luminance } from "./luminance.js";

/**
 * `window` is the document's. `elements` are the page's; `report` the report; `subtitle` that of the
 * figure; `form` is `chart` where the chart stands alone in a frame.
 */
export function openFigure(window, { elements, report, subtitle, form, tell = true }) {
  const { document } = window;
  document.body.prepend(...elements);
  const said = document.createElement("p");
  Object.assign(said, { className: "figure-subtitle", textContent: subtitle, dir: "auto" });
  document.getElementById("verdict").after(said);
  if (form === "chart") document.body.dataset.embed = "chart";
  else if (tell && window.parent !== window) tellHeight(window);
  color(document.documentElement, report.recipe.publish ?? {});
}

/** The author's colours; the program reads them from the styles. */
function color({ style, dataset }, { colorX, colorY, accent, background }) {
  const set = { "--series-x": colorX, "--series-y": colorY, "--accent": accent, "--paper": background };
  for (const [name, value] of Object.entries(set)) if (value) style.setProperty(name, value);
  // A background decides by itself.
  if (background) dataset.theme = dark(background.match(/[0-9a-f]{2}/gi).map((pair) => parseInt(pair, 16))) ? "dark" : "light";
}

/** Whether white words are read better on a colour than black ones. */
const dark = (channels) => luminance(channels) < 0.18;

/** Light or dark as the page around `element` is: what stands behind it. */
export function around(element) {
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
    const { defaultView } = at.ownerDocument;
    const style = defaultView.getComputedStyle(at);
    const [red, green, blue, alpha = 1] = (style.backgroundColor.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    if (alpha > 0.5) return dark([red, green, blue]) ? "dark" : "light";
    // Nothing is painted: the browser's own ground.
    if (!at.parentElement && !at.getRootNode().host) return style.colorScheme.includes("dark") && defaultView.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
}
