export function run(file, [from, to, slice]) {
  const reader = new FileReaderSync();
  let bytes = 0;
  for (let at = from; at < to; at += slice) {
    bytes += reader.readAsArrayBuffer(file.slice(at, Math.min(to, at + slice))).byteLength;
  }
  return { bytes };
}
