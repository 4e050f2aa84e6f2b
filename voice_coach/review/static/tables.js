"use strict";
// What was counted, in tables and small pictures.
const Tables = {
  all(view, player) {
    const card = view.scorecard;
    if (!card) return [];
    return [Tables.race(view, card, player), Tables.opening(card, player), Tables.constraints(card, player), Tables.numbers(card, player), Tables.tradeoffs(card, player), Tables.leftOut(card)];
  },
  table(heads, rows, none) {
    const h = Page.h;
    if (!rows.length) return h("p", { class: "muted" }, none);
    return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": heads.join(", ") }, h("table", { class: "small" },
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell) => h("td", {}, cell ?? h("span", { class: "muted" }, "–"))))))));
  },
  race(view, card, player) {
    const h = Page.h, limit = Page.num(card.first_constraint_s), box = Page.num(card.first_diagram_s);
    const told = limit === null && box === null ? "Neither a limit nor a box was named." : limit === null ? "Boxes were named, a limit never." : box === null ? "A limit was named, and no box tour followed." : limit <= box ? `The limit came ${Math.round(box - limit)} s before the first box.` : `The first box came ${Math.round(limit - box)} s before any limit.`;
    const wide = Tables.wide(), until = Math.max(60, ...[limit, box].filter((t) => t !== null)) * 1.15, x = (t_s) => 120 + (t_s / until) * (wide - 140);
    const lane = (y, name, t_s, colour) => [h("text", { x: 0, y: y + 4 }, name), h("line", { x1: 120, x2: wide - 10, y1: y, y2: y }),
      t_s === null ? h("text", { x: 130, y: y - 6, class: "soft" }, "never") : [h("circle", { cx: x(t_s), cy: y, r: 7, fill: Page.colour(colour) }), h("text", { x: Math.min(x(t_s) + 12, wide - 45), y: y - 8 }, Page.clock(t_s))]];
    return Packet.card("race", "First box against first constraint", h("svg", { class: "race", viewBox: `0 0 ${wide} 84`, role: "img", "aria-label": told }, lane(26, "first constraint", limit, "--good"), lane(66, "first box", box, "--bad")),
      h("p", {}, told), h("p", {}, limit === null ? "" : [Packet.jump(player, limit, "the constraint"), "  "], box === null ? "" : Packet.jump(player, box, "the box")));
  },
  opening(card, player) {
    const h = Page.h, open = Page.object(card.opening), said = Page.object(open.restatement), until = Page.num(open.until_s) ?? 300;
    const steps = [["restatement", Page.num(said.t_s)], ...Page.list(open.questions).map((each) => [`asked: ${Page.words(each.topic)}`, Page.num(each.t_s)]), ["constraints", Page.num(open.constraints_s)], ["approach", Page.num(open.approach_s)]].filter(([, t_s]) => t_s !== null).sort((one, two) => one[1] - two[1]);
    const wide = Tables.wide(), middle = wide * 0.6;
    const shown = steps.filter(([, t_s]) => t_s <= until * 2), last = Math.max(until, ...shown.map(([, t_s]) => t_s)) * 1.04, x = (t_s) => 8 + (t_s / last) * (wide - 26);
    const rows = shown.map(([name, t_s], place) => [h("circle", { cx: x(t_s), cy: 22 + place * 19, r: 5, fill: Page.colour(t_s <= until ? "--good" : "--l2") }), h("text", { x: x(t_s) > middle ? x(t_s) - 10 : x(t_s) + 10, y: 26 + place * 19, "text-anchor": x(t_s) > middle ? "end" : "start" }, `${Page.clock(t_s)} ${name}`)]);
    const tall = 34 + shown.length * 19, missing = Page.texts(open.missing), uncovered = Page.texts(open.not_covered);
    return Packet.card("opening", "The opening", h("svg", { class: "track race", viewBox: `0 0 ${wide} ${tall}`, role: "img", "aria-label": `Opening until ${Page.clock(until)}: ${shown.map(([name, t_s]) => `${name} at ${Page.clock(t_s)}`).join(", ") || "nothing of it was found"}` },
      h("line", { x1: x(until), x2: x(until), y1: 0, y2: tall }), h("text", { x: Math.max(0, x(until) - 4), y: 11, class: "soft", "text-anchor": "end" }, `until ${Page.clock(until)}`), rows),
      Page.num(said.length_s) !== null ? h("p", {}, Packet.jump(player, said.t_s), ` Restated in ${Math.round(said.length_s)} s${said.within_limit ? "" : ", longer than a minute"}.`) : h("p", {}, "The problem was not restated."),
      missing.length ? h("p", { class: "warn" }, `Missing: ${missing.map(Page.words).join(", ")}.`) : "", uncovered.length ? h("p", { class: "warn" }, `Never asked about: ${uncovered.map(Page.words).join(", ")}.`) : "",
      open.in_order === false ? h("p", { class: "warn" }, `Out of order: ${Page.texts(open.order).join(" → ")}. Best is restatement → questions → constraints → approach.`) : "",
      Tables.table(["Time", "Asked about", "Words"], Page.list(open.questions).map((each) => [Packet.jump(player, each.t_s), [Page.capital(Page.words(each.topic)), Page.num(each.t_s) > until ? h("span", { class: "sub" }, "after the opening") : ""], Page.text(each.quote)]), "No probing question was found."));
  },
  constraints(card, player) {
    const h = Page.h, places = (rows) => {
      const found = Page.list(rows).map((each) => h("div", {}, Packet.jump(player, each.t_s), ` ${Page.text(each.quote)}`)), shown = found.length > 4 ? 3 : 4;
      if (!found.length) return null;
      return [found.slice(0, shown), found.length > shown ? h("details", {}, h("summary", { class: "muted" }, `${found.length - shown} more`), found.slice(shown)) : ""];
    };
    return Packet.card("constraints", "Constraints and choices", Tables.table(["Constraint", "Stated", "Choices tied to it"],
      Page.list(card.constraint_map).map((row) => [Page.text(row.kind) ? [Page.capital(Page.words(row.kind)), row.used ? "" : h("span", { class: "sub warn" }, "never used")] : h("span", { class: "warn" }, "none: choices without one"), places(row.stated), places(row.choices)]), "No constraint was stated."));
  },
  // What is known of one thing, a line each; what is not known takes no room.
  known(lines) {
    return lines.filter(([, text]) => text).map(([label, text]) => Page.h("div", {}, Page.h("span", { class: "muted" }, `${label}: `), text));
  },
  numbers(card, player) {
    const h = Page.h, all = Page.list(card.numbers);
    const rows = all.map((each, place) => {
      const problem = Page.text(each.check) || Page.text(each.trap), told = Tables.told(each), repeats = place > 0 && told[0][1] !== "" && String(told) === String(Tables.told(all[place - 1]));
      return [Packet.jump(player, each.t_s), [h("strong", {}, Page.text(each.quote)), repeats ? h("span", { class: "muted" }, " in the same sentence") : "", problem ? h("span", { class: "sub warn" }, problem) : "", repeats ? "" : Tables.known(told)]];
    });
    return Tables.folded("numbers", `Numbers (${rows.length})`, Tables.table(["Time", "Number, and what was said of it"], rows, "No number was said."), rows.length > 12);
  },
  told(number) { return [["of", "measures"], ["source", "source"], ["used for", "used_for"]].map(([label, name]) => [label, Page.text(number[name])]); },
  tradeoffs(card, player) {
    const h = Page.h, fields = [["gain", "gain"], ["price", "price"], ["period", "period"], ["KPI effect", "kpi_effect"], ["source", "source"]];
    const rows = Page.list(card.tradeoffs).map((each) => [Packet.jump(player, each.t_s), [h("div", {}, h("strong", {}, Page.text(each.lever) || Page.text(each.quote)), each.quantified === false ? h("span", { class: "sub warn" }, "no number on it") : ""), Tables.known(fields.map(([label, name]) => [label, Page.text(each[name])]))]]);
    return Tables.folded("tradeoffs", `Trade-offs (${rows.length})`, Tables.table(["Time", "Lever, gain and price"], rows, "No trade-off was named."), rows.length > 12);
  },
  // Pictures are drawn to the width at which they are seen, so that their words keep their size.
  wide() { return matchMedia("(max-width: 800px)").matches ? 340 : 570; },
  folded(id, title, content, isLong) {
    if (!isLong) return Packet.card(id, title, content);
    return Page.h("details", { class: "card", id }, Page.h("summary", {}, title), content);
  },
  leftOut(card) {
    const packet = Page.object(card.packet), limits = Page.list(packet.limits_not_named), facts = Page.list(packet.not_asked);
    if (!limits.length && !facts.length) return "";
    return Page.h("details", { class: "card", id: "left-out" }, Page.h("summary", {}, `What was there to be found (${limits.length + facts.length})`), Page.h("ul", {},
      limits.map((each) => Page.h("li", {}, `A limit that binds, never named: ${Page.text(each.says)}.`)), facts.map((each) => Page.h("li", {}, `Never asked, ${Page.words(each.fact)}: ${Page.text(each.answer)}`))));
  },
};
