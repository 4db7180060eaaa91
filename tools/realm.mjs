// A script that runs in another window than the one it was loaded in.

// What belongs to a document is of the other window's kind. All else is of the kind of the window that loaded the
// script: it makes that itself, its workers post it, and its callers hand it in.
const DOCUMENTS = /^(CanvasRenderingContext2D|Element|HTML\w+|Node|Window)$/;

/**
 * A module whose default is a function of a window: it runs `script` with that window's own names and gives what
 * `result` says. The names are those that the script compares with (`instanceof`), and `further` ones; `also` are
 * further declarations.
 */
export function boundTo(parameter, script, result, further = [], also = "") {
  const compared = Array.from(script.matchAll(/instanceof ([A-Z]\w+)/g), ([, name]) => name).filter((name) => DOCUMENTS.test(name));
  const names = [...new Set([...compared, ...further])].join(", ");
  const itself = ["globalThis", "self", "window", "global"].filter((name) => name !== parameter).map((name) => `${name} = ${parameter}`);
  return `export default function (${parameter}) { const ${itself.join(", ")}, { ${names} } = ${parameter}${also && `, ${also}`}; ${script}; return ${result}; }`;
}
