// What start.js and start-single.js share: what has to be there before the program, and what is
// left when it breaks. (VERSION stands for the version of Cargo.toml, COMMIT and BUILD for what it was
// built from, see tools/bundle.mjs.)

const root = document.documentElement;
/** What the page says in the element with this id, in the language that it is in. */
export const said = (id) => document.querySelector(`#${id} [lang="${root.lang}"]`).textContent;

// The page's hint for a reader in whose browser no script runs goes (index.html).
root.dataset.started = "";

// Language and colours at once: the program says them again when it comes. (A figure was written
// in a language, and keeps it that long.)
if (!document.getElementById("comove-data")) {
  try {
    const look = JSON.parse(localStorage.getItem("comove.look") ?? "{}");
    const languages = root.dataset.languages.split(" ");
    const known = [look.language, ...navigator.languages.map((tag) => tag.slice(0, 2))].find((tag) => languages.includes(tag));
    root.lang = known ?? languages[0];
    if (look.theme === "light" || look.theme === "dark") root.dataset.theme = look.theme;
  } catch {
    // Without storage the page begins in the system's colours.
  }
  for (const button of document.querySelectorAll("[data-do=language]")) button.ariaPressed = button.dataset.value === root.lang;
  const title = document.querySelector("title");
  title.textContent = title.dataset[root.lang] ?? title.textContent;
  const version = document.getElementById("version");
  if (version) version.textContent = `Comove ${VERSION}`;
}

// Scripts may call from now on: what takes time waits until the program runs.
let need = () => {};
/** Sets what is called, perhaps more than once, when something needs the program. */
export const onNeed = (act) => (need = act);
let settle;
const running = new Promise((...both) => (settle = both));
running.catch(() => {});
const calls = ["addFiles", "updateSource", "removeSource", "setRecipe", "report", "exportAs", "reset"];
globalThis.comove = { ready: running, version: VERSION };
for (const name of calls)
  comove[name] = (...given) => {
    need();
    return running.then(() => comove[name](...given));
  };

let broken;
/**
 * Words of an error without what may come from a file: a panic quotes the text that it broke on. Of an
 * address only the file's name is left.
 */
const plain = (words) => words.replace(/(["`])[^]*\1|(')(?:\\?.|\\u\{\w+\})'/gu, "$1$2…$1$2").replace(/\b(?:https?|file|blob):[^\s)]*\/(?=[^\s/)]*)/g, "");

/** Says in the page that the program broke; nothing of it is to be trusted from here on. */
function trouble(words) {
  // The first is the cause, the others follow from it.
  if (broken) return;
  broken = plain(words);
  const text = document.getElementById("trouble-text");
  text.textContent = [`Comove ${VERSION}`, broken, navigator.userAgent, `commit ${COMMIT}, build ${BUILD}`].join("\n");
  document.getElementById("trouble-copy").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      document.getElementById("trouble-copied").hidden = false;
    } catch {
      // Where the browser does not allow it, they are marked, to be copied by hand.
      getSelection().selectAllChildren(text);
    }
  });
  document.getElementById("reload").addEventListener("click", () => location.reload());
  document.getElementById("trouble").hidden = false;
  // What is shown still, was found before: it is marked so.
  document.body.dataset.broken = "";
  document.getElementById("stale").hidden = false;
  const dead = { ...comove };
  for (const name of [...calls, "sources", "recipe", "query"])
    dead[name] = () => {
      throw new Error("the page has broken; load it again");
    };
  globalThis.comove = dead;
}

// The program calls it with the words of a panic (src/page/page.rs), before that traps. Another
// trap has no words but the engine's; `full()` says whether memory had run out.
globalThis.comoveParts = { trouble, full: () => false };
const trapped = (error) => {
  if (error instanceof WebAssembly.RuntimeError) trouble(`${comoveParts.full() ? "out of memory\n" : ""}${error.stack.split("\n", 8).join("\n")}`);
};
addEventListener("error", ({ error }) => trapped(error));
addEventListener("unhandledrejection", ({ reason }) => trapped(reason));

// The smallest module that has a vector of 128 bits, as the program does.
const vectors = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]);
/** Whether this browser can run the program, and unpack what comove.html carries. */
export const able = WebAssembly.validate(vectors) && "DecompressionStream" in globalThis;

/** A frame that its page shut off from its own address: it has neither files nor storage of its own. */
const shutOff = globalThis.origin === "null" && location.protocol !== "file:";

/** Starts the program by `load`, and says in the page why that failed. */
export async function start(load) {
  try {
    if (!able) throw new Error(said("too-old"));
    await load();
    if (broken) throw new Error(broken);
    settle[0]();
  } catch (error) {
    settle[1](broken ? new Error(broken) : error);
    trouble(`Comove could not start: ${shutOff ? `${said("shut-off")} ` : ""}${error.message ?? error}`);
    throw error;
  }
}

/**
 * Two files of the page are of different builds: it is loaded again, once for each build, and says so where
 * that did not help.
 */
export function stale() {
  const mark = "comove.reloaded";
  try {
    if (sessionStorage.getItem(mark) !== BUILD) {
      sessionStorage.setItem(mark, BUILD);
      location.reload();
      return new Promise(() => {});
    }
  } catch {
    // Without storage it would be loaded again for ever.
  }
  trouble(said("two-builds"));
}
