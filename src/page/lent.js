// A file whose bytes the page reads for its worker, a piece at a time: WebKit's workers cannot read files
// in a page that was opened from disk.

/** Lets `file`, that of this place in its job, give its bytes by `ask({ want: "bytes", at, start, end })`, a promise of a buffer. */
export function lend(file, at, ask) {
  const lent = (blob, start) => {
    const end = start + blob.size;
    const slice = (from = 0, to = blob.size) => lent(Blob.prototype.slice.call(blob, from, to), Math.min(start + from, end));
    const arrayBuffer = () => ask({ want: "bytes", at, start, end });
    // No stream of bytes: what reads by one goes on with slices.
    return Object.assign(blob, { slice, arrayBuffer, stream: () => new ReadableStream(), lent: true });
  };
  lent(file, 0);
}
