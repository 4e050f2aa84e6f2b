"use strict";
// Levels and delivery over the sessions, as lines.
(() => {
  const form = document.getElementById("filter");
  form.addEventListener("change", () => form.submit());
  const data = JSON.parse(document.getElementById("data").textContent), names = JSON.parse(document.getElementById("data").dataset.names), order = data.sessions.map((each) => each.id);
  const label = (id) => { const found = data.sessions.find((each) => each.id === id); return `${order.indexOf(id) + 1}: ${found.started_at.slice(5, 10)}`; };
  const shown = (id, lines, layout) => {
    const node = document.getElementById(id);
    if (!node) return;
    node.setAttribute("role", "img");
    node.setAttribute("aria-label", `Lines over ${order.length} sessions; the table below has the figures`);
    Charts.whenSeen(node, () => Charts.draw(node, lines.map((line) => ({ x: line.values.map(([session]) => label(session)), y: line.values.map(([, value]) => value), mode: "lines+markers", name: names[line.name] || Page.capital(Page.words(line.name)) })), { xaxis: { type: "category", categoryorder: "array", categoryarray: order.map(label) }, legend: { orientation: "h", y: -0.25 }, height: 380, ...layout }));
  };
  shown("chart-levels", data.levels, { yaxis: { range: [0.8, 4.2], dtick: 1 } });
  shown("chart-delivery", data.delivery.filter((line) => ["wpm", "response_delay_s", "hedges_per_min", "fillers_per_min"].includes(line.name)), {});
})();
