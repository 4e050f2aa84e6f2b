"use strict";
// Charts by plotly, fetched from its own package on this machine, and only when a chart is looked at.
const Charts = {
  // Plotly adds its rules to a style sheet of this name if there is one; one of our own needs no inline style.
  SHEET: "plotly.js-style-global",
  load() {
    Charts.loading ??= Charts.withoutStyleElements(() => Promise.all([["link", { rel: "stylesheet", href: "/static/charts.css", id: Charts.SHEET }], ["script", { src: "/plotly.js" }]].map(([tag, attributes]) => Charts.arrived(tag, attributes))));
    return Charts.loading;
  },
  // While it loads, plotly would add the style of its maps inline, which is refused here, and not needed.
  async withoutStyleElements(load) {
    document.head.appendChild = (node) => (node.tagName === "STYLE" ? node : Node.prototype.appendChild.call(document.head, node));
    try { await load(); } finally { delete document.head.appendChild; }
  },
  arrived(tag, attributes) {
    return new Promise((done, failed) => document.head.append(Page.h(tag, { ...attributes, onload: done, onerror: () => failed(new Error("The chart library cannot be loaded.")) })));
  },
  whenSeen(node, draw) {
    const watch = new IntersectionObserver((seen) => {
      if (!seen.some((each) => each.isIntersecting)) return;
      watch.disconnect();
      Charts.load().then(draw).catch((problem) => node.replaceChildren(Page.h("p", { class: "warn" }, problem.message)));
    }, { rootMargin: "200px" });
    watch.observe(node);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (node.data) draw(); });
  },
  draw(node, traces, layout) {
    const ink = Page.colour("--ink"), line = Page.colour("--line");
    const axis = { gridcolor: line, zerolinecolor: line, automargin: true };
    return Plotly.react(node, traces, { margin: { l: 50, r: 16, t: 34, b: 44 }, height: 300, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font: { color: ink, family: "system-ui, sans-serif", size: 12 }, hovermode: "closest", ...layout, xaxis: { ...axis, ...layout.xaxis }, yaxis: { ...axis, ...layout.yaxis } }, { displayModeBar: false, responsive: true });
  },
  node(chart, player) {
    const h = Page.h, node = h("div", { class: "chart", role: "img", "aria-label": chart.told });
    Charts.whenSeen(node, async () => {
      await Charts.draw(node, chart.lines.map((line) => Charts.trace(line, chart)), { title: { text: chart.title, x: 0.02, xanchor: "left" }, xaxis: { title: { text: "minutes" }, range: [0, chart.until_s / 60] }, yaxis: { title: { text: chart.unit }, rangemode: chart.fromZero ? "tozero" : "normal" }, showlegend: chart.lines.length > 1, legend: { orientation: "h", x: 1, xanchor: "right", y: 1.16 } });
      if (node.hears) return;
      node.hears = true;
      node.on("plotly_click", (event) => player.play(event.points[0].x * 60));
    });
    return node;
  },
  trace(line, chart) {
    const colour = Page.colour(line.side === "c" ? "--candidate" : "--interviewer"), points = { x: line.points.map(([t_s]) => t_s / 60), y: line.points.map(([, value]) => value), name: line.name };
    const said = { hovertemplate: `%{x:.1f} min: %{y} ${chart.unit}<extra></extra>` };
    return chart.bars ? { ...points, ...said, type: "bar", marker: { color: colour }, width: Math.max(0.05, chart.until_s / 60 / 120) } : { ...points, ...said, mode: "lines+markers", line: { color: colour } };
  },
};
