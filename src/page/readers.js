// The readers of workbooks and whatever else a browser cannot unpack (src/bin/readers.rs), loaded in a
// worker when such a file first comes.
//
// `readers(fetched)` gives a function that opens what lies in a range of a file. `fetched()` is a promise
// of their compiled program. A program is asked for bytes while it runs, which only a worker can answer:
// it reads without waiting for a promise.

export function readers(fetched) {
  let module;
  return async (file, kind, sheet, start, end) => {
    module ??= fetched().catch((error) => {
      // The next file tries again.
      module = null;
      throw error;
    });
    // What the page reads for its worker cannot be waited for later on.
    const whole = file.lent ? new Uint8Array(await file.arrayBuffer()) : null;
    const slices = new FileReaderSync();
    let consumed = start;
    let said;
    const read = (at, into, length) => {
      try {
        const bytes = whole?.subarray(at, at + length) ?? new Uint8Array(slices.readAsArrayBuffer(file.slice(at, at + length)));
        new Uint8Array(exports.memory.buffer).set(bytes, into);
        consumed = Math.max(consumed, at + bytes.length);
        return bytes.length;
      } catch (error) {
        said = error;
        return -1;
      }
    };
    // One instance a stream: its memory goes with it.
    const program = await module;
    const imports = { file: { read } };
    // What its parts that know a browser would import: never called.
    for (const { module: from, name } of WebAssembly.Module.imports(program)) (imports[from] ??= {})[name] ??= () => {};
    const { exports } = await WebAssembly.instantiate(program, imports);
    const run = (name, ...given) => {
      try {
        return exports[name](...given);
      } catch (error) {
        throw exports.full() ? new RangeError("out of memory") : error;
      }
    };
    run("open", kind, sheet, file.size, start, end);
    return {
      /** The length of the next piece, or what there is instead of one. */
      next() {
        const length = run("next");
        if (length < 0 && said) throw said;
        return length;
      },
      /** The piece, until the next one. */
      bytes: () => new Uint8Array(exports.memory.buffer, exports.piece(), exports.length()),
      /** Bytes of the file that have been read, up to the last of them. */
      consumed: () => consumed,
    };
  };
}
