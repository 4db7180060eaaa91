import { inWorker } from "./tally.js";

export const bench = inWorker("uDSV, streamed in a worker", "./udsv-run.js");
