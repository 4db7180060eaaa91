// Writes a zip of a few small files, stored as they are.

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});
function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

/** `files`: [name, Blob or string] each, with `/` between folders. `at`: the date that they get. */
export async function zip(files, at = new Date()) {
  const parts = [];
  const directory = [];
  let offset = 0;
  const time = (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1);
  const date = ((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate();
  for (const [name, content] of files) {
    const bytes = new Uint8Array(await new Blob([content]).arrayBuffer());
    const called = new TextEncoder().encode(name);
    // Version 2.0, names in UTF-8, stored.
    const head = [20, 0x0800, 0, time, date];
    const sizes = [crc32(bytes), bytes.length, bytes.length];
    parts.push(record(0x04034b50, head, sizes, [called.length, 0]), called, bytes);
    directory.push(record(0x02014b50, [20, ...head], sizes, [called.length, 0, 0, 0, 0, 0, 0], [offset]), called);
    offset += 30 + called.length + bytes.length;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const end = record(0x06054b50, [0, 0, files.length, files.length], [length, offset], [0]);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}

/** A signature, then numbers of two and of four bytes by turns. */
function record(signature, ...groups) {
  const bytes = [];
  const put = (value, width) => {
    for (let byte = 0; byte < width; byte++) bytes.push((value >>> (8 * byte)) & 255);
  };
  put(signature, 4);
  groups.forEach((group, at) => group.forEach((value) => put(value, at % 2 ? 4 : 2)));
  return Uint8Array.from(bytes);
}
