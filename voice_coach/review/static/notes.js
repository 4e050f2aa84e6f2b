"use strict";
// The reader's own notes at moments of the session.
class Notes {
  constructor(view, player, address) {
    Object.assign(this, { player, address, notes: view.notes });
    this.list = Page.h("ul", {});
    this.words = Page.h("textarea", { id: "note-text", maxlength: 2000, "aria-label": "Your note at this moment" });
    this.status = Page.h("span", { role: "status", class: "muted" });
    const add = address ? [this.words, Page.h("div", { class: "actions" }, Page.h("button", { type: "button", onclick: () => this.add() }, "Keep this note at the current time"), this.status)] : [];
    this.node = Packet.card("notes", "Your notes", this.list, ...add);
    this.node.classList.add("notes");
    this.show();
  }
  show() {
    this.list.replaceChildren(...this.notes.sort((a, b) => a.t_s - b.t_s).map((note) => Page.h("li", {}, Packet.jump(this.player, note.t_s), ` ${note.text} `,
      this.address ? Page.h("button", { type: "button", class: "quiet", "aria-label": `Remove the note at ${Page.clock(note.t_s)}`, onclick: () => this.remove(note) }, "remove") : "")));
    this.list.hidden = !this.notes.length;
  }
  open() {
    if (!this.address) return;
    this.player.audio.pause();
    this.words.focus();
  }
  async add() {
    if (!this.words.value.trim()) { this.status.textContent = "Write something first."; return; }
    try {
      this.notes.push(await Page.ask(this.address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ t_s: this.player.now(), text: this.words.value }) }));
      this.words.value = "";
      this.status.textContent = "Kept.";
      this.show();
    } catch (problem) { this.status.textContent = problem.message; }
  }
  async remove(note) {
    try { await Page.ask(`${this.address}/${note.id}`, { method: "DELETE" }); this.notes = this.notes.filter((each) => each !== note); this.show(); }
    catch (problem) { this.status.textContent = problem.message; }
  }
}
