// Nothing typed is lost: forms are kept on the server while people type, and nobody is signed out unwarned.
"use strict";
(() => {
  const REST = 500, FIRST = 2000, LONGEST = 30000, WARNING = 180;
  const told = document.currentScript.dataset;
  const one = (selector, root = document) => root.querySelector(selector);
  const token = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrf=([^;]+)/)?.[1] || "";
  const ask = (url, options) => fetch(url, { redirect: "manual", credentials: "same-origin", ...options });
  let seen = Date.now();

  class Keeper {
    constructor(form) {
      this.form = form;
      this.line = one("[data-kept]", form);
      this.wait = FIRST;
    }

    body(anyway) {
      const body = new URLSearchParams();
      for (const [name, value] of new FormData(this.form)) {
        if (typeof value === "string" && name !== "csrfmiddlewaretoken") body.append(name, value);
      }
      if (anyway) body.append("anyway", "1");
      return body;
    }

    touched() {
      this.dirty = true;
      if (!this.stuck) this.later(REST);
    }

    later(delay) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), delay);
    }

    async save(anyway = false) {
      if (this.left || (this.stuck && !anyway)) return;
      if (this.busy) return this.later(REST);
      clearTimeout(this.timer);
      this.busy = true;
      this.dirty = false;
      this.tell(this.line.dataset.saving);
      let answer;
      try {
        answer = await ask(this.form.dataset.keep, { method: "POST", body: this.body(anyway), headers: { "X-CSRFToken": token() } });
      } catch {}
      const said = answer?.headers.get("Content-Type")?.includes("json") ? await answer.json().catch(() => null) : null;
      this.busy = false;
      if (said) this.heard(answer, said);
      else this.failed(answer?.type === "opaqueredirect");
    }

    heard(answer, said) {
      this.wait = FIRST;
      one("[data-sign-in-again]", this.form).hidden = true;
      this.stuck = answer.status === 409 && said.revision;
      one("[data-newer]", this.form).hidden = !this.stuck;
      this.tell(said.said, !answer.ok);
      if (!answer.ok) return;
      seen = Date.now();
      this.form.elements.revision.value = said.revision;
      document.dispatchEvent(new Event("motcua:kept"));
      if (this.dirty) this.later(REST);
    }

    failed(signedOut) {
      this.dirty = true;
      this.tell(signedOut ? this.line.dataset.signedOut : this.line.dataset.failed, true);
      one("[data-sign-in-again]", this.form).hidden = !signedOut;
      this.later(this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST);
    }

    tell(words, wrong = false) {
      this.line.textContent = words;
      this.line.parentElement.classList.toggle("is-wrong", wrong);
    }

    leave() {
      if (this.left || this.stuck || !(this.dirty || this.busy)) return;
      ask(this.form.dataset.keep, { method: "POST", keepalive: true, body: this.body(), headers: { "X-CSRFToken": token() } }).catch(() => {});
    }
  }

  const keepers = new Map();
  const keeperOf = (form) => {
    if (!form?.dataset.keep) return null;
    if (!keepers.has(form)) keepers.set(form, new Keeper(form));
    return keepers.get(form);
  };
  const typed = (event) => event.target.type !== "file" && keeperOf(event.target.form)?.touched();
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-mine]")) keeperOf(event.target.form)?.save(true);
  });
  document.addEventListener("submit", (event) => {
    const keeper = keeperOf(event.target);
    if (!keeper || event.defaultPrevented) return;
    keeper.left = true;
    clearTimeout(keeper.timer);
  });
  addEventListener("pageshow", () => keepers.forEach((keeper) => (keeper.left = false)));
  const leave = () => keepers.forEach((keeper) => keeper.leave());
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  addEventListener("online", () => keepers.forEach((keeper) => keeper.dirty && keeper.later(0)));

  // The session: three minutes before it ends it can be made longer with one press.
  const lasts = Number(told.seconds);
  const bar = document.createElement("div");
  bar.className = "session";
  bar.setAttribute("role", "alertdialog");
  bar.setAttribute("aria-live", "assertive");
  const show = (words, link) => {
    if (bar.dataset.shown === words) return;
    bar.dataset.shown = words;
    bar.replaceChildren();
    const text = document.createElement("p");
    text.textContent = words;
    link.className = "button";
    bar.setAttribute("aria-label", words);
    bar.append(text, link);
    document.body.append(bar);
  };
  const staying = () => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = told.stay;
    button.addEventListener("click", async () => {
      const answer = await ask(told.stayUrl).catch(() => null);
      if (answer?.ok) seen = Date.now();
      look();
    });
    return button;
  };
  const again = () => {
    const link = document.createElement("a");
    link.href = `${told.signIn}?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = told.again;
    return link;
  };
  const look = () => {
    const left = lasts - (Date.now() - seen) / 1000;
    if (left <= 0) show(told.over, again());
    else if (left <= WARNING) show(told.warn, staying());
    else {
      bar.remove();
      delete bar.dataset.shown;
    }
  };
  if (lasts) {
    setInterval(look, 5000);
    document.addEventListener("visibilitychange", look);
  }
  document.addEventListener("motcua:seen", () => (seen = Date.now()));
})();
