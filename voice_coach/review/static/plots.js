"use strict";
// The charts of an exported file: lines and bars as SVG, so that the file needs no chart library.
const Charts = {
  TALL: 220, LEFT: 48, RIGHT: 12, TOP: 44, BOTTOM: 26, MOST_DOTS: 200,
  node(chart, player) {
    const node = Page.h("div", { class: "plot" });
    new ResizeObserver(() => { if (node.clientWidth) node.replaceChildren(Charts.picture(chart, node.clientWidth, player)); }).observe(node);
    return node;
  },
  picture(chart, wide, player) {
    const h = Page.h, scale = Charts.scales(chart, wide), { x, y, ticks, low } = scale, foot = Charts.TALL - Charts.BOTTOM;
    const across = ticks.map((value) => [h("line", { x1: Charts.LEFT, x2: wide - Charts.RIGHT, y1: y(value), y2: y(value) }), h("text", { x: Charts.LEFT - 6, y: y(value) + 4, "text-anchor": "end", class: "soft" }, value)]);
    const along = Charts.moments(chart.until_s, wide).map((t_s) => h("text", { x: x(t_s), y: foot + 17, "text-anchor": "middle", class: "soft" }, Page.clock(t_s)));
    const lines = chart.lines.map((line) => h("g", { class: line.side }, chart.bars ? Charts.bars(line, chart, scale, y(Math.max(0, low))) : Charts.line(line, chart, scale)));
    const picture = h("svg", { viewBox: `0 0 ${wide} ${Charts.TALL}`, width: wide, height: Charts.TALL, role: "img", "aria-label": chart.told, onclick: (event) => player.play(scale.time(event.offsetX)) },
      h("text", { x: 0, y: 14, class: "title" }, `${chart.title} (${chart.unit})`), chart.lines.length > 1 ? Charts.legend(chart) : "", across, along, lines);
    return picture;
  },
  scales(chart, wide) {
    const values = chart.lines.flatMap((line) => line.points.map(([, value]) => value)), most = Math.max(...values), least = chart.fromZero ? 0 : Math.min(...values);
    const step = Charts.step((most - least) / 4 || 1), low = Math.floor(least / step) * step, high = Math.max(Math.ceil(most / step) * step, low + step);
    const inner = wide - Charts.LEFT - Charts.RIGHT, tall = Charts.TALL - Charts.TOP - Charts.BOTTOM, until_s = Math.max(chart.until_s, 1);
    const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, place) => Number((low + place * step).toFixed(2)));
    return { x: (t_s) => Charts.LEFT + (t_s / until_s) * inner, y: (value) => Charts.TOP + ((high - value) / (high - low)) * tall, time: (x) => Math.max(0, ((x - Charts.LEFT) / inner) * until_s), ticks, low };
  },
  step(rough) { const ten = 10 ** Math.floor(Math.log10(rough)); return ten * ([1, 2, 5].find((each) => each * ten >= rough) ?? 10); },
  moments(until_s, wide) {
    const step = [15, 30, 60, 120, 300, 600, 900, 1800, 3600].find((each) => until_s / each <= wide / 70) ?? until_s;
    return Array.from({ length: Math.floor(until_s / step) + 1 }, (_, place) => place * step);
  },
  line(line, chart, { x, y }) {
    const path = Page.h("path", { d: line.points.map(([t_s, value], place) => `${place ? "L" : "M"}${x(t_s).toFixed(1)} ${y(value).toFixed(1)}`).join("") });
    return line.points.length > Charts.MOST_DOTS ? path : [path, line.points.map(([t_s, value]) => Page.h("circle", { cx: x(t_s).toFixed(1), cy: y(value).toFixed(1), r: 3.5 }, Charts.hint(t_s, value, chart)))];
  },
  bars(line, chart, { x, y }, foot) { return line.points.map(([t_s, value]) => Page.h("rect", { x: x(t_s) - 2.5, y: y(value), width: 5, height: foot - y(value) }, Charts.hint(t_s, value, chart))); },
  hint(t_s, value, chart) { return Page.h("title", {}, `${Page.clock(t_s)}: ${value} ${chart.unit}`); },
  legend(chart) {
    let x = 8;
    return chart.lines.map((line) => {
      const at = x;
      x += 30 + 8 * line.name.length;
      return [Page.h("g", { class: line.side }, Page.h("circle", { cx: at, cy: 28, r: 4 })), Page.h("text", { x: at + 9, y: 32 }, line.name)];
    });
  },
};
