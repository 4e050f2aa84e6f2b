"use strict";
// Filters at once, deletes after asking, takes in a file. Without it the page works by its form.
(() => {
  const form = document.getElementById("filter"), status = document.getElementById("status"), dialog = document.getElementById("confirm");
  let newest = 0, waiting = 0;
  async function refresh() {
    const mine = (newest += 1), address = `/?${new URLSearchParams(new FormData(form))}`;
    const answer = await fetch(address);
    if (!answer.ok || mine !== newest) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("results").replaceChildren(...page.getElementById("results").childNodes);
    history.replaceState(null, "", address);
  }
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(refresh, 150); });
  form.addEventListener("submit", (event) => { event.preventDefault(); refresh(); });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.delete");
    if (!button) return;
    document.getElementById("confirm-id").textContent = dialog.dataset.id = button.dataset.id;
    dialog.showModal();
    document.getElementById("confirm-no").focus();
  });
  document.getElementById("confirm-no").addEventListener("click", () => dialog.close());
  document.getElementById("confirm-yes").addEventListener("click", async () => {
    dialog.close();
    const id = dialog.dataset.id, answer = await fetch(`/sessions/${id}`, { method: "DELETE" });
    status.textContent = answer.ok ? `Deleted ${id}.` : (await answer.json()).problem;
    refresh();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.matches("input, select, textarea")) { event.preventDefault(); form.elements.q.focus(); }
  });
  const upload = document.getElementById("import");
  upload.addEventListener("change", async () => {
    const file = upload.files[0];
    if (!file) return;
    status.textContent = `Taking in ${file.name} …`;
    try {
      const answer = await fetch(`/import?${new URLSearchParams({ name: file.name })}`, { method: "POST", body: file }), said = await answer.json();
      if (!answer.ok) throw new Error(said.problem);
      location.href = `/sessions/${said.session}`;
    } catch (problem) { status.textContent = problem.message; }
    upload.value = "";
  });
})();
