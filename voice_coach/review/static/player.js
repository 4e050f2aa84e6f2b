"use strict";
// The sound, its outline with turns, stages and markers, and the keys that steer it.
class Player {
  constructor(view, source, peaks) {
    this.view = view;
    this.length_s = Math.max(view.duration_s, 0.1);
    this.peaks = null;
    this.listeners = [];
    this.until_s = null;
    this.audio = Page.h("audio", { preload: "metadata", src: source });
    this.flags = view.marks.filter((mark) => mark.kind !== "control").map((mark) => mark.t_s).sort((a, b) => a - b);
    this.node = this.build();
    this.audio.addEventListener("play", () => { this.showPlaying(); this.tick(); });
    for (const name of ["pause", "ended"]) this.audio.addEventListener(name, () => this.showPlaying());
    this.audio.addEventListener("seeked", () => this.show());
    this.audio.addEventListener("error", () => { if (source) this.say("The sound cannot be played by this browser."); });
    this.outline = peaks ? peaks.then(Player.unpack) : Promise.resolve(null);
    this.outline.then((found) => { this.peaks = found; if (found) this.say(""); this.draw(); }, () => this.say("The outline of the sound cannot be read."));
    if (peaks) this.say("Drawing the outline of the sound …");
    new ResizeObserver(() => this.draw()).observe(this.wave);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }
  static unpack(found) {
    const raw = atob(found.peaks);
    return { per_s: found.per_s, values: Uint8Array.from(raw, (char) => char.charCodeAt(0)) };
  }
  build() {
    const h = Page.h;
    this.canvas = h("canvas", { "aria-hidden": "true" });
    this.wave = h("div", {
      class: "wave", role: "slider", tabindex: 0, "aria-label": "Place in the session",
      "aria-valuemin": 0, "aria-valuemax": Math.round(this.length_s), "aria-valuenow": 0, "aria-valuetext": "0:00",
      onpointerdown: (event) => this.pointed(event),
    }, this.canvas);
    this.button = h("button", { type: "button", id: "play", disabled: !this.view.has_sound, onclick: () => this.toggle() }, "▶ Play");
    this.time = h("span", { class: "clock" }, `0:00 / ${Page.clock(this.length_s)}`);
    this.speed = h("select", { id: "speed", onchange: () => { this.audio.playbackRate = Number(this.speed.value); } },
      [0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3].map((rate) => h("option", { value: rate, selected: rate === 1 }, `${rate}×`)));
    this.status = h("span", { role: "status", class: "muted" });
    const step = (label, text, act, extra) => h("button", { type: "button", "aria-label": label, title: label, class: extra, onclick: act }, text);
    const legend = h("span", { class: "muted wide legend" }, h("span", { class: "dot c" }), ` ${Page.speaker(this.view, "c").toLowerCase()}  `, h("span", { class: "dot i" }), " interviewer  ",
      [["signal", "signal"], ["pressure", "pressure"], ["interruption", "interruption, fault"], ["pause", "pause"]].filter(([kind]) => this.view.marks.some((mark) => mark.kind === kind)).map(([kind, name]) => [h("span", { class: `tick ${kind}` }), ` ${name}  `]));
    return h("section", { class: "player", "aria-label": "Player" }, this.wave,
      h("div", { class: "controls" }, this.button, step("Back 5 seconds", "−5 s", () => this.by(-5)), step("On 5 seconds", "+5 s", () => this.by(5)),
        step("Previous flag", "⚑ ←", () => this.flag(-1)), step("Next flag", "⚑ →", () => this.flag(1)), this.time,
        h("label", {}, "Speed", this.speed), legend), this.audio);
  }
  say(text) { this.status.textContent = text; }
  now() { return this.pending ?? this.audio.currentTime; }
  onMove(listener) { this.listeners.push(listener); }
  seek(t_s, play) {
    const wanted = Math.min(Math.max(0, t_s), this.length_s);
    this.until_s = null;
    this.pending = wanted;
    if (this.audio.readyState > 0) { this.audio.currentTime = wanted; this.pending = null; }
    else this.audio.addEventListener("loadedmetadata", () => { this.audio.currentTime = this.pending ?? wanted; this.pending = null; }, { once: true });
    if (play && this.view.has_sound) this.audio.play().catch(() => this.say("Press play: the browser waits for you."));
    this.show();
  }
  // A quote: from a little before its first word to a little after its last.
  play(start_s, end_s) {
    this.seek(Math.max(0, start_s - 0.3), true);
    this.until_s = Page.num(end_s) !== null && end_s > start_s ? end_s + 0.6 : null;
  }
  toggle() {
    if (!this.view.has_sound) return;
    this.until_s = null;
    if (this.audio.paused) this.audio.play().catch(() => this.say("The sound cannot be played.")); else this.audio.pause();
  }
  by(seconds) { this.seek(this.now() + seconds, false); }
  flag(direction) {
    const at = this.now();
    const found = direction > 0 ? this.flags.find((t) => t > at + 0.5) : this.flags.findLast((t) => t < at - 1.5);
    if (found === undefined) this.say(direction > 0 ? "No later flag." : "No earlier flag.");
    else { this.seek(found, false); const mark = this.view.marks.find((each) => each.t_s === found); this.say(`⚑ ${mark.label}`); }
  }
  faster(step) {
    this.speed.selectedIndex = Math.min(this.speed.options.length - 1, Math.max(0, this.speed.selectedIndex + step));
    this.audio.playbackRate = Number(this.speed.value);
  }
  pointed(event) {
    const box = this.wave.getBoundingClientRect();
    this.seek(((event.clientX - box.left) / box.width) * this.length_s, false);
  }
  showPlaying() { this.button.textContent = this.audio.paused ? "▶ Play" : "❚❚ Pause"; this.show(); }
  tick() {
    if (this.audio.paused) return;
    if (this.until_s !== null && this.audio.currentTime >= this.until_s) { this.audio.pause(); this.until_s = null; }
    this.show();
    requestAnimationFrame(() => this.tick());
  }
  // Once a frame at most, so that a seek does not wait for what is drawn of it.
  show() { this.frame ??= requestAnimationFrame(() => { this.frame = null; this.showNow(); }); }
  showNow() {
    const at = this.now();
    this.time.textContent = `${Page.clock(at)} / ${Page.clock(this.length_s)}`;
    this.wave.setAttribute("aria-valuenow", Math.round(at));
    this.wave.setAttribute("aria-valuetext", `${Page.clock(at)} of ${Page.clock(this.length_s)}`);
    this.drawCursor(at);
    for (const listener of this.listeners) listener(at);
  }
  draw() {
    const box = this.wave.getBoundingClientRect();
    const scale = window.devicePixelRatio || 1;
    if (box.width < 2) return;
    this.back = document.createElement("canvas");
    for (const canvas of [this.back, this.canvas]) { canvas.width = Math.round(box.width * scale); canvas.height = Math.round(box.height * scale); }
    this.paint(this.back.getContext("2d"), this.back.width, this.back.height, scale);
    this.drawCursor(this.now());
  }
  paint(pen, width, height, scale) {
    const x = (t_s) => (t_s / this.length_s) * width;
    const band = 15 * scale, lane = (height - band) / 2;
    this.paintStages(pen, x, band, height, scale);
    for (const turn of this.view.turns) {
      pen.globalAlpha = 0.13;
      pen.fillStyle = Page.colour(turn.w === "c" ? "--candidate" : "--interviewer");
      pen.fillRect(x(turn.s), band + (turn.w === "c" ? 0 : lane), Math.max(1, x(turn.e) - x(turn.s)), lane);
    }
    pen.globalAlpha = 1;
    if (this.peaks) for (const side of [0, 1]) this.paintSide(pen, side, width, band + lane * side, lane);
    const colours = { signal: "--good", pressure: "--l2", interruption: "--bad", pause: "--soft", fault: "--bad", control: "--soft" };
    for (const mark of this.view.marks) {
      pen.fillStyle = Page.colour(colours[mark.kind] || "--soft");
      pen.fillRect(x(mark.t_s), mark.kind === "signal" ? height - 7 * scale : band, 2 * scale, 7 * scale);
    }
  }
  paintStages(pen, x, band, height, scale) {
    pen.font = `${11 * scale}px system-ui, sans-serif`;
    this.view.stages.forEach(([t_s, name], place) => {
      const end_s = place + 1 < this.view.stages.length ? this.view.stages[place + 1][0] : this.length_s;
      pen.fillStyle = Page.colour(place % 2 ? "--wash" : "--ground");
      pen.fillRect(x(t_s), 0, x(end_s) - x(t_s), height);
      pen.fillStyle = Page.colour("--soft");
      if (pen.measureText(name).width < x(end_s) - x(t_s) - 6) pen.fillText(name, x(t_s) + 4 * scale, band - 4 * scale);
    });
  }
  paintSide(pen, side, width, top, lane) {
    const { per_s, values } = this.peaks, steps = values.length / 2;
    pen.fillStyle = Page.colour(side ? "--interviewer" : "--candidate");
    const per_pixel = (this.length_s * per_s) / width;
    for (let pixel = 0; pixel < width; pixel += 1) {
      let loudest = 0;
      for (let at = Math.floor(pixel * per_pixel); at < Math.max((pixel + 1) * per_pixel, Math.floor(pixel * per_pixel) + 1) && at < steps; at += 1) loudest = Math.max(loudest, values[2 * at + side]);
      const tall = Math.max(1, Math.sqrt(loudest / 255) * (lane - 3));
      pen.fillRect(pixel, top + (lane - tall) / 2, 1, tall);
    }
  }
  drawCursor(at) {
    if (!this.back) return;
    const pen = this.canvas.getContext("2d"), scale = window.devicePixelRatio || 1;
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    pen.drawImage(this.back, 0, 0);
    pen.fillStyle = Page.colour("--ink");
    pen.fillRect((at / this.length_s) * this.canvas.width - scale, 0, 2 * scale, this.canvas.height);
  }
}
