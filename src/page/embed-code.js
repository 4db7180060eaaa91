// The lines that put a figure into another page, and the names of the files that they name: what is
// downloaded is called the same.

const attribute = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
/** A text in an attribute or between tags; nothing in it is an expression of a template (Hugo, Jekyll), either. */
export const escaped = (text) => attribute(text).replaceAll("{", "&#123;");

/**
 * What both ways need: `stem` (the files' name without its ending), `title`, `sentence` (what the picture
 * says), `form` (`chart` or `full`), `height` of the chart, `size` of the picture in CSS pixels.
 * `page` is the name of the figure's page, `folder` what stands before every name, an expression of a template perhaps.
 */
export function code({ stem, title, sentence, form, height, size, page = `${stem}.html`, folder = "" }) {
  const at = (name) => attribute(folder) + escaped(name);
  const high = form === "chart" ? height : 900;
  const hash = form === "chart" ? "#chart" : "";
  const picture = `<a href="${at(page)}"><img src="${at(`${stem}.png`)}" alt="${escaped(sentence)}" width="${size[0]}" height="${size[1]}" loading="lazy" style="max-width:100%;height:auto"></a>`;
  // Without script the page in the frame shows its picture and its sentence by itself; what stands inside is
  // for readers that know no frames.
  const frame = `<iframe src="${at(page)}${hash}" title="${escaped(title)}" loading="lazy" width="100%" height="${high}" frameborder="0"${form === "chart" ? "" : " data-comove"}>${picture}</iframe>`;
  const follow = `
<script>
addEventListener("message", ({ data, origin, source }) => {
  for (const frame of document.querySelectorAll("iframe[data-comove]")) {
    const known = source === frame.contentWindow && origin === new URL(frame.src).origin;
    if (known && data?.comove === "height" && data.height > 0) frame.style.height = Math.min(data.height, 6000) + "px";
  }
});
<\/script>`;
  return {
    frame,
    iframe: form === "chart" ? frame : frame + follow,
    component: `<script type="module" src="${at("comove-figure.js")}"></script>
<comove-figure src="${at(`${stem}.figure.json`)}" ${form === "chart" ? `height="${high}"` : "full"}>
  ${picture}
  <p>${escaped(sentence)}</p>
</comove-figure>`,
    picture,
  };
}
