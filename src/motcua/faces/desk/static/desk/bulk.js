// Comfort for choosing many rows: shift for a range, one box for the page, a count. The form works without.
"use strict";
(() => {
  const form = document.getElementById("bulk-form");
  if (!form) return;
  const boxes = () => [...document.querySelectorAll('input[name="ho_so"]')];
  const whole = document.querySelector("[data-bulk-page]");
  const told = form.querySelector("[data-bulk-count]");
  let last = null;
  const count = () => {
    const all = boxes();
    const chosen = all.filter((box) => box.checked).length;
    if (told) told.textContent = chosen ? told.dataset.some.replace("{n}", chosen) : told.dataset.none;
    if (whole) {
      whole.checked = chosen > 0 && chosen === all.length;
      whole.indeterminate = chosen > 0 && chosen < all.length;
    }
  };
  document.addEventListener("click", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.name !== "ho_so") return;
    const all = boxes();
    if (event.shiftKey && last && all.includes(last)) {
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
      for (const one of all.slice(from, to + 1)) one.checked = box.checked;
    }
    last = box;
    count();
  });
  whole?.addEventListener("change", () => {
    for (const box of boxes()) box.checked = whole.checked;
    count();
  });
  // X ticks the row one stands on, where shortcut keys are on.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem("keys") === "off") return;
    if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
    event.target.closest?.("tr")?.querySelector('input[name="ho_so"]')?.click();
  });
  addEventListener("pageshow", count);
  count();
})();
