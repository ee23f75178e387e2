"use strict";
// A chosen reason goes into the box at once, after what was typed by hand; the list is then ready for another.
for (const list of document.querySelectorAll("select[data-fills]")) {
  const box = document.getElementById(list.dataset.fills);
  const suggested = box.defaultValue.trim();
  list.addEventListener("change", () => {
    const chosen = list.value;
    if (!chosen) return;
    const own = box.value.trim();
    box.value = own === "" || own === suggested ? chosen : own.includes(chosen) ? own : `${own}\n${chosen}`;
    list.value = "";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  });
}
