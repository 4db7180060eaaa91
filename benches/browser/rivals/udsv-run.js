import { inferSchema, initParser } from "./bundle/udsv.js";
import { Tally } from "./tally.js";

export async function run(file) {
  const tally = new Tally();
  const row = (cells) => tally.add(cells[0].slice(0, 10), cells[2]);
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  let parser = null;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parser ??= initParser(inferSchema(value));
    parser.chunk(value, parser.stringArrs, row);
  }
  parser.end();
  return tally.result();
}
