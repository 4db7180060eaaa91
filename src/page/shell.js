// What start.js and start-single.js begin with (tools/finish.mjs and tools/single.mjs put it in
// front of them): what has to be there before the page's program, and what is left when it breaks.

const root = document.documentElement;

// Language and colours at once: the program says them again when it comes. (A figure was written
// in a language, and keeps it that long.)
if (!document.getElementById("comove-data")) {
  try {
    const look = JSON.parse(localStorage.getItem("comove.look") ?? "{}");
    const known = [look.language, ...navigator.languages.map((tag) => tag.slice(0, 2))].find((tag) => tag === "en" || tag === "ja");
    root.lang = known ?? "en";
    if (look.theme === "light" || look.theme === "dark") root.dataset.theme = look.theme;
  } catch {
    // Without storage the page begins in the system's colours.
  }
  for (const button of document.querySelectorAll("[data-do=language]")) button.ariaPressed = button.dataset.value === root.lang;
  const title = document.querySelector("title");
  if (root.lang === "ja") title.textContent = title.dataset.ja;
  const version = document.getElementById("version");
  if (version) version.textContent = "Comove __VERSION__";
}

// Scripts may call from now on: what takes time waits until the program runs. `begin` is called
// by whatever needs it.
let begin = () => {};
let settle;
const running = new Promise((...both) => (settle = both));
running.catch(() => {});
const calls = ["addFiles", "updateSource", "removeSource", "setRecipe", "report", "exportAs", "reset"];
globalThis.comove = { ready: running, version: "__VERSION__" };
for (const name of calls)
  comove[name] = (...given) => {
    begin();
    return running.then(() => comove[name](...given));
  };

/** Says in the page that the program broke; nothing of it is to be trusted from here on. */
function trouble(words) {
  const box = document.getElementById("trouble");
  // The first is the cause, the others follow from it.
  if (!box.hidden) return;
  document.getElementById("trouble-text").textContent = words;
  document.getElementById("reload").addEventListener("click", () => location.reload());
  box.hidden = false;
  const broken = { ...comove };
  for (const name of [...calls, "sources", "recipe", "query"])
    broken[name] = () => {
      throw new Error("the page has broken; load it again");
    };
  globalThis.comove = broken;
}

// A program that traps (a panic does) may have left its work half done.
const trapped = (error) => error instanceof WebAssembly.RuntimeError && trouble(error.stack.split("\n", 8).join("\n"));
addEventListener("error", ({ error }) => trapped(error));
addEventListener("unhandledrejection", ({ reason }) => trapped(reason));

// The programs are compiled to WebAssembly with 128-bit vectors: the smallest module that has one.
const vectors = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]);
const tooOld = {
  en: "This browser is too old: Comove needs Chrome or Edge 91, Firefox 89, Safari 16.4, or a later one.",
  ja: "このブラウザは古いため動きません。Chrome・Edge 91、Firefox 89、Safari 16.4 以降をお使いください。",
};

/** Starts the program by `load`, and says in the page why that failed. */
async function start(load) {
  try {
    if (!WebAssembly.validate(vectors)) throw new Error(tooOld[root.lang] ?? tooOld.en);
    await load();
    // It has said so itself.
    if (!document.getElementById("trouble").hidden) throw new Error(document.getElementById("trouble-text").textContent);
    settle[0]();
  } catch (error) {
    settle[1](error);
    trouble(`Comove could not start: ${error.message ?? error}`);
    throw error;
  }
}
