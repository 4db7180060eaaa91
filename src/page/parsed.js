// Markup that is parsed into documents of no window: an exported figure's page and picture, and the words of
// the dialogs that are loaded with it. Nothing in such a document runs or is fetched.

import { trusting } from "./trusted.js";

// Made when it is first needed: in comove.html a worker loads this script, too.
let policy;

/** The document of a text; `type` is that of the text, as DOMParser takes it. */
export function parsed(text, type = "text/html") {
  policy ??= trusting("comove-figure", { createHTML: (text) => text });
  return new DOMParser().parseFromString(policy.createHTML(text), type);
}
