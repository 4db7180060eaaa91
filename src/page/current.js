// `?recipe=recipe.json`: the newest files under the names that it has, read as they were read, and what changed
// since its sentence was written. Asks for the recipe and for the files that it names beside it, nothing else.

import { again } from "./again.js";
import { day, list, says } from "./says.js";

export async function keepCurrent(address) {
  const url = new URL(address, location.href);
  try {
    const { comove: kind, files, recipe, said } = await (await fetched(url)).json();
    if (kind !== "recipe" || !Array.isArray(files)) throw new Error(`${url.pathname} is no recipe of Comove`);
    const given = await Promise.all(files.map(({ name }) => file(name, url)));
    await comove.ready;
    await comove.reset();
    const { verdict } = await again(given, files, recipe);
    if (!said) return;
    const now = verdict.en.split("\n")[0] === said.en ? "same" : verdict.kind === said.kind ? "reworded" : "changed";
    const newest = new Date(Math.max(...given.map((file) => file.lastModified)));
    const fill = { on: day(new Date(said.on)), said: { en: said.en, ja: said.ja }, files: list(given.map((file) => file.name)), newest: day(newest) };
    tell("note", says("said-then", fill), says(`now-${now}`, fill));
  } catch (error) {
    await comove.ready;
    tell("error", says("recipe-failed", { reason: String(error.message ?? error) }));
  }
}

async function fetched(url) {
  // Whoever copies a new file under the old name means it to be seen.
  const answer = await fetch(url, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status} ${answer.statusText}`);
  return answer;
}

/** A file beside the recipe, by its bare name: a recipe reaches no other folder and no other host. */
async function file(name, recipe) {
  const bare = name.split(/[/\\]/).pop();
  const answer = await fetched(new URL(`./${encodeURIComponent(bare)}`, recipe));
  const changed = Date.parse(answer.headers.get("last-modified"));
  return new File([await answer.blob()], bare, Number.isFinite(changed) ? { lastModified: changed } : {});
}

function tell(urgency, ...sentences) {
  const line = document.createElement("section");
  Object.assign(line, { className: "notice", id: "current" });
  line.dataset.urgency = urgency;
  line.setAttribute("role", "status");
  const mark = document.createElement("i");
  Object.assign(mark, { className: "icon", ariaHidden: "true" });
  const text = document.createElement("p");
  for (const sentence of sentences) text.append(sentence, " ");
  line.append(mark, text);
  document.getElementById("current")?.remove();
  document.getElementById("notices").after(line);
}
