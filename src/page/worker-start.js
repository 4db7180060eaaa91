
// Appended to worker.js by the build. The page's first message brings the compiled module;
// starting is synchronous, so the program has its own listener before the next message comes.
self.onmessage = ({ data }) => {
  self.onmessage = null;
  wasm_bindgen.initSync({ module: data.module });
};
