// The worker's script. The first message brings the compiled module; starting is synchronous, so
// the program has its own listener before the next message comes. The guide's pages, which have no
// module, send a first message without one and wait for the program's greeting. (PROGRAM stands for
// the program's name, see tools/bundle.mjs.)
import init, { initSync } from "program";
import { readers } from "./readers.js";

if (!globalThis.document) {
  self.onmessage = ({ data }) => {
    self.onmessage = null;
    self.comoveReaders = readers(data.readers);
    if (data.module) initSync(data);
    else init({ module_or_path: PROGRAM }).catch(reportError);
  };
}
