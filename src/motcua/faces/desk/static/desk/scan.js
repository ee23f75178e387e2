// Comfort at the counter: a scanner types like a keyboard into whatever has the focus; here its line is caught whole.
// Without this file the line ends in a field and the server finds it there.
"use strict";
(() => {
  const QUICK_MS = 120; // between two signs: a hand that types so fast for long does not exist
  const SURE = 5; // so many quick signs are no person
  const SCANNED = /(\d{12}\D.*\d{2}[/.-]?\d{2}[/.-]?\d{4}|https?:\/\/\S+\/(t|verify)\/[\w-]{22}|NOP-\w{4}-\w{4}-\w{2}).*$/i;
  const one = (selector, root = document) => root.querySelector(selector);
  const form = () => one("form[data-scan-form]");
  const words = () => one("[data-scan-words]")?.dataset || {};
  const tell = (text) => {
    const told = one("[data-scan-told]");
    if (told) told.textContent = text;
  };
  const editable = (target) => target.matches?.("input:not([type=checkbox], [type=radio], [type=file]), textarea");

  const send = (text) => {
    const goal = form();
    const field = goal && one("[data-scan-field]", goal);
    if (!field) return false;
    field.value = text;
    tell(words().read || "");
    const quiet = one("button[type=submit]", goal);
    quiet ? goal.requestSubmit(quiet) : goal.requestSubmit();
    return true;
  };
  window.motcuaScan = { send, tell, words };

  // Signs that fall onto a button or the page are caught in a field nobody sees, accents and all.
  const caught = document.createElement("input");
  caught.className = "unseen";
  caught.tabIndex = -1;
  caught.setAttribute("aria-hidden", "true");
  caught.autocomplete = "off";
  let burst = "";
  let head = ""; // its signs that came before the page, just opened, gave its field the focus
  let last = 0;
  addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || !form()) return;
      if (event.key === "Enter") {
        const field = editable(event.target) ? event.target : null;
        const text = field ? head + field.value : burst;
        const found = SCANNED.exec(text);
        burst = head = "";
        if (!found) return;
        if (event.target.name === "q") {
          field.value = text;
          return;
        }
        if (field) field.value = text === field.value ? text.slice(0, found.index) : "";
        event.preventDefault();
        event.stopImmediatePropagation();
        send(found[0]);
        return;
      }
      if (event.key.length !== 1) return;
      if (event.timeStamp - last >= QUICK_MS) burst = head = "";
      burst += event.key;
      if (!editable(event.target)) head += event.key;
      last = event.timeStamp;
      if (burst.length < SURE || editable(event.target)) return;
      event.preventDefault(); // no button is pressed, no shortcut runs
      event.stopImmediatePropagation();
      document.body.append(caught);
      caught.value = burst;
      head = "";
      caught.focus();
    },
    true,
  );

  // Nothing leaves while the office is offline: what was typed stays on the page.
  const sent = new WeakSet();
  addEventListener(
    "submit",
    async (event) => {
      const goal = event.target;
      if (!goal.dataset.guarded || sent.has(goal)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      try {
        const answer = await fetch(goal.dataset.guarded, { method: "HEAD", cache: "no-store" });
        if (!answer.ok) throw new Error(String(answer.status));
      } catch {
        tell(words().offline || "");
        one("[data-scan-told]")?.scrollIntoView({ block: "nearest" });
        return;
      }
      sent.add(goal);
      event.submitter ? goal.requestSubmit(event.submitter) : goal.requestSubmit();
    },
    true,
  );
  addEventListener("pageshow", () => {
    const goal = form();
    if (goal) sent.delete(goal);
    const field = goal && one("[data-scan-field]", goal);
    if (field) field.value = "";
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-camera]");
    if (!button) return;
    try {
      const camera = await import(button.dataset.camera);
      const text = await camera.read(button.dataset.reader, words());
      if (text) send(text);
    } catch {
      tell(words().noCamera || "");
    }
  });
})();
