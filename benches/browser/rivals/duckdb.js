import * as duckdb from "./bundle/duckdb.js";

const file = (name) => new URL(`./bundle/${name}`, import.meta.url).href;
let connection;
let database;

export const bench = {
  name: "DuckDB-WASM",
  async init() {
    database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(file("duckdb-browser-eh.worker.js")));
    await database.instantiate(file("duckdb-eh.wasm"));
    await database.open({ query: { castBigIntToDouble: true } });
    connection = await database.connect();
  },
  async run(given) {
    await database.registerFileHandle("events.csv", given, duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
    const table = await connection.query(
      "SELECT left(timestamp, 10) AS day, sig_id::INT AS rule, count(*)::INT AS n FROM read_csv('events.csv', types={'timestamp': 'VARCHAR'}) GROUP BY ALL",
    );
    const [day, rule, n] = [0, 1, 2].map((at) => table.getChildAt(at));
    const counts = [];
    const days = new Set();
    let rows = 0;
    for (let at = 0; at < table.numRows; at += 1) {
      counts.push([day.get(at), rule.get(at), n.get(at)]);
      days.add(day.get(at));
      rows += n.get(at);
    }
    return { rows, days: days.size, counts };
  },
};
