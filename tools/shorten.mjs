// shorten(wasm, script): the names by which a program and its script know each other are long and
// hold digests, which nothing compresses; here both get short ones.

const leb = (value) => {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return [...bytes, value];
};

/** @returns {{ wasm: Uint8Array, script: string }} both with the same new names */
export function shorten(wasm, script) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  const taken = (length) => wasm.subarray(at, (at += length));
  const names = new Map();
  const renamed = () => {
    const name = new TextDecoder().decode(taken(number()));
    if (!/^__wb/.test(name)) return name;
    if (!names.has(name)) names.set(name, `_${names.size.toString(36)}`);
    return names.get(name);
  };
  const text = (name) => [...leb(Buffer.byteLength(name)), ...Buffer.from(name)];
  /** What an import is: its kind, and as many numbers as that has. */
  const kind = () => {
    const from = at;
    const which = wasm[at++];
    const limits = () => (number() & 1 ? [number(), number()] : [number()]);
    if (which === 0) number();
    else if (which === 1) (at++, limits());
    else if (which === 2) limits();
    else if (which === 3) at += 2;
    else throw new Error(`an import of an unknown kind: ${which}`);
    return wasm.subarray(from, at);
  };

  const out = [wasm.subarray(0, 8)];
  while (at < wasm.length) {
    const id = wasm[at++];
    const end = number() + at;
    let body;
    if (id === 2) {
      const count = number();
      body = leb(count);
      for (let i = 0; i < count; i++) body.push(...text(renamed()), ...text(renamed()), ...kind());
    } else if (id === 7) {
      const count = number();
      body = leb(count);
      for (let i = 0; i < count; i++) body.push(...text(renamed()), wasm[at++], ...leb(number()));
    } else {
      body = taken(end - at);
    }
    if (at !== end) throw new Error("a section of the program was not understood");
    out.push(Uint8Array.from([id, ...leb(body.length)]), Uint8Array.from(body));
  }
  let met = 0;
  const short = script.replace(/__wb[\w$]+/g, (name) => (names.has(name) ? (met++, names.get(name)) : name));
  if (met < names.size) throw new Error("the script lacks names of the program");
  return { wasm: Buffer.concat(out), script: short };
}
