"use strict";
// Puts the page of one session together, from the program or from what an exported file carries.
class SessionPage {
  constructor(root, view, sound, peaks, notesAddress, form) {
    this.player = new Player(view, sound, peaks);
    this.transcript = new TranscriptView(view, this.player);
    this.notes = new Notes(view, this.player, notesAddress);
    const h = Page.h, follow = h("input", { type: "checkbox", checked: true, onchange: () => { this.transcript.follows = follow.checked; } });
    const fillers = h("input", { type: "checkbox", onchange: () => this.transcript.node.classList.toggle("show-fillers", fillers.checked) });
    this.follow = follow;
    this.help = SessionPage.help(notesAddress);
    this.player.node.querySelector(".controls").append(h("label", {}, follow, "Follow"), form ? "" : h("label", {}, fillers, "Fillers and hedges"), h("button", { type: "button", onclick: () => this.help.showModal() }, "Keys"), this.player.status);
    const own = form ? [] : [Delivery.card(view, this.player), SessionPage.answers(view, this.player), notesAddress || view.notes.length ? this.notes.node : ""];
    const judged = form ? [Peer.card(form, this.player)] : [...Packet.all(view, this.player), ...Tables.all(view, this.player), Sketch.card(view, this.player)];
    const sections = [...judged, ...own, SessionPage.about(view)].filter(Boolean);
    const side = h("div", { class: "side" }, h("nav", { class: "sections", "aria-label": "Parts of this page" }, sections.map((each) => h("a", { href: `#${each.id}` }, each.querySelector("h2, summary").textContent.replace(/ \(\d+[^)]*\)$/, "")))), sections);
    root.replaceChildren(SessionPage.head(view), ...view.missing.map((text) => h("p", { class: "notice" }, text)), this.player.node, h("div", { class: "columns" }, this.transcript.node, side), this.help);
    document.addEventListener("keydown", (event) => this.key(event));
    this.start();
  }
  static head(view) {
    const h = Page.h, when = view.started_at.slice(0, 16).replace("T", " ");
    return h("div", { class: "heading" }, h("div", {}, h("h1", {}, view.title), h("p", { class: "muted" }, `${when} · ${view.mode} · ${Page.clock(view.duration_s)} · `, h("code", {}, view.id))));
  }
  static answers(view, player) {
    const h = Page.h;
    if (!view.answers.length) return "";
    return h("details", { class: "card", id: "answers" }, h("summary", {}, `Model answers (${view.answers.length} questions)`), h("p", { class: "muted" }, "Answer in your head first."), view.answers.map((each) =>
      h("div", { class: "dimension" }, h("p", {}, Packet.jump(player, each.t_s), ` ${each.question}`), h("details", {}, h("summary", {}, "Show a strong answer"), each.lines.map((line) => h("p", {}, `“${line}”`))))));
  }
  static about(view) {
    const h = Page.h;
    return h("details", { class: "card", id: "about" }, h("summary", {}, "How it was recorded"), h("ul", {}, view.engines.map((each) => h("li", {}, `${each.kind}: ${each.name}${each.detail ? ` (${each.detail})` : ""}${each.host ? ` at ${each.host}` : ""}${each.notice ? `. ${each.notice}` : ""}`))),
      h("p", { class: "muted" }, "Words the recogniser was unsure of are slanted and grey; words of the interviewer that nobody heard are struck through."));
  }
  static help(hasNotes) {
    const h = Page.h, keys = [["space, k", "play or pause"], ["← →", "5 seconds back, on"], ["j l", "10 seconds back, on"], ["↑ ↓", "turn before, next turn"], ["0 … 9", "tenths of the session"], ["< >", "slower, faster"], ["p n", "flag before, next flag"], ...(hasNotes ? [["m", "note at this moment"]] : []), ["f", "follow the sound or not"], ["?", "these keys"]];
    const dialog = h("dialog", { class: "help", "aria-labelledby": "help-title" }, h("h2", { id: "help-title" }, "Keys"), h("dl", {}, keys.map(([key, does]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, does)])), h("button", { type: "button", onclick: () => dialog.close() }, "Close"));
    return dialog;
  }
  start() {
    const asked = new URLSearchParams(location.search), t_s = Number(asked.get("t"));
    if (Number.isFinite(t_s) && t_s > 0) this.player.seek(t_s, asked.get("play") === "1");
    else this.player.show();
  }
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || this.help.open) return;
    const target = event.target, types = target.matches("input:not([type=checkbox]), textarea, select");
    const presses = [" ", "Enter"].includes(event.key) && target.matches("button, a, summary, input, [role=button]");
    if (types || presses) return;
    const player = this.player, scrolls = target === this.transcript.node && event.key.startsWith("Arrow") && !event.key.match(/Left|Right/);
    if (scrolls) return;
    const acts = {
      " ": () => player.toggle(), k: () => player.toggle(), j: () => player.by(-10), l: () => player.by(10), ArrowLeft: () => player.by(-5), ArrowRight: () => player.by(5),
      ArrowUp: () => this.transcript.turnBy(-1), ArrowDown: () => this.transcript.turnBy(1), "<": () => player.faster(-1), ">": () => player.faster(1), n: () => player.flag(1), p: () => player.flag(-1),
      m: () => this.notes.open(), f: () => { this.follow.checked = !this.follow.checked; this.transcript.follows = this.follow.checked; }, "?": () => this.help.showModal(), Home: () => player.seek(0), End: () => player.seek(player.length_s - 1),
    };
    const act = /^[0-9]$/.test(event.key) ? () => player.seek((player.length_s * Number(event.key)) / 10) : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
}
(async () => {
  const root = document.getElementById("session");
  if (!root || !root.dataset.view) return;
  try {
    const peaks = Page.ask(root.dataset.peaks);
    peaks.catch(() => {});
    const view = await Page.ask(root.dataset.view);
    window.page = new SessionPage(root, view, view.has_sound ? root.dataset.sound : null, view.has_sound ? peaks : null, root.dataset.notes);
  } catch (problem) {
    root.replaceChildren(Page.h("h1", {}, "This session cannot be shown"), Page.h("p", { class: "notice", role: "alert" }, problem.message));
  }
})();
