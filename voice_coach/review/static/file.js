"use strict";
// A file from the disk: the same page, fed from what the file carries.
(() => {
  const held = document.getElementById("data"), root = document.getElementById("session");
  if (!held || !root || root.dataset.view) return;
  const value = JSON.parse(held.textContent), encoded = document.getElementById("sound").textContent.trim();
  let source = value.sound_name ? encodeURIComponent(value.sound_name) : null;
  if (encoded) source = URL.createObjectURL(new Blob([Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0))], { type: "audio/ogg" }));
  window.page = new SessionPage(root, value.view, source, value.peaks.peaks ? Promise.resolve(value.peaks) : null, "", value.form);
})();
