// The element that shows several figures is made of what a figure's page has: its elements, styles and program.
// comove.html carries them once and makes it when it is asked for; the build makes comove-figure.js of the same.

/** The one thing that `pattern` finds. */
const found = (text, pattern) => {
  const [match] = text.matchAll(pattern);
  if (!match) throw new Error(`figure.template has no ${pattern}`);
  return match;
};

/** comove-figure.js, of its script without them, of figure.template, and of the program as it is packed. */
export function component(script, template, program) {
  const texts = {
    PAGE: found(template, /data-file="page\.html">([^<]*)/g)[1],
    WARNING: found(template, /<div class="trouble"[^]*?<\/div>/g)[0],
    STYLE: Array.from(template.matchAll(/<style>([^]*?)<\/style>/g), ([, css]) => css).join("\n"),
    WASM: program,
  };
  return script.replace(/(["'`])%(PAGE|WARNING|STYLE|WASM)%\1/g, (_, quote, name) => JSON.stringify(texts[name]));
}
