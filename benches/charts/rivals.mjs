// The other libraries, each with the settings that make it fast: two lines of one pixel on two axes.

const script = (address) =>
  new Promise((done, failed) => {
    const element = document.createElement("script");
    Object.assign(element, { src: address, onload: done, onerror: failed });
    document.head.append(element);
  });

const mouse = (element, clientX, clientY) =>
  element.dispatchEvent(new MouseEvent("mousemove", { clientX, clientY, bubbles: true, cancelable: true, view: window }));

export const rivals = {
  async uPlot() {
    await script("npm/uplot/dist/uPlot.iife.min.js");
    let chart;
    return {
      build(el, D) {
        const series = [{}, { label: "price", stroke: "#06c", scale: "p" }, { label: "alerts", stroke: "#c60", scale: "n" }];
        const axes = [{}, { scale: "p" }, { scale: "n", side: 1 }];
        chart = new uPlot({ width: 1200, height: 600, series, axes }, [D.x, D.a, D.b], el);
      },
      pan: (min, max) => chart.setScale("x", { min, max }),
      hover: (x, y) => mouse(chart.over, x, y),
    };
  },

  async ECharts() {
    await script("npm/echarts/dist/echarts.min.js");
    let chart, place;
    return {
      prepare: (D) => [D.a, D.b].map((values) => Array.from(values, (value, at) => [D.x[at] * 1000, value])),
      build(el, prepared) {
        place = el;
        chart = echarts.init(el, null, { renderer: "canvas", width: 1200, height: 600 });
        const line = (data, yAxisIndex) => ({
          type: "line", yAxisIndex, showSymbol: false, sampling: "lttb", lineStyle: { width: 1 }, data,
        });
        return new Promise((done) => {
          chart.on("finished", done);
          chart.setOption({
            animation: false, tooltip: { trigger: "axis" }, xAxis: { type: "time" },
            yAxis: [{ type: "value", scale: true }, { type: "value", scale: true }],
            dataZoom: [{ type: "inside", throttle: 0, filterMode: "filter" }], series: prepared.map(line),
          });
        });
      },
      pan(from, to) {
        chart.dispatchAction({ type: "dataZoom", startValue: from * 1000, endValue: to * 1000 });
        chart.getZr().flush();
      },
      hover: (x, y) => mouse(place.firstElementChild, x, y),
    };
  },

  async "Chart.js"() {
    await script("npm/chart.js/dist/chart.umd.min.js");
    await script("npm/chartjs-adapter-date-fns/dist/chartjs-adapter-date-fns.bundle.min.js");
    let chart, canvas;
    return {
      prepare: (D) => [D.a, D.b].map((values) => Array.from(values, (y, at) => ({ x: D.x[at] * 1000, y }))),
      build(el, prepared) {
        canvas = Object.assign(document.createElement("canvas"), { width: 1200, height: 600 });
        el.append(canvas);
        const line = (data, yAxisID, borderColor) => ({ yAxisID, borderColor, borderWidth: 1, pointRadius: 0, data });
        chart = new Chart(canvas, {
          type: "line",
          data: { datasets: [line(prepared[0], "y", "#06c"), line(prepared[1], "y2", "#c60")] },
          options: {
            responsive: false, animation: false, parsing: false, normalized: true,
            interaction: { mode: "index", intersect: false },
            plugins: { decimation: { enabled: true, algorithm: "min-max" }, legend: { display: false } },
            scales: {
              x: { type: "time", ticks: { autoSkip: true, maxRotation: 0 } },
              y: {}, y2: { position: "right", grid: { drawOnChartArea: false } },
            },
          },
        });
      },
      pan(from, to) {
        Object.assign(chart.options.scales.x, { min: from * 1000, max: to * 1000 });
        chart.update("none");
      },
      hover: (x, y) => mouse(canvas, x, y),
    };
  },
};
