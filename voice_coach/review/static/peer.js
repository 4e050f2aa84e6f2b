"use strict";
// The peer's form: signals of judgement alone, saved as a file that the candidate imports.
const Peer = {
  card(form, player) {
    const h = Page.h, name = h("input", { type: "text", maxlength: 100, id: "peer-name" }), area = (id) => h("textarea", { id, maxlength: 2000, rows: 2 });
    const verdict = h("select", { id: "peer-verdict" }, ["", "strong_hire", "hire", "borderline", "no_hire", "not_enough_evidence"].map((each) => h("option", { value: each }, Page.words(each) || "choose …")));
    const strong = area("peer-for"), weak = area("peer-against"), said = h("p", { role: "status", class: "muted" });
    const rows = form.dimensions.map((each) => Peer.row(each, player));
    const save = () => {
      const filled = { ...form, peer: name.value.trim(), verdict: verdict.value || null, strongest_for: strong.value.trim(), strongest_against: weak.value.trim(), dimensions: rows.map((row) => row.read()) };
      const link = h("a", { href: URL.createObjectURL(new Blob([JSON.stringify(filled, null, 1)], { type: "application/json" })), download: `voice-coach-peer-${form.session}.json` });
      link.click();
      said.textContent = "Saved. Send the file back; it is imported with: voice-coach import FILE";
    };
    return h("section", { class: "card", id: "peer-form", "aria-labelledby": "peer-form-title" }, h("h2", { id: "peer-form-title" }, "Your judgement"),
      h("p", { class: "muted" }, "Judge what was reasoned: not voice, accent, looks or manner. Leave out what you did not see."),
      h("p", {}, h("label", { for: "peer-name" }, "Your name (if you like) "), name), h("p", {}, h("label", { for: "peer-verdict" }, "Verdict "), verdict), rows.map((row) => row.node),
      h("p", { class: "reason" }, h("label", { for: "peer-for" }, "The strongest reason for"), strong), h("p", { class: "reason" }, h("label", { for: "peer-against" }, "The strongest reason against"), weak),
      h("button", { type: "button", onclick: save }, "Save the filled form"), said);
  },
  row(dimension, player) {
    const h = Page.h, id = `peer-${dimension.id}`, why = h("textarea", { id: `${id}-why`, maxlength: 2000, rows: 2, "aria-label": `Why, for ${Page.words(dimension.id)}` });
    const level = h("select", { id, "aria-label": `Level for ${Page.words(dimension.id)}` }, [["", "did not see it"], [1, "1 very weak"], [2, "2 weak"], [3, "3 strong"], [4, "4 very strong"]].map(([value, label]) => h("option", { value }, label)));
    const moment = h("span", { class: "muted" });
    let t_s = null;
    const mark = h("button", { type: "button", onclick: () => { t_s = Math.round(player.now() * 10) / 10; moment.textContent = ` ${Page.clock(t_s)}`; } }, "At this moment");
    return { node: h("fieldset", {}, h("legend", {}, Page.capital(Page.words(dimension.id))), level, " ", mark, moment, why), read: () => ({ id: dimension.id, level: level.value ? Number(level.value) : null, why: why.value.trim(), t_s }) };
  },
};
