// What lies gzipped and as base64 in a text.

/** Text or bytes, as a Response, of a MIME type where that is given. */
export function unpacked(text, type = "") {
  // Decoding each character in script takes about fifty times as long; it is for browsers older than 2025.
  const bytes = Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")), { headers: { "content-type": type } });
}

/** A program, compiled while it is unpacked. */
export const compiled = (text) => WebAssembly.compileStreaming(unpacked(text, "application/wasm"));
