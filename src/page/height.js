/** In a frame: says how high the figure is, whenever that changes. */
export function tellHeight(inside = globalThis) {
  const { document, frameElement, parent } = inside;
  let told = 0;
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    // A page of the same origin needs no script of its own; another one must listen, and is
    // told nothing but a number.
    if (frameElement) frameElement.style.height = `${height}px`;
    else parent.postMessage({ comove: "height", height }, "*");
  };
  new inside.ResizeObserver(tell).observe(document.body);
}
