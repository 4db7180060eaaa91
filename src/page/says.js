// What scripts of the page say, in every language: publish.html has the words.

import page from "./publish.html";
import { parsed } from "./parsed.js";

let words;
/** An element with a sentence in all languages; `{name}` in it is what `fill` has of that name (by language where that differs). */
export function says(name, fill = {}) {
  if (!words) {
    words = parsed(page).querySelector("#publish-says").content;
  }
  const sentence = words.querySelector(`[data-says=${name}]`).cloneNode(true);
  sentence.removeAttribute("data-says");
  for (const span of sentence.querySelectorAll("[lang]"))
    span.textContent = span.textContent.replace(/\{(\w+)\}/g, (_, key) => fill[key]?.[span.lang] ?? fill[key] ?? "");
  return sentence;
}
/** The sentence in the page's language, as a text. */
export const said = (name, fill) => says(name, fill).querySelector(`[lang=${document.documentElement.lang}]`).textContent;

/** A day as the page writes it, in every language. */
export function day(date) {
  const month = date.toLocaleDateString("en-US", { month: "short" });
  return { en: `${date.getDate()} ${month} ${date.getFullYear()}`, ja: `${date.getFullYear()}年${date.getMonth() + 1}月${date.getDate()}日` };
}
/** Names in a row, in every language. */
export const list = (names) => ({ en: names.join(", "), ja: names.join("、") });

/** A period by its label, as the page writes it, in every language; a quarter, a year and an hour as they are. */
export function period(label, kind) {
  const [, year, month, date] = label.match(/^(\d+)-(\d\d)(?:-(\d\d))?$/) ?? [];
  if (!year) return { en: label, ja: label };
  const whole = day(new Date(Number(year), month - 1, date ?? 1));
  if (!date) return { en: whole.en.replace(/^\d+ /, ""), ja: whole.ja.replace(/\d+日$/, "") };
  return kind === "week" ? { en: `week of ${whole.en}`, ja: `${whole.ja}の週` } : whole;
}
