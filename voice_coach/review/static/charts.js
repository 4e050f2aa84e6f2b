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
  card(view, player) {
    const pace = Page.h("div", { class: "chart", role: "img", "aria-label": Charts.told(view) }), pauses = Page.h("div", { class: "chart", role: "img", "aria-label": "Long pauses and their lengths over time" });
    const delivery = Page.object(Page.object(view.scorecard).delivery), long = Page.list(delivery.pauses);
    const jumpOn = (node) => node.on?.("plotly_click", (event) => player.play(event.points[0].x * 60));
    if (view.pace.length) Charts.whenSeen(pace, async () => { await Charts.draw(pace, [{ x: view.pace.map((each) => each[0] / 60), y: view.pace.map((each) => each[1]), mode: "lines+markers", name: "words a minute", line: { color: Page.colour("--candidate") }, hovertemplate: "%{x:.1f} min: %{y} words a minute<extra></extra>" }], { title: { text: "Pace, turn by turn" }, xaxis: { title: { text: "minutes" } }, yaxis: { title: { text: "words a minute" }, rangemode: "tozero" } }); jumpOn(pace); });
    if (long.length) Charts.whenSeen(pauses, async () => { await Charts.draw(pauses, [{ type: "bar", x: long.map((each) => (Page.num(each.t_s) ?? 0) / 60), y: long.map((each) => Page.num(each.length_s)), marker: { color: Page.colour("--interviewer") }, width: Math.max(0.05, view.duration_s / 60 / 120), hovertemplate: "%{x:.1f} min: %{y:.1f} s<extra></extra>" }], { title: { text: "Pauses over 2.5 s" }, xaxis: { title: { text: "minutes" }, range: [0, view.duration_s / 60] }, yaxis: { title: { text: "seconds" }, rangemode: "tozero" } }); jumpOn(pauses); });
    return Packet.card("delivery", "How it sounded", Page.h("p", { class: "muted" }, "No part of the verdict."), Charts.facts(delivery), view.pace.length ? pace : "", long.length ? pauses : Page.h("p", {}, delivery.pauses === null ? Page.text(delivery.pauses_method) : view.scorecard ? "No pause was longer than 2.5 s." : ""));
  },
  told(view) {
    const rates = view.pace.map((each) => each[1]).sort((a, b) => a - b);
    return rates.length ? `Pace over time: ${rates[0]} to ${rates[rates.length - 1]} words a minute, median ${rates[rates.length >> 1]}` : "Pace over time";
  },
  facts(delivery) {
    const shown = [["wpm", "words a minute"], ["talk_share", "of the talking", (n) => `${Math.round(n * 100)}%`], ["longest_monologue_s", "s longest stretch"], ["response_delay_s", "s until you answer"], ["fillers_per_min", "fillers a minute"], ["hedges_per_min", "hedges a minute"]];
    const told = shown.filter(([name]) => Page.num(delivery[name]) !== null).map(([name, label, as]) => `${as ? as(delivery[name]) : delivery[name]} ${label}`);
    return Page.h("p", {}, told.join(" · ") || "Nothing was measured.", delivery.fillers_per_min === null && Page.text(delivery.fillers_method) ? Page.h("span", { class: "sub" }, `Fillers ${delivery.fillers_method}.`) : "");
  },
};
