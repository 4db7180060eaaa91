import { analyse, figure, type Given, type Source } from "comove";

function element<T extends Element>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no #${id}`);
  return found;
}
const said = element("said", HTMLParagraphElement);
const place = element("figure", HTMLDivElement);
const input = element("files", HTMLInputElement);

async function compare(files: Given[]): Promise<void> {
  said.textContent = "Reading …";
  try {
    const report = await analyse(files, { period: "week" }, { language: "en", onProgress: ({ name, rows }) => (said.textContent = `${name}: ${rows} rows`) });
    said.textContent = report.verdict.en;
    await figure(place, report, { height: 420 });
  } catch (error) {
    // What was found in each file, where that was not enough.
    const read: Source[] = (error as { read?: Source[] }).read ?? [];
    const found = read.map(({ name, message, status }) => `${name}: ${message?.en ?? status}`);
    said.textContent = [error instanceof Error ? error.message : String(error), ...found].join(" · ");
  }
}

input.addEventListener("change", () => void compare(Array.from(input.files ?? [])));
element("example", HTMLButtonElement).addEventListener("click", () => void compare([new URL("price.csv", document.baseURI), "visits.csv"]));
