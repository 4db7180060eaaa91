// Takes away from a worker what it does not need, before the first byte of a file reaches it. What is
// kept is listed, so that whatever an engine adds is gone, too: there is nothing left to ask the network
// with, to store in, or to start another worker by.
//
// A worker of a blob is held to the page's own policy besides (workers.js): no request to another place,
// no `eval`, no import. A worker that had to start from its file is not: it loses the ways to run a text,
// too. An `import()` written in a script cannot be taken away; there is none in ours.

const LANGUAGE =
  "Object Array Number String Boolean Symbol BigInt Date RegExp Math JSON Intl Promise Proxy Reflect Map Set WeakMap WeakSet WeakRef " +
  "FinalizationRegistry Iterator Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError ArrayBuffer DataView " +
  "Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array BigInt64Array " +
  "BigUint64Array parseInt parseFloat isNaN isFinite NaN Infinity undefined globalThis WebAssembly";
const WORKER =
  "self WorkerGlobalScope DedicatedWorkerGlobalScope EventTarget Event MessageEvent ErrorEvent PromiseRejectionEvent DOMException constructor " +
  "postMessage close onmessage onmessageerror onerror onunhandledrejection reportError queueMicrotask console performance crypto Crypto SubtleCrypto " +
  "Blob File FileReaderSync TextDecoder TextEncoder DecompressionStream ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader " +
  "WritableStream WritableStreamDefaultWriter";
const KEPT = new Set(`${LANGUAGE} ${WORKER}`.split(" "));

/** `inherits`: the page's policy holds here, which refuses texts; a debugger still needs `eval`. */
export function closeWalls(inherits) {
  const last = EventTarget.prototype;
  for (let scope = self; scope && scope !== last; scope = Object.getPrototypeOf(scope)) {
    for (const name of Object.getOwnPropertyNames(scope)) {
      if (KEPT.has(name) || name.startsWith("comove") || (inherits && (name === "eval" || name === "Function"))) continue;
      if (!Reflect.deleteProperty(scope, name)) Reflect.defineProperty(scope, name, { value: undefined });
    }
  }
  if (inherits) return;
  // What every function would give as its maker.
  for (const one of [() => {}, function* () {}, async () => {}, async function* () {}]) {
    Object.defineProperty(Object.getPrototypeOf(one), "constructor", { value: undefined, writable: false, configurable: false });
  }
}
