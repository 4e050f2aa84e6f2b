"use strict";
// The transcript, following the sound word by word. Words become elements when their turn comes near the screen.
class TranscriptView {
  constructor(view, player) {
    this.view = view;
    this.player = player;
    this.turns = view.turns;
    this.follows = true;
    this.rows = new Map();
    this.current = null;
    this.spoken = null;
    this.unsureBelow = 0.5;
    this.node = Page.h("div", { class: "transcript", id: "transcript", tabindex: 0, role: "region", "aria-label": "Transcript" });
    this.fill();
    this.near = new IntersectionObserver((seen) => seen.filter((each) => each.isIntersecting).forEach((each) => this.ensure(each.target)), { root: this.node, rootMargin: "400px" });
    this.rows.forEach((row) => this.near.observe(row));
    this.node.addEventListener("click", (event) => this.clicked(event));
    for (const name of ["wheel", "touchmove", "pointerdown"]) this.node.addEventListener(name, () => { this.heldUntil = performance.now() + 4000; }, { passive: true });
    player.onMove((at) => this.move(at));
  }
  fill() {
    const stages = this.view.stages.map(([t_s, name]) => [t_s, name]);
    for (const turn of this.turns) {
      while (stages.length && stages[0][0] <= turn.s + 0.05) this.node.append(Page.h("div", { class: "stage-line" }, stages.shift()[1]));
      const row = this.row(turn);
      this.rows.set(turn.i, row);
      this.node.append(row);
    }
    if (!this.turns.length) this.node.append(Page.h("p", {}, "There is no transcript."));
  }
  row(turn) {
    const h = Page.h;
    const row = h("div", { class: `turn ${turn.w}`, "data-turn": turn.i },
      h("button", { type: "button", class: "at", "data-t": turn.s, "aria-label": `Hear from ${Page.clock(turn.s)}` }, `▶ ${Page.clock(turn.s)}`),
      h("div", {}, h("span", { class: "name" }, Page.speaker(this.view, turn.w), turn.m && turn.m !== "probe" ? h("span", { class: "muted" }, ` · ${Page.words(turn.m)}`) : "", turn.cut ? h("span", { class: "muted" }, " · cut off") : ""),
        h("p", {}, turn.x || h("span", { class: "muted" }, "(nothing understood)"))));
    if (turn.u) row.querySelector("p").append(" ", h("s", { class: "unheard", title: "meant, but not heard" }, turn.u));
    row.turn = turn;
    return row;
  }
  ensure(row) {
    if (row.words) return;
    row.words = TranscriptView.timed(row.turn);
    const place = row.querySelector("p");
    const runs = row.turn.f || [];
    const nodes = row.words.map((word, number) => {
      const filler = runs.some(([first, last]) => first <= number && number <= last);
      const unsure = word.sure < this.unsureBelow;
      word.node = Page.h("span", { class: `word${unsure ? " unsure" : ""}${filler ? " filler" : ""}`, "data-t": word.start_s, title: unsure ? `not understood for certain (${Math.round(word.sure * 100)}%)` : null }, word.text);
      return [word.node, " "];
    });
    const rest = row.querySelector("s.unheard");
    if (nodes.length) place.replaceChildren(...nodes.flat(), ...(rest ? [rest] : []));
  }
  // Recognised words have times of their own; those of others are spread over their turn by their length.
  static timed(turn) {
    if (turn.k) return turn.k.map(([text, start_s, end_s, sure]) => ({ text, start_s, end_s, sure }));
    const words = turn.x.split(/\s+/).filter(Boolean), total = words.reduce((sum, word) => sum + word.length + 1, 0) || 1;
    let before = 0;
    return words.map((text) => {
      const start_s = turn.s + ((turn.e - turn.s) * before) / total;
      before += text.length + 1;
      return { text, start_s, end_s: turn.s + ((turn.e - turn.s) * before) / total, sure: 1 };
    });
  }
  clicked(event) {
    const t_s = event.target.closest("[data-t]")?.dataset.t;
    if (t_s !== undefined && !String(getSelection())) this.player.seek(Number(t_s), true);
  }
  turnAt(at) {
    let low = 0, high = this.turns.length;
    while (low < high) { const middle = (low + high) >> 1; if (this.turns[middle].s <= at + 0.01) low = middle + 1; else high = middle; }
    return this.turns[low - 1];
  }
  move(at) {
    const turn = this.turnAt(at);
    if (turn !== this.current) this.enter(turn);
    if (!turn) return;
    const words = this.rows.get(turn.i).words || [];
    const word = words.findLast((each) => each.start_s <= at + 0.01);
    const node = word && at <= word.end_s + 1.2 ? word.node : null;
    if (node === this.spoken) return;
    this.spoken?.classList.remove("spoken");
    node?.classList.add("spoken");
    this.spoken = node;
    if (node) this.keepInSight(node);
  }
  enter(turn) {
    if (this.current) this.rows.get(this.current.i).classList.remove("now");
    this.current = turn;
    if (!turn) return;
    const row = this.rows.get(turn.i);
    row.classList.add("now");
    this.ensure(row);
    this.keepInSight(row);
  }
  keepInSight(node) {
    if (!this.follows || performance.now() < (this.heldUntil || 0)) return;
    const box = this.node.getBoundingClientRect(), at = node.getBoundingClientRect();
    if (at.top >= box.top + 30 && at.bottom <= box.bottom - 60) return;
    const by = at.top - box.top - box.height / 3, isFar = Math.abs(by) > 2 * box.height;
    this.node.scrollBy({ top: by, behavior: isFar ? "instant" : "auto" });
  }
  turnBy(direction) {
    const place = this.turns.indexOf(this.turnAt(this.player.now()));
    const next = this.turns[Math.min(this.turns.length - 1, Math.max(0, place + direction))];
    if (next) this.player.seek(next.s, false);
  }
}
