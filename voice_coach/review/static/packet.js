"use strict";
// The committee's packet, each quote a play button; and what was judged how.
const Packet = {
  OUTCOMES: {
    reframed: "You agreed, and fixed goal and limits first", obeyed: "You drew at once", refused: "You refused", answered: "You answered with substance",
    thin: "No limit, number or choice was found in the answer", "not told": "The talk ended there",
  },
  quote(player, evidence) {
    const start_s = Page.num(evidence.start_s) ?? Page.num(evidence.t_s), quote = Page.text(evidence.quote);
    if (!quote) return "";
    if (start_s === null) return Page.h("p", { class: "quote" }, `“${quote}”`);
    return Page.h("button", { type: "button", class: "quote", onclick: () => player.play(start_s, Page.num(evidence.end_s)) }, Page.h("span", { class: "time" }, `▶ ${Page.clock(start_s)}`), `“${quote}”`);
  },
  jump(player, t_s, label) {
    const at = Page.num(t_s);
    if (at === null) return Page.h("span", { class: "muted" }, label || "none");
    return Page.h("button", { type: "button", class: "jump", onclick: () => player.play(at) }, `▶ ${Page.clock(at)}${label ? ` ${label}` : ""}`);
  },
  card(id, title, ...content) { return Page.h("section", { class: "card", id, "aria-labelledby": `${id}-title` }, Page.h("h2", { id: `${id}-title` }, title), ...content); },
  all(view, player) {
    const card = view.scorecard;
    if (!card) return [Packet.card("packet", "The committee's packet", Page.h("p", {}, "This session was not judged yet."), Page.h("code", {}, `voice-coach assess ${view.id}`)), ...Packet.peers(view)];
    return [Packet.verdict(view, card, player), Packet.dimensions(card, player), ...Packet.peers(view), Packet.pressure(card, player), Packet.next(view, card)];
  },
  verdict(view, card, player) {
    const h = Page.h, packet = Page.object(card.packet), again = Page.object(packet.hear_again);
    const level = Page.text(packet.level);
    const reason = (name, from) => h("div", {}, h("h3", {}, name), h("p", {}, Page.text(from.sentence) || "Nothing was found."), Page.list(from.evidence).slice(0, 1).map((each) => Packet.quote(player, each)));
    return Packet.card("packet", "The committee's packet",
      h("p", {}, h("span", { class: `verdict ${Page.text(card.verdict)}` }, Page.capital(Page.words(card.verdict) || "no verdict")), level ? ` for a ${level} role` : ""),
      reason("For", Page.object(packet.for)), reason("Against", Page.object(packet.against)),
      Page.text(packet.would_change) ? h("div", {}, h("h3", {}, "What would change it"), h("p", {}, packet.would_change)) : "",
      Page.text(again.why) ? h("div", {}, h("h3", {}, "Worth hearing again"), h("p", {}, again.why), Packet.quote(player, again)) : "",
      h("p", { class: "muted" }, Page.text(Page.object(card.judge).caution)),
      card.dropped_quotes ? h("p", { class: "muted" }, `${Page.num(card.dropped_quotes)} quotes were not in the transcript and are left out.`) : "");
  },
  dimensions(card, player) {
    const h = Page.h, dissent = Page.object(Page.object(card.judge).dissent), names = { 1: "very weak", 2: "weak", 3: "strong", 4: "very strong" };
    return Packet.card("dimensions", "Dimension by dimension", Page.list(card.dimensions).map((each) => {
      const level = names[each.level] ? each.level : 0, opinions = dissent[each.id];
      return h("div", { class: "dimension" },
        h("h3", {}, Page.capital(Page.words(each.id)), h("span", {}, h("span", { class: "muted" }, `${names[level] || "not enough evidence"} `), h("span", { class: `level l${level}`, "aria-hidden": "true" }, level || "–"))),
        h("p", {}, Page.text(each.sentence)), Page.list(each.evidence).map((one) => Packet.quote(player, one)),
        Page.text(each.advice) ? h("p", { class: "advice" }, `What would have raised it: ${each.advice}`) : "",
        Array.isArray(opinions) ? h("p", { class: "warn" }, `Dissent: ${opinions.map((one) => one ?? "none").join(", ")}`) : "");
    }));
  },
  peers(view) {
    const h = Page.h;
    return view.peers.map((form, place) => Packet.card(`peer-${place + 1}`, `Second opinion${form.peer ? `: ${form.peer}` : ""}`,
      h("p", {}, h("span", { class: `verdict ${form.verdict || ""}` }, form.verdict ? Page.capital(Page.words(form.verdict)) : "no verdict")),
      form.strongest_for ? h("p", {}, `For: ${form.strongest_for}`) : "", form.strongest_against ? h("p", {}, `Against: ${form.strongest_against}`) : "",
      h("table", { class: "small" }, h("tbody", {}, form.dimensions.map((each) => {
        const own = Page.list(Page.object(view.scorecard).dimensions).find((one) => one.id === each.id);
        return h("tr", {}, h("th", { scope: "row" }, Page.capital(Page.words(each.id))), h("td", {}, h("span", { class: `level l${each.level || 0}` }, each.level || "–")), h("td", { class: "muted" }, own?.level ? `here ${own.level}` : ""), h("td", {}, each.why));
      })))));
  },
  pressure(card, player) {
    const h = Page.h, packet = Page.object(card.packet), moments = Page.list(packet.pressure_moments);
    if (!moments.length && !packet.hints_used) return "";
    return Packet.card("pressure", "Under pressure", moments.map((each) => h("div", { class: "dimension" }, h("p", {}, Packet.jump(player, each.t_s), ` ${Page.text(each.request)}`),
      h("p", { class: "muted" }, `${Packet.outcome(each)}.`))),
      packet.hints_used ? h("p", {}, `Hints used: ${Page.num(packet.hints_used)}.`) : "");
  },
  outcome(moment) {
    const sketches = moment.kind === "sketch", told = Page.text(moment.outcome);
    const does = sketches && told === "answered" ? "You answered" : Packet.OUTCOMES[told] || Page.capital(Page.words(told));
    return does + (sketches && !moment.recovered && moment.answer_turn !== null ? ", and reasoning did not come back soon" : "");
  },
  next(view, card) {
    const h = Page.h, steps = Page.list(Page.object(card.packet).practise_next), said = h("span", { role: "status", class: "muted" });
    if (!steps.length) return "";
    const copy = async (command) => { try { await navigator.clipboard.writeText(command); said.textContent = " Copied; paste it into a terminal."; } catch { said.textContent = ` Run in a terminal: ${command}`; } };
    return Packet.card("next", "Practise next", h("ol", {}, steps.map((step) => {
      const command = Page.object(view.commands)[Page.text(step.drill)];
      return h("li", {}, h("p", {}, h("strong", {}, Page.capital(Page.words(step.drill))), ` for ${Page.words(step.dimension)}. ${Page.text(step.why)}`),
        Page.text(step.example) ? h("details", {}, h("summary", {}, "How a strong candidate says it"), h("p", {}, `“${step.example}”`)) : "",
        command ? h("p", {}, h("button", { type: "button", onclick: () => copy(command) }, "Practise this"), " ", h("code", {}, command)) : "");
    })), said);
  },
};
