// pack(parts, some): programs and other files, one behind the other, packed and written as text for a
// script element; src/page/unpack.js opens them.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { textOf, unlzma } from "../src/page/unpack.js";

/**
 * @param {[string, Uint8Array][]} parts names and bytes; similar ones side by side pack best
 * @param {number} some how many of them are wanted without the others, too
 * @returns {Promise<{ packing: string, parts: string, first: string, text: string, cut: number }>} `parts`
 * and `first`, the wanted ones, as "name:bytes name:bytes"; `cut` signs of the text are enough for these.
 * Without the packer (a build that is not for publishing): gzip, which cannot be cut.
 */
export async function pack(parts, some) {
  const whole = Buffer.concat(parts.map(([, bytes]) => bytes));
  const named = (which) => which.map(([name, bytes]) => `${name}:${bytes.length}`).join(" ");
  const names = { parts: named(parts), first: named(parts.slice(0, some)) };
  if (!process.env.COMOVE_LZMA) {
    const text = textOf(gzipSync(whole));
    return { packing: "gzip", ...names, text, cut: text.length };
  }
  const packed = await lzma(whole);
  if (Buffer.compare(unlzma(packed, whole.length), whole)) throw new Error("what was packed does not open again");
  // A decoder reads a few bytes ahead, never more than these.
  const first = Buffer.concat(parts.slice(0, some).map(([, bytes]) => bytes));
  const opens = (length) => {
    try {
      return !Buffer.compare(unlzma(packed.subarray(0, length), first.length), first);
    } catch {
      return false;
    }
  };
  let [low, high] = [0, packed.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (opens(middle)) high = middle;
    else low = middle + 1;
  }
  const text = textOf(packed);
  return { packing: "lzma", ...names, text, cut: Math.ceil((low * 8) / 13) * 2 };
}

/**
 * The packer's best, for programs: nothing in them begins at every fourth byte (pb = 0), and the byte
 * before tells much of the next (lc = 5); 0.4 % less than as it comes.
 */
async function lzma(bytes) {
  const of = (file) => import(pathToFileURL(join(process.env.COMOVE_LZMA, file)));
  const [{ Encoder }, { InputBuffer, OutputBuffer }] = await Promise.all([of("encoder.js"), of("streams.js")]);
  class Programs extends Encoder {
    configure(mode) {
      super.configure(mode);
      this._numLiteralContextBits = 5;
      this._posStateBits = 0;
      this._posStateMask = 0;
    }
  }
  const packed = new OutputBuffer(bytes.length);
  new Programs().compress(new InputBuffer(bytes), packed, { searchDepth: 25, filterStrength: 255, modeIndex: 1 });
  return packed.toArray();
}
