// Values under the pointer on a figure's still picture, until the program runs (start-figure.js): the date and values of
// a row of the table that stands below it.
//
// `data-span` of the picture says where the table's periods begin and end, as shares of its width (src/page/publish.rs);
// it is not there where the table has not every value as it is drawn, and then nothing is told. Periods count as
// equally long, so a month may begin a fifteenth of its width from where it is drawn; date and values are of one row.

/** Tells values on the picture in `still`; returns what ends that. */
export function telling(still) {
  const picture = still.querySelector(".still-picture");
  const svg = picture.querySelector("svg");
  const [from, to] = picture.dataset.span?.split(" ").map(Number) ?? [];
  const heads = Array.from(still.querySelectorAll("thead th"), (head) => head.textContent);
  const { rows } = still.querySelector("tbody");
  if (!(to > from) || !rows.length) return () => {};

  const ended = new AbortController();
  const [line, told] = ["inline-size:1px;inset-block:0;background:currentColor;opacity:.5", "inset-inline:0;inset-block-end:100%;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-size:var(--tiny)"].map((css) => {
    const element = document.createElement("div");
    // The table is there for those who do not see it.
    Object.assign(element, { className: "still-told", ariaHidden: "true", dir: "auto", hidden: true });
    element.style.cssText = `position:absolute;pointer-events:none;${css}`;
    return element;
  });
  picture.style.position = "relative";
  picture.append(line, told);
  const tell = ({ clientX }) => {
    const { a: scale, e: left } = svg.getScreenCTM();
    const { width } = svg.viewBox.baseVal;
    const share = ((clientX - left) / scale / width - from) / (to - from);
    line.hidden = told.hidden = !(share >= 0 && share < 1);
    if (line.hidden) return;
    const row = Math.floor(share * rows.length);
    const middle = from + ((row + 0.5) / rows.length) * (to - from);
    line.style.left = `${left + scale * width * middle - picture.getBoundingClientRect().left}px`;
    const [date, ...values] = Array.from(rows[row].cells, (cell) => cell.textContent);
    told.textContent = [date, ...values.map((value, at) => `${heads[at + 1]}: ${value}`)].join(" · ");
  };
  const { signal } = ended;
  picture.addEventListener("pointermove", tell, { signal });
  picture.addEventListener("pointerdown", tell, { signal });
  picture.addEventListener("pointerleave", () => (line.hidden = told.hidden = true), { signal });
  return () => {
    ended.abort();
    line.remove();
    told.remove();
  };
}
