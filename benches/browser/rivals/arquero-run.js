import { fromCSV } from "./bundle/arquero.js";

// As its guide reads a file, but that no column's type is guessed: a day and a rule are texts.
export async function run(file) {
  const rows = fromCSV(await file.text(), { autoType: false });
  const [time, , rule] = rows.columnNames();
  const table = rows
    .select(time, rule)
    .rename({ [time]: "time", [rule]: "rule" })
    .derive({ day: (row) => op.substring(row.time, 0, 10) })
    .groupby("day", "rule")
    .count();
  const counts = table.objects({ limit: Infinity }).map(({ day, rule, count }) => [day, rule, count]);
  return { rows: rows.numRows(), days: new Set(counts.map(([day]) => day)).size, counts };
}
