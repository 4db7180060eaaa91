/**
 * Comove for other pages: `import { embed, open } from './comove.js'`. Types are in comove.d.ts.
 *
 * Nothing is loaded before one of these is called, and then only this folder's own files.
 */
const here = new URL("./", import.meta.url);

/**
 * Puts a figure into `place`: an exported page, or a page of Comove with `?data=`. The frame
 * takes the figure's height as it changes; messages of other origins are ignored.
 */
export function embed(place, { src, title, height = 900 }) {
  const frame = document.createElement("iframe");
  Object.assign(frame, { src: new URL(src, document.baseURI).href, title, loading: "lazy", width: "100%", height: String(height) });
  frame.style.border = "0";
  const stop = followHeight(frame);
  place.append(frame);
  return { frame, remove: () => (stop(), frame.remove()) };
}

/** Lets a frame that is there already take its figure's height; gives a function that ends it. */
export function followHeight(frame) {
  const hear = ({ data, origin, source }) => {
    const known = source === frame.contentWindow && origin === new URL(frame.src).origin;
    if (known && data?.comove === "height" && data.height > 0) frame.style.height = `${Math.min(data.height, 6000)}px`;
  };
  addEventListener("message", hear);
  return () => removeEventListener("message", hear);
}

/**
 * The whole program without its page: reads files, aligns, computes, exports. Resolves with the
 * interface of a hidden page of Comove (same origin). `close()` ends it.
 */
export async function open({ base = here } = {}) {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.tabIndex = -1;
  frame.src = new URL("index.html?view=figure", base).href;
  document.body.append(frame);
  await new Promise((done) => frame.addEventListener("load", done, { once: true }));
  const began = Date.now();
  while (!frame.contentWindow.comove) {
    if (Date.now() - began > 30_000) {
      frame.remove();
      throw new Error(`Comove did not start from ${base}`);
    }
    await new Promise((done) => setTimeout(done, 20));
  }
  const { comove, File, AbortController } = frame.contentWindow;
  await comove.ready;
  // The frame knows only files and signals of its own kind.
  const own = ({ name, lastModified }, file) => new File([file], name, { lastModified });
  const heard = ({ signal, ...given } = {}) => {
    if (!signal) return given;
    const stop = new AbortController();
    if (signal.aborted) stop.abort();
    signal.addEventListener("abort", () => stop.abort(), { once: true });
    return { ...given, signal: stop.signal };
  };
  return {
    ...comove,
    addFiles: (files, given) => comove.addFiles(Array.from(files, (file) => own(file, file)), heard(given)),
    close: () => frame.remove(),
  };
}

/** Reads files and gives the report: `const { verdict } = await compare([price, alerts], { period: "week" })`. */
export async function compare(files, recipe = {}, options = {}) {
  const comove = await open(options);
  try {
    const sources = await comove.addFiles(files);
    return { sources, report: await comove.setRecipe(recipe) };
  } finally {
    comove.close();
  }
}
