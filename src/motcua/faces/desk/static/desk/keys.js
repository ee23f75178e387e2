// Single keys at the desk: J and K walk, ? tells which keys there are. Comfort only: each has its link or button.
"use strict";
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const desk = one("[data-keys]");
  if (!desk) return;

  // The account decides; the browser's own memory only follows, for pages that know no account.
  const remember = (on) => {
    desk.dataset.keys = on ? "on" : "off";
    try {
      localStorage.setItem("keys", desk.dataset.keys);
    } catch {
      /* a browser that keeps nothing */
    }
  };
  remember(desk.dataset.keys === "on");
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-keys-switch]")) return;
    remember(desk.dataset.keys !== "on");
    const told = new FormData(one("form", desk));
    told.set("on", desk.dataset.keys === "on" ? "1" : "0");
    fetch(one("form", desk).action, { method: "POST", body: told, headers: { "X-Requested-With": "fetch" } });
  });

  const typing = (target) =>
    target.closest?.("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select, [contenteditable]");

  // Vietnamese input methods: a Telex or VIQR tool turns the second of two letters into one with its mark.
  // The key that was pressed is the one that makes the mark.
  const MARKS = { "\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j", "\u0306": "w", "\u031b": "w" };
  const pressed = (event) => {
    if (/^[\x21-\x7e]$/.test(event.key)) return event.key.toLowerCase();
    if (/^Key[A-Z]$/.test(event.code)) return event.code.slice(3).toLowerCase();
    if ([...event.key].length !== 1) return event.key;
    const parts = [...event.key.toLowerCase().normalize("NFD").replace("đ", "d")];
    return MARKS[parts.findLast((part) => MARKS[part])] || parts[0];
  };

  const rows = () => all("[data-rows] [data-row]");
  const walk = (by) => {
    const found = rows();
    if (!found.length) return false;
    const here = found.indexOf(document.activeElement?.closest("tr")?.querySelector("[data-row]"));
    const there = here < 0 ? (by > 0 ? 0 : found.length - 1) : Math.min(Math.max(here + by, 0), found.length - 1);
    all("[data-rows] [aria-selected]").forEach((row) => row.removeAttribute("aria-selected"));
    found[there].closest("tr").setAttribute("aria-selected", "true");
    found[there].focus();
    found[there].closest("tr").scrollIntoView({ block: "nearest" });
    return true;
  };

  // The keys of this page, read from the page itself, so that the list is never wrong.
  const name = (element) =>
    (element.getAttribute("aria-label") || element.labels?.[0]?.textContent || element.textContent)
      .replace(new RegExp(`\\s${element.dataset.key.toUpperCase()}$`), "")
      .trim();
  const tell = () => {
    const box = one("#phim");
    const own = one("[data-own-keys]", box);
    own.replaceChildren(
      ...all("[data-key]")
        .filter((element) => element.offsetParent !== null && element.dataset.key !== "/")
        .map((element) => {
          const row = document.createElement("tr");
          const head = document.createElement("th");
          const key = document.createElement("kbd");
          const what = document.createElement("td");
          head.scope = "row";
          key.textContent = element.dataset.key.toUpperCase();
          what.textContent = name(element);
          head.append(key);
          row.append(head, what);
          return row;
        }),
    );
    box.showModal();
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-shut]")) one("#phim").close();
    if (event.target.closest("[data-tell-keys]")) tell();
  });

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
      if (typing(event.target) || one("dialog[open]") || desk.dataset.keys !== "on") return;
      const key = pressed(event);
      if (key.length !== 1) return;
      event.stopPropagation();
      const done = () => event.preventDefault();
      if (key === "?") return done(), tell();
      if (key === "j" && walk(1)) return done();
      if (key === "k" && walk(-1)) return done();
      const wanted = all(`[data-key="${CSS.escape(key)}"]`).find((element) => element.offsetParent !== null);
      if (!wanted) return;
      done();
      if (wanted.matches("input, select, textarea")) wanted.focus(), wanted.select?.();
      else wanted.click();
    },
    true,
  );
})();
