// `analyse`, `figure` and `open` of the npm package. What they need is loaded when one of them is first called, and
// stands in the package's own modules: nothing is asked of the network but files that a caller names by address.

import { unpacked } from "../src/page/unpacked.js";

export const version = VERSION;

const compiled = async (packed) => WebAssembly.compile(await unpacked(packed).arrayBuffer());
/** What `load` gives, once; a load that failed is tried again. */
const once = (load) => {
  let given;
  return () =>
    (given ??= load().catch((error) => {
      given = undefined;
      throw error;
    }));
};
const program = once(async () => {
  const { default: inside, languages, html, script, style, wasm } = await import("./program.js");
  const [module, ...texts] = await Promise.all([compiled(wasm), ...[html, style, script].map((packed) => unpacked(packed).text())]);
  return { inside, languages, module, texts };
});
const readers = once(async () => compiled((await import("./readers.js")).wasm));
const parts = {
  template: async () => unpacked((await import("./template.js")).template).text(),
  program: async () => (await import("./component.js")).packed(),
  component: async () => {
    throw new Error("comove-figure.js is the package's own component.js");
  },
};

/** The whole program without its page, in a frame that is not seen; `close()` ends it. */
export async function open() {
  if (!globalThis.document?.body) throw new Error("Comove reads files in a browser: call it from a script of a page that is there");
  const { inside, languages, module, texts } = await program();
  const [html, style, script] = texts;
  const frame = document.createElement("iframe");
  Object.assign(frame, { src: "about:blank", inert: true, tabIndex: -1, ariaHidden: "true", title: "Comove" });
  // In the layout, since a frame that is not draws nothing in some browsers; in nobody's way.
  Object.assign(frame.style, { position: "fixed", inset: "0 auto auto -9999px", width: "1280px", height: "800px", border: "0", visibility: "hidden" });
  await new Promise((done) => {
    frame.addEventListener("load", done, { once: true });
    document.body.append(frame);
  });
  const window = frame.contentWindow;
  // What a page of Comove keeps in this origin is not this program's, and the page's address is not, either.
  const history = { state: null, pushState() {}, replaceState() {} };
  for (const [name, value] of Object.entries({ localStorage: null, sessionStorage: null, history })) Object.defineProperty(window, name, { value });
  let broke;
  const broken = new Promise((_, failed) => (broke = failed));
  broken.catch(() => {});
  let end = () => {};
  const close = () => {
    broke(new Error("it was closed"));
    end();
    frame.remove();
  };
  // Made here: the program freezes it once all calls are in it.
  const comove = {};
  Object.assign(window, { comove, comoveParts: { trouble: (words) => broke(new Error(`Comove has broken: ${words}`)), full: () => false } });
  try {
    end = await inside(window)({ html, languages, style, module, script, readers, parts });
  } catch (error) {
    close();
    throw error;
  }
  // What is over, or broke, answers nothing more.
  const call = (name) => (...given) => Promise.race([broken, comove[name](...given)]);
  const calls = ["updateSource", "removeSource", "setRecipe", "report", "exportAs", "reset"];
  return {
    ...comove,
    ...Object.fromEntries(calls.map((name) => [name, call(name)])),
    ready: Promise.resolve(),
    async addFiles(files, options = {}) {
      return call("addFiles")(await Promise.all(Array.from(files, file)), options);
    },
    close,
  };
}

/** A File of what is given: a File, a Blob, or an address. */
async function file(given, at) {
  if (given instanceof File) return given;
  if (given instanceof Blob) return new File([given], `data-${at + 1}`);
  const address = new URL(given, document.baseURI);
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${answer.statusText}`);
  const changed = Date.parse(answer.headers.get("last-modified"));
  const name = decodeURIComponent(address.pathname.split("/").pop()) || `data-${at + 1}`;
  return new File([await answer.blob()], name, Number.isFinite(changed) ? { lastModified: changed } : {});
}

/** Reads files and gives the report, with what draws it. */
export async function analyse(files, recipe = {}, options = {}) {
  const comove = await open();
  try {
    const read = await comove.addFiles(files, options);
    options.signal?.throwIfAborted();
    const report = await comove.setRecipe(recipe).catch((error) => {
      // Most often a file was refused or asks: `error.read` says which, and why.
      throw Object.assign(error, { read });
    });
    const { language = report.recipe.language ?? undefined } = options;
    const figure = JSON.parse(await (await comove.exportAs("figure.json", { language })).text());
    return { ...report, read, figure };
  } finally {
    comove.close();
  }
}

/** Draws what `analyse` gave, or a figure.json, into `element`, in the place of what stands there. */
export async function figure(element, report, { height, full = false, theme, language } = {}) {
  const data = report?.comove === "figure" ? report : report?.figure;
  if (data?.comove !== "figure") throw new TypeError("figure() takes what analyse() gave, or what a figure.json holds");
  await import("./component.js");
  const drawn = document.createElement("comove-figure");
  const given = { height, theme, lang: language, full: full ? "" : undefined };
  for (const [name, value] of Object.entries(given)) if (value !== undefined) drawn.setAttribute(name, value);
  drawn.data = data;
  element.replaceChildren(drawn);
  await drawn.draw();
  return drawn;
}
