// The place in the line is asked for without drawing the page anew; once the turn has come the page opens. Also when
// somebody comes back to it: browsers let a page in the background sleep.
"use strict";
(() => {
  const SOON = 3;
  const told = document.querySelector("main");
  let seconds = Number(document.currentScript.dataset.again);
  let timer;
  const later = () => (timer = setTimeout(look, seconds * 1000));
  const look = async () => {
    clearTimeout(timer);
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
      if (!answer.headers.has("X-Waiting")) return location.reload();
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      seconds = Number(fresh.querySelector("script[data-again]")?.dataset.again) || SOON;
      told.replaceChildren(...fresh.querySelector("main").children);
    } catch {
      /* no network: asked again later */
    }
    later();
  };
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  addEventListener("online", look);
  later();
})();
