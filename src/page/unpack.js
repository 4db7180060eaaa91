// Opens what comove.html and exported figures carry: programs, packed with LZMA (a fifth smaller
// than gzip, which is all that browsers open themselves) and written as text (tools/pack.mjs).

/**
 * The bytes of a text in which two signs stand for thirteen bits. The signs are those from `!`
 * to `~` but `<`, so the text stands in a script element as it is; anything else is passed over.
 */
export function bytesOf(text) {
  const bytes = new Uint8Array((text.length * 13) >> 4);
  let filled = 0;
  let held = 0;
  let bits = 0;
  let first = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 33 || code > 126 || code === 60) continue;
    const digit = code - 33 - (code > 60);
    if (first < 0) {
      first = digit;
      continue;
    }
    held |= (first + digit * 93) << bits;
    first = -1;
    for (bits += 13; bits > 7; bits -= 8) {
      bytes[filled++] = held;
      held >>>= 8;
    }
  }
  // A last sign alone holds six bits: with a pair there could be a byte too many at the end.
  if (first >= 0 && bits > 1) bytes[filled++] = held | (first << bits);
  return bytes.subarray(0, filled);
}

/** Bytes as such a text. */
export function textOf(bytes) {
  const signs = [];
  const sign = (digit) => signs.push(digit + 33 + (digit > 26));
  let held = 0;
  let bits = 0;
  const pair = () => {
    sign((held & 8191) % 93);
    sign(((held & 8191) / 93) | 0);
    held >>>= 13;
    bits -= 13;
  };
  for (const byte of bytes) {
    held |= byte << bits;
    bits += 8;
    if (bits > 12) pair();
  }
  if (bits > 6) pair();
  else if (bits > 0) sign(held & 63);
  let text = "";
  for (let at = 0; at < signs.length; at += 8192) text += String.fromCharCode(...signs.slice(at, at + 8192));
  return text;
}

/**
 * The first `size` bytes of what was packed: all or, from a stream that was cut behind them, a part.
 * LZMA's own file form: a byte with lc, lp and pb, four with the dictionary's size, eight with the length.
 * After Igor Pavlov's specification of LZMA (2015), whose names the comments give.
 */
export function unlzma(packed, size) {
  const lc = packed[0] % 9;
  const lp = ((packed[0] / 9) | 0) % 5;
  const pb = (packed[0] / 45) | 0;
  const out = new Uint8Array(size);
  let at = 0;
  let from = 18;
  let range = -1 >>> 0;
  let code = ((packed[14] << 24) | (packed[15] << 16) | (packed[16] << 8) | packed[17]) >>> 0;

  // Probabilities: states and bit trees, each at a place of its own in one array.
  const MATCH = 0; // IsMatch[state][posState]
  const REP = 192; // IsRep, IsRepG0, IsRepG1, IsRepG2, each [state]
  const REP0_LONG = 240; // IsRep0Long[state][posState]
  const SLOT = 432; // PosSlotDecoder[4]
  const SPECIAL = 688; // PosDecoders
  const ALIGN = 804; // AlignDecoder
  const LENGTH = 820; // LenDecoder, RepLenDecoder: choices, low and mid [posState], high
  const LITERAL = LENGTH + 2 * 514;
  const probs = new Uint16Array(LITERAL + (768 << (lc + lp))).fill(1024);

  const bit = (index) => {
    const prob = probs[index];
    const bound = (range >>> 11) * prob;
    let got;
    if (code < bound) {
      range = bound;
      probs[index] = prob + ((2048 - prob) >> 5);
      got = 0;
    } else {
      range -= bound;
      code -= bound;
      probs[index] = prob - (prob >> 5);
      got = 1;
    }
    if (range < 16777216) {
      range = (range << 8) >>> 0;
      code = ((code << 8) | packed[from++]) >>> 0;
    }
    return got;
  };
  const tree = (base, bits) => {
    let m = 1;
    for (let i = 0; i < bits; i++) m = (m << 1) | bit(base + m);
    return m - (1 << bits);
  };
  const reverse = (base, bits) => {
    let m = 1;
    let value = 0;
    for (let i = 0; i < bits; i++) {
      const b = bit(base + m);
      m = (m << 1) | b;
      value |= b << i;
    }
    return value;
  };
  const direct = (bits) => {
    let value = 0;
    for (; bits > 0; bits--) {
      range >>>= 1;
      const b = code >= range ? 1 : 0;
      if (b) code -= range;
      value = (value << 1) | b;
      if (range < 16777216) {
        range = (range << 8) >>> 0;
        code = ((code << 8) | packed[from++]) >>> 0;
      }
    }
    return value;
  };
  const length = (base, posState) => {
    if (!bit(base)) return tree(base + 2 + posState * 8, 3);
    if (!bit(base + 1)) return 8 + tree(base + 130 + posState * 8, 3);
    return 16 + tree(base + 258, 8);
  };

  let state = 0;
  let rep0 = 0;
  let rep1 = 0;
  let rep2 = 0;
  let rep3 = 0;
  while (at < size) {
    const posState = at & ((1 << pb) - 1);
    if (!bit(MATCH + state * 16 + posState)) {
      const before = at > 0 ? out[at - 1] : 0;
      const base = LITERAL + 768 * (((at & ((1 << lp) - 1)) << lc) + (before >> (8 - lc)));
      let symbol = 1;
      if (state > 6) {
        let matched = out[at - rep0 - 1];
        do {
          const expected = (matched >> 7) & 1;
          matched <<= 1;
          const b = bit(base + ((1 + expected) << 8) + symbol);
          symbol = (symbol << 1) | b;
          if (expected !== b) break;
        } while (symbol < 256);
      }
      while (symbol < 256) symbol = (symbol << 1) | bit(base + symbol);
      out[at++] = symbol;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let copied;
    if (bit(REP + state)) {
      if (!bit(REP + 12 + state)) {
        if (!bit(REP0_LONG + state * 16 + posState)) {
          out[at] = out[at - rep0 - 1];
          at++;
          state = state < 7 ? 9 : 11;
          continue;
        }
      } else {
        let distance;
        if (!bit(REP + 24 + state)) distance = rep1;
        else {
          if (!bit(REP + 36 + state)) distance = rep2;
          else {
            distance = rep3;
            rep3 = rep2;
          }
          rep2 = rep1;
        }
        rep1 = rep0;
        rep0 = distance;
      }
      copied = length(LENGTH + 514, posState);
      state = state < 7 ? 8 : 11;
    } else {
      rep3 = rep2;
      rep2 = rep1;
      rep1 = rep0;
      copied = length(LENGTH, posState);
      state = state < 7 ? 7 : 10;
      const slot = tree(SLOT + Math.min(copied, 3) * 64, 6);
      rep0 = slot;
      if (slot > 3) {
        const bits = (slot >> 1) - 1;
        rep0 = (2 | (slot & 1)) << bits;
        if (slot < 14) rep0 += reverse(SPECIAL + rep0 - slot, bits);
        else rep0 += (direct(bits - 4) << 4) + reverse(ALIGN, 4);
      }
      // The mark of an end, or what no packer writes.
      if (rep0 < 0) break;
    }
    if (rep0 >= at) throw new Error("what this file carries is damaged");
    for (copied = Math.min(copied + 2, size - at); copied > 0; copied--, at++) out[at] = out[at - rep0 - 1];
  }
  if (at < size || from > packed.length + 4) throw new Error("what this file carries is damaged");
  return out;
}
