// Small files with made-up values, the same at each run: [name, text], as the helpers take them.

/** The first `count` days from 2020-01-01, "2020-01-01" and on. */
export const days = (count) => Array.from({ length: count }, (_, day) => new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10));

// A small generator (a multiplicative congruential one), so that no run differs from another.
function random(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** A price a day, a random walk. */
export function priceFile(dates, name = "price.csv") {
  const next = random(1);
  let price = 100;
  return [name, ["date,price", ...dates.map((date) => `${date},${(price += next() - 0.5).toFixed(2)}`)].join("\n") + "\n"];
}

/** A row for each visit: none to nine a day, at times of the day in order. */
export function visitsFile(dates, name = "visits.csv") {
  const next = random(2);
  const two = (number) => String(number).padStart(2, "0");
  const rows = dates.flatMap((date) =>
    Array.from({ length: Math.floor(next() * 10) }, (_, i) => `${date}T${two(i + 8)}:${two(Math.floor(next() * 60))}:00Z,/page${i % 3}`),
  );
  return [name, ["time,path", ...rows].join("\n") + "\n"];
}
