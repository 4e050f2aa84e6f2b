"use strict";
// How it sounded: figures, and charts as plain values. Who draws them is `Charts`: plotly here, plots.js in a file.
const Delivery = {
  card(view, player) {
    const h = Page.h, found = Page.object(Page.object(view.scorecard).delivery), loud = h("div", {});
    const pace = Delivery.pace(view), pauses = Delivery.pauses(view, Page.list(found.pauses));
    player.outline.then((outline) => { const chart = outline && Delivery.loudness(view, outline); if (chart) loud.append(Charts.node(chart, player)); }, () => {});
    return Packet.card("delivery", "How it sounded", h("p", { class: "muted" }, "No part of the verdict."), Delivery.facts(found),
      pace ? Charts.node(pace, player) : "", pauses ? Charts.node(pauses, player) : h("p", {}, found.pauses === null ? Page.text(found.pauses_method) : view.scorecard ? "No pause was longer than 2.5 s." : ""), loud);
  },
  facts(found) {
    const shown = [["wpm", "words a minute"], ["talk_share", "of the talking", (n) => `${Math.round(n * 100)}%`], ["longest_monologue_s", "s longest stretch"], ["response_delay_s", "s until you answer"], ["fillers_per_min", "fillers a minute"], ["hedges_per_min", "hedges a minute"]];
    const told = shown.filter(([name]) => Page.num(found[name]) !== null).map(([name, label, as]) => `${as ? as(found[name]) : found[name]} ${label}`);
    return Page.h("p", {}, told.join(" · ") || "Nothing was measured.", found.fillers_per_min === null && Page.text(found.fillers_method) ? Page.h("span", { class: "sub" }, `Fillers ${found.fillers_method}.`) : "");
  },
  // A chart: lines of [time in s, value], drawn as bars where `bars` says so; `told` is what it says in words.
  pace(view) {
    const points = view.pace.map(([t_s, rate]) => [t_s, rate]);
    return points.length ? { title: "Pace, turn by turn", told: `Pace over time, ${Delivery.spread(points, "words a minute")}`, unit: "words a minute", fromZero: true, until_s: view.duration_s, lines: [{ name: Page.speaker(view, "c"), side: "c", points }] } : null;
  },
  pauses(view, rows) {
    const points = rows.map((each) => [Page.num(each.t_s) ?? 0, Page.num(each.length_s)]).filter(([, length_s]) => length_s !== null);
    return points.length ? { title: "Pauses over 2.5 s", told: `${points.length} long ${points.length === 1 ? "pause" : "pauses"} over time, ${Delivery.spread(points, "s")}`, unit: "s", fromZero: true, bars: true, until_s: view.duration_s, lines: [{ name: Page.speaker(view, "c"), side: "c", points }] } : null;
  },
  loudness(view, outline) {
    const lines = ["c", "i"].map((side, channel) => ({ name: Page.speaker(view, side), side, points: view.turns.filter((turn) => turn.w === side).map((turn) => [turn.s, Delivery.loudOf(outline, turn, channel)]).filter(([, level]) => level !== null) })).filter((line) => line.points.length);
    if (!lines.length) return null;
    const told = lines.map((line) => `${line.name.toLowerCase()} ${Delivery.spread(line.points, "dB")}`).join("; ");
    return { title: "Loudness, turn by turn", told: `Loudness over time, 0 dB being the loudest that can be recorded: ${told}`, unit: "dB", until_s: view.duration_s, lines };
  },
  // The middle of a turn's peaks in dB of full scale; tenths of a second in which nobody speaks say nothing.
  loudOf({ per_s, values }, turn, channel) {
    const peaks = [];
    for (let at = Math.floor(turn.s * per_s); at < turn.e * per_s && 2 * at + channel < values.length; at += 1) if (values[2 * at + channel] > 2) peaks.push(values[2 * at + channel]);
    return peaks.length >= per_s / 2 ? Math.round(200 * Math.log10(Delivery.middle(peaks) / 255)) / 10 : null;
  },
  middle(values) { return values.sort((a, b) => a - b)[values.length >> 1]; },
  spread(points, unit) {
    const values = points.map(([, value]) => value), most = Math.max(...values), least = Math.min(...values);
    return most === least ? `${most} ${unit}` : `${least} to ${most} ${unit}, median ${Delivery.middle(values)}`;
  },
};
