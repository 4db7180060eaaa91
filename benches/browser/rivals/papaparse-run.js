import Papa from "./bundle/papaparse.js";
import { Tally } from "./tally.js";

export const run = (file) =>
  new Promise((complete, error) => {
    const tally = new Tally();
    let header = true;
    Papa.parse(file, {
      chunk({ data }) {
        for (const cells of data) {
          if (!header && cells.length > 2) tally.add(cells[0].slice(0, 10), cells[2]);
          header = false;
        }
      },
      complete: () => complete(tally.result()),
      error,
    });
  });
