// The paper that stands open: turned, enlarged, remembered for the sitting. Without it the original opens beside.
"use strict";
(() => {
  const sheet = document.querySelector("[data-sheet]");
  const picture = sheet?.querySelector("img");
  if (!picture) return;
  const place = `sheet:${sheet.dataset.sheet}`;
  const kept = () => {
    try {
      return JSON.parse(sessionStorage.getItem(place)) || { turns: 0, large: false };
    } catch {
      return { turns: 0, large: false };
    }
  };
  let state = kept();
  const draw = () => {
    picture.className = `turn-${state.turns}${state.large ? " large" : ""}`;
    sheet.classList.toggle("sheet--large", state.large);
    document.querySelector("[data-zoom]")?.setAttribute("aria-pressed", String(state.large));
    if (state.large) picture.src = sheet.dataset.large;
    try {
      sessionStorage.setItem(place, JSON.stringify(state));
    } catch {
      /* a browser that keeps nothing */
    }
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-turn]")) state = { ...state, turns: (state.turns + 1) % 4 };
    else if (event.target.closest("[data-zoom]")) state = { ...state, large: !state.large };
    else return;
    draw();
  });
  draw();
})();
