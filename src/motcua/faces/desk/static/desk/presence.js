// "Who is looking": an open case page beats while somebody sees it, and says good-bye when it closes.
"use strict";
(() => {
  const box = document.querySelector("[data-presence]");
  if (!box) return;
  const QUICK = 1500;
  const SLOW = 10000;
  const RESTING = 180000;
  let mark = box.dataset.mark || "";
  let moved = Date.now();
  let timer;
  const beat = async () => {
    clearTimeout(timer);
    if (document.visibilityState !== "visible") return;
    try {
      const headers = mark ? { "If-None-Match": mark } : {};
      if (Date.now() - moved < SLOW) headers["X-Moved"] = "1";
      const answer = await fetch(box.dataset.presence, { headers, cache: "no-store", redirect: "error" });
      if (answer.ok) {
        mark = answer.headers.get("ETag") || "";
        box.innerHTML = await answer.text();
        box.querySelector("[data-reload]")?.setAttribute("href", location.href.split("#")[0]);
      }
      if (answer.status === 403 || answer.status === 404) return;
    } catch {
      /* no network, or signed out: the page says so itself at the next press */
    }
    timer = setTimeout(beat, Date.now() - moved < RESTING ? QUICK : SLOW);
  };
  for (const what of ["pointermove", "keydown", "scroll", "focus"]) {
    addEventListener(what, () => {
      const rested = Date.now() - moved > RESTING;
      moved = Date.now();
      if (rested) beat();
    }, { passive: true });
  }
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && beat());
  addEventListener("pagehide", () => {
    const told = new FormData();
    told.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value || "");
    navigator.sendBeacon(box.dataset.presence, told);
  });
  timer = setTimeout(beat, 300);
  addEventListener("pageshow", (event) => event.persisted && beat());
})();
