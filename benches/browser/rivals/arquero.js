import { inWorker } from "./tally.js";

export const bench = inWorker("Arquero in a worker", "./arquero-run.js");
