"use strict";
// The sketch as heard: boxes in the order in which they were named, arrows between them.
const Sketch = {
  WIDE: 172, TALL: 58, GAP_X: 40, GAP_Y: 46, COLUMNS: 3,
  card(view, player) {
    const h = Page.h, drawn = Page.object(view.sketch), boxes = Page.list(drawn.boxes), arrows = Page.list(drawn.arrows);
    if (!boxes.length) return Packet.card("sketch", "The sketch as heard", h("p", { class: "muted" }, "No boxes were described in words."));
    const loose = boxes.filter((box) => !box.serves).length;
    return Packet.card("sketch", "The sketch as heard",
      h("p", {}, `${boxes.length} boxes, ${arrows.length} arrows; ${loose} ${loose === 1 ? "box was" : "boxes were"} tied to no constraint.${drawn.left_out ? ` ${drawn.left_out} more boxes are left out.` : ""}`),
      Sketch.picture(boxes, arrows, player),
      h("details", {}, h("summary", {}, "As a table"), Tables.table(["Time", "From", "Words", "To", "Constraint"], arrows.map((arrow) => [Packet.jump(player, arrow.t_s), boxes[arrow.source]?.name, Page.text(arrow.says), boxes[arrow.target]?.name, arrow.serves || "none"]), "No arrow was described.")));
  },
  place(number) {
    const row = Math.floor(number / Sketch.COLUMNS), along = number % Sketch.COLUMNS;
    const column = row % 2 ? Sketch.COLUMNS - 1 - along : along;  // to and fro, so that neighbours in time are neighbours
    return { x: 8 + column * (Sketch.WIDE + Sketch.GAP_X), y: 8 + row * (Sketch.TALL + Sketch.GAP_Y) };
  },
  picture(boxes, arrows, player) {
    const h = Page.h, rows = Math.ceil(boxes.length / Sketch.COLUMNS);
    const wide = 16 + Sketch.COLUMNS * (Sketch.WIDE + Sketch.GAP_X) - Sketch.GAP_X, tall = 16 + rows * (Sketch.TALL + Sketch.GAP_Y) - Sketch.GAP_Y;
    const head = h("marker", { id: "arrow-head", viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" }, h("path", { d: "M0 0 10 5 0 10z" }));
    return h("svg", { class: "sketch", viewBox: `0 0 ${wide} ${tall}`, role: "group", "aria-label": "Diagram of the boxes that were named" }, h("defs", {}, head),
      arrows.map((arrow) => Sketch.arrow(arrow)), boxes.map((box, number) => Sketch.box(box, number, player)));
  },
  box(box, number, player) {
    const h = Page.h, at = Sketch.place(number), name = Page.text(box.name), hear = () => player.play(Page.num(box.t_s) ?? 0);
    return h("g", { class: box.serves ? "tied" : "loose", tabindex: 0, role: "button", "aria-label": `${name}, named at ${Page.clock(box.t_s)}, constraint: ${box.serves || "none"}`, onclick: hear,
      onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); hear(); } } },
      h("rect", { x: at.x, y: at.y, width: Sketch.WIDE, height: Sketch.TALL, rx: 6 }), h("text", { x: at.x + 10, y: at.y + 23 }, name.length > 24 ? `${name.slice(0, 23)}…` : name),
      h("text", { x: at.x + 10, y: at.y + 44, class: "soft" }, `▶ ${Page.clock(box.t_s)} · ${box.serves ? `for ${Page.words(box.serves)}` : "none"}`));
  },
  // From edge to edge between neighbours, else through the gaps between rows and columns: never under a box.
  arrow(arrow) {
    const one = Sketch.place(arrow.source), two = Sketch.place(arrow.target), { WIDE, TALL, GAP_X, GAP_Y } = Sketch;
    const rows = Math.round((two.y - one.y) / (TALL + GAP_Y)), columns = Math.round((two.x - one.x) / (WIDE + GAP_X));
    const nudge = ((arrow.source * 7 + arrow.target * 3) % 5) * 4 - 8;
    let path;
    if (rows === 0 && Math.abs(columns) === 1) {
      const y = one.y + TALL / 2 + (columns > 0 ? -6 : 6);
      path = `M${columns > 0 ? one.x + WIDE : one.x} ${y}H${columns > 0 ? two.x - 2 : two.x + WIDE + 2}`;
    } else if (columns === 0 && Math.abs(rows) === 1) {
      const x = one.x + WIDE / 2 + (rows > 0 ? -8 : 8);
      path = `M${x} ${rows > 0 ? one.y + TALL : one.y}V${rows > 0 ? two.y - 2 : two.y + TALL + 2}`;
    } else {
      const down = rows >= 0, x = one.x + WIDE / 2 + 30 + nudge, gap = down ? one.y + TALL + GAP_Y / 2 + nudge : one.y - GAP_Y / 2 + nudge;
      const onLeft = two.x > 20, side = onLeft ? two.x - GAP_X / 2 + nudge : two.x + WIDE + GAP_X / 2 + nudge;
      path = `M${x} ${down ? one.y + TALL : one.y}V${gap}H${side}V${two.y + TALL / 2 + nudge}H${onLeft ? two.x - 2 : two.x + WIDE + 2}`;
    }
    return Page.h("path", { d: path, class: arrow.serves ? "tied" : "", "marker-end": "url(#arrow-head)" }, Page.h("title", {}, `${Page.clock(arrow.t_s)} “${Page.text(arrow.says)}”, constraint: ${arrow.serves || "none"}`));
  },
};
