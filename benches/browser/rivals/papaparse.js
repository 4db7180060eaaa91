import { inWorker } from "./tally.js";

export const bench = inWorker("PapaParse in a worker", "./papaparse-run.js");
