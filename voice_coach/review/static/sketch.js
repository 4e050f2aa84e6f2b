"use strict";
// The sketch as heard: boxes in the order in which they were named, arrows between them, each with its time.
const Sketch = {
  TALL: 70, GAP_X: 46, GAP_Y: 46, WIDEST: 210, NARROW: 480,
  MOST_ARROWS: 24,  // more of them cover each other, and nothing can be read
  card(view, player) {
    const h = Page.h, drawn = Page.object(view.sketch), boxes = Page.list(drawn.boxes), arrows = Page.list(drawn.arrows);
    if (!boxes.length) return Packet.card("sketch", "The sketch as heard", h("p", { class: "muted" }, "No boxes were described in words."));
    const loose = boxes.filter((box) => !box.serves).length, place = h("div", { class: "drawn" });
    new ResizeObserver(() => { if (place.clientWidth && place.clientWidth !== place.drawnFor) { place.drawnFor = place.clientWidth; place.replaceChildren(Sketch.picture(boxes, arrows.slice(0, Sketch.MOST_ARROWS), player, place.clientWidth)); } }).observe(place);
    return Packet.card("sketch", "The sketch as heard",
      h("p", {}, `${boxes.length} boxes, ${arrows.length} arrows; ${loose} ${loose === 1 ? "box was" : "boxes were"} tied to no constraint.${drawn.left_out ? ` ${drawn.left_out} more boxes are left out.` : ""}${arrows.length > Sketch.MOST_ARROWS ? ` The first ${Sketch.MOST_ARROWS} arrows are drawn, and all are in the table.` : ""} Press a time to hear it said.`),
      place,
      h("details", {}, h("summary", {}, "As a table"), Tables.table(["Time", "From", "Words", "To", "Constraint"], arrows.map((arrow) => [Packet.jump(player, arrow.t_s), boxes[arrow.source]?.name, Page.text(arrow.says), boxes[arrow.target]?.name, arrow.serves || "none"]), "No arrow was described.")));
  },
  // As wide as there is room, so that its letters are never smaller than the page's.
  layout(count, room) {
    const columns = Math.min(room < Sketch.NARROW ? 2 : 3, count), wide = Math.min(Sketch.WIDEST, (room - 16 - (columns - 1) * Sketch.GAP_X) / columns), rows = Math.ceil(count / columns);
    return { columns, wide, across: 16 + columns * (wide + Sketch.GAP_X) - Sketch.GAP_X, down: 16 + rows * (Sketch.TALL + Sketch.GAP_Y) - Sketch.GAP_Y };
  },
  place(number, { columns, wide }) {
    const row = Math.floor(number / columns), along = number % columns;
    const column = row % 2 ? columns - 1 - along : along;  // to and fro, so that neighbours in time are neighbours
    return { x: 8 + column * (wide + Sketch.GAP_X), y: 8 + row * (Sketch.TALL + Sketch.GAP_Y) };
  },
  picture(boxes, arrows, player, room) {
    const h = Page.h, layout = Sketch.layout(boxes.length, room), routes = arrows.map((arrow) => Sketch.route(arrow, layout)), taken = [];
    const paths = arrows.map((arrow, number) => h("path", { d: `M${routes[number].map((point) => point.join(" ")).join("L")}`, class: arrow.serves ? "tied" : "", "marker-end": "url(#arrow-head)" }));
    const head = h("marker", { id: "arrow-head", viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" }, h("path", { d: "M0 0 10 5 0 10z" }));
    return h("svg", { class: "sketch", viewBox: `0 0 ${layout.across} ${layout.down}`, width: layout.across, height: layout.down, role: "group", "aria-label": "Diagram of the boxes that were named" }, h("defs", {}, head),
      paths, boxes.map((box, number) => Sketch.box(box, Sketch.place(number, layout), layout.wide, player)),
      arrows.map((arrow, number) => Sketch.lighting(paths[number], Sketch.moment(arrow, boxes, Sketch.spot(routes[number], layout, taken), player))));
  },
  button(kind, told, t_s, player, ...shapes) {
    const hear = () => player.play(Page.num(t_s) ?? 0);
    return Page.h("g", { class: kind, tabindex: 0, role: "button", "aria-label": told, onclick: hear, onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); hear(); } } }, Page.h("title", {}, told), shapes);
  },
  box(box, at, wide, player) {
    const h = Page.h, name = Page.text(box.name), fits = Math.floor((wide - 16) / 6.8), line = (place, text, kind) => h("text", { x: at.x + 9, y: at.y + 21 * place, class: kind }, text.length > fits ? `${text.slice(0, fits - 1)}…` : text);
    return Sketch.button(box.serves ? "tied" : "loose", `${name}, named at ${Page.clock(box.t_s)}, constraint: ${box.serves ? Page.words(box.serves) : "none"}`, box.t_s, player,
      h("rect", { x: at.x, y: at.y, width: wide, height: Sketch.TALL, rx: 6 }), line(1, name), line(2, `▶ ${Page.clock(box.t_s)}`, "soft"), line(3, box.serves ? `for ${Page.words(box.serves)}` : "no constraint", "soft"));
  },
  moment(arrow, boxes, [x, y], player) {
    const h = Page.h, at = Page.clock(arrow.t_s), wide = 6 + 7 * at.length, name = (place) => Page.text(Page.object(boxes[place]).name);
    return Sketch.button("moment", `${name(arrow.source)} to ${name(arrow.target)}, “${Page.text(arrow.says)}”, said at ${at}, constraint: ${arrow.serves ? Page.words(arrow.serves) : "none"}`, arrow.t_s, player,
      h("rect", { x: x - wide / 2, y: y - 8, width: wide, height: 16, rx: 4 }), h("text", { x, y: y + 4, "text-anchor": "middle" }, at));
  },
  // Of many arrows in one gap, the one whose time is pointed at or reached by the keyboard stands out.
  lighting(path, moment) {
    for (const [name, isLit] of [["pointerenter", true], ["focus", true], ["pointerleave", false], ["blur", false]]) moment.addEventListener(name, () => path.classList.toggle("lit", isLit));
    return moment;
  },
  // From edge to edge between neighbours, else through the gaps between rows and columns: never under a box.
  route(arrow, layout) {
    const one = Sketch.place(arrow.source, layout), two = Sketch.place(arrow.target, layout), { TALL, GAP_X, GAP_Y } = Sketch, wide = layout.wide;
    const rows = Math.round((two.y - one.y) / (TALL + GAP_Y)), columns = Math.round((two.x - one.x) / (wide + GAP_X));
    const nudge = ((arrow.source * 7 + arrow.target * 3) % 5) * 4 - 8;
    if (rows === 0 && Math.abs(columns) === 1) {
      const y = one.y + TALL / 2 + (columns > 0 ? -11 : 11);
      return columns > 0 ? [[one.x + wide, y], [two.x - 2, y]] : [[one.x, y], [two.x + wide + 2, y]];
    }
    if (columns === 0 && Math.abs(rows) === 1) {
      const x = one.x + wide / 2 + (rows > 0 ? -22 : 22);
      return rows > 0 ? [[x, one.y + TALL], [x, two.y - 2]] : [[x, one.y], [x, two.y + TALL + 2]];
    }
    const down = rows >= 0, x = one.x + wide * 0.75 + nudge, gap = down ? one.y + TALL + GAP_Y / 2 + nudge : one.y - GAP_Y / 2 + nudge, foot = two.y + TALL / 2 + nudge;
    const onLeft = two.x > 20, side = onLeft ? two.x - GAP_X / 2 + nudge : two.x + wide + GAP_X / 2 + nudge;
    return [[x, down ? one.y + TALL : one.y], [x, gap], [side, gap], [side, foot], [onLeft ? two.x - 2 : two.x + wide + 2, foot]];
  },
  // Where on its way an arrow's time stands: in the middle of its longest stretch, unless another's stands there.
  spot(route, { wide }, taken) {
    const { GAP_X } = Sketch, centre = (x) => 8 - GAP_X / 2 + Math.max(1, Math.round((x - 8 + GAP_X / 2) / (wide + GAP_X))) * (wide + GAP_X);
    if (route.length === 2 && route[0][1] === route[1][1]) {
      const beside = [(route[0][0] + route[1][0]) / 2, route[0][1] + (route[0][0] < route[1][0] ? -11 : 11)];
      taken.push(beside);
      return beside;
    }
    const stretches = route.slice(1).map((end, number) => [route[number], end]).sort(([a, b], [c, d]) => Sketch.length(c, d) - Sketch.length(a, b));
    const spots = stretches.flatMap(([start, end]) => [0.5, 0.3, 0.7, 0.15, 0.85].map((part) => [start[0] === end[0] && start !== route[0] ? centre(start[0]) : start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part]));
    const found = spots.find(([x, y]) => taken.every(([a, b]) => Math.abs(x - a) > 42 || Math.abs(y - b) > 16)) ?? spots[0];
    taken.push(found);
    return found;
  },
  length(start, end) { return Math.abs(start[0] - end[0]) + Math.abs(start[1] - end[1]); },
};
