// The script that comove.html carries beside the program (tools/single.mjs
// makes it `comoveCarried`): a script that is put into the page runs where the page's policy knows
// its digest. "program" is worker.js: this is the worker's script, too.
import "program";
export { publish, receive, tellHeight } from "./publish.js";
