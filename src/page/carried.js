// The script that comove.html carries beside the program (tools/single.mjs
// makes it `comoveCarried`): a script that is put into the page runs where the page's policy knows
// its digest. It is the worker's script, too.
export { default as init } from "program";
export { publish, receive, tellHeight } from "./publish.js";
import "./worker-start.js";
