// What a file carries with it, gzipped and as base64, in script elements that are none
// (`<script type="text/plain" data-file="name">`): comove.html and exported figures.

import { compiled, unpacked } from "./unpacked.js";

const held = new Map(Array.from(document.querySelectorAll("script[data-file]"), ({ dataset, textContent }) => [dataset.file, textContent]));

const opened = (name) => unpacked(held.get(name));
/** As it is carried. */
export const packed = (name) => held.get(name);
export const text = async (name) => (await opened(name)).text();
export const program = (name) => compiled(held.get(name));
export const bytes = async (name) => (await opened(name)).arrayBuffer();
