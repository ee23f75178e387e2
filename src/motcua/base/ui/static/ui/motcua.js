// Comfort only: every page works without this file.
"use strict";
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

  // A refused form: read its errors first.
  const focusErrors = (root) => one("[data-focus]", root)?.focus();

  // Sent once is enough: a second press while the first is under way does nothing. Where this page stays (the answer
  // opens elsewhere, somebody stopped the load) the next press counts again.
  const TWICE = 1000, GIVEN_UP = 15000;
  const sendable = (form) => {
    delete form.dataset.sent;
    for (const button of form.elements) button.removeAttribute("aria-disabled");
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(() => sendable(form), /^(_self)?$/.test(form.target) ? GIVEN_UP : TWICE);
  });
  addEventListener("pageshow", () => all("form[data-sent]").forEach(sendable));

  // What the hand went down on is pressed, even when the page moved or drew it anew before the hand came up.
  const STILL = 10; // pixels: further away somebody changed their mind
  const again = ({ element, form }) =>
    element.isConnected
      ? element
      : all(element.localName).find((one) => (one.form?.action ?? one.href) === form && ["name", "value", "textContent"].every((fact) => one[fact] === element[fact]));
  let down = null;
  document.addEventListener(
    "pointerdown",
    (event) => {
      const element = event.isPrimary && event.button === 0 ? event.target.closest?.("button, a[href], summary") : null;
      down = element && { element, form: element.form?.action ?? element.href, x: event.clientX, y: event.clientY };
    },
    true,
  );
  // A button that is gone hears no click at all.
  document.addEventListener(
    "pointerup",
    (event) => {
      const held = down;
      if (!held || held.element.isConnected || Math.hypot(event.clientX - held.x, event.clientY - held.y) > STILL) return;
      setTimeout(() => down === held && ((down = null), again(held)?.click()));
    },
    true,
  );
  document.addEventListener(
    "click",
    (event) => {
      const held = down;
      if (!held || !event.isTrusted || !event.detail) return;
      down = null;
      if (held.element.contains(event.target) || Math.hypot(event.clientX - held.x, event.clientY - held.y) > STILL) return;
      const meant = again(held);
      if (!meant || meant.contains(event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      meant.click();
    },
    true,
  );

  // Another language or size of type: what is typed goes along and comes back.
  const secret = /^(next|lang)$|csrf|password|mat_khau|otp/;
  const differs = (field) =>
    /^(checkbox|radio)$/.test(field.type)
      ? field.checked !== field.defaultChecked
      : /^(text|search|email|tel|number|date|textarea)$/.test(field.type) && field.value !== field.defaultValue;
  const touched = (form) => [...form.elements].some(differs);
  document.addEventListener("submit", (event) => {
    const choice = event.target;
    const typed = all("main form").filter((form) => form.method === "post" && touched(form));
    if (choice.id !== "choose" || !typed.length) return;
    all("[name^='typed.']", choice).forEach((field) => field.remove());
    for (const [name, value] of typed.flatMap((form) => [...new FormData(form)])) {
      if (typeof value !== "string" || secret.test(name)) continue;
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: `typed.${name}`, value });
      choice.append(field);
    }
  });

  // A chosen file: its name and size at once; too large is said before it travels.
  const sizeWords = (bytes) =>
    bytes < 999500 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(1).replace(".", ",")} MB`;
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input.matches("[data-autosubmit]")) input.form.requestSubmit();
    if (input.type !== "file") return;
    let told = one("output", input.parentElement);
    if (!told) {
      told = document.createElement("output");
      told.className = "hint";
      input.after(told);
    }
    const limit = Number(input.dataset.maxBytes || 0);
    const vietnamese = document.documentElement.lang !== "en";
    told.textContent = [...input.files]
      .map((file) => {
        const large = limit && file.size > limit;
        if (large) input.value = "";
        const over = vietnamese ? ` – quá ${sizeWords(limit)}, bạn chọn tệp nhỏ hơn` : ` – over ${sizeWords(limit)}, please choose a smaller file`;
        return `${file.name}, ${sizeWords(file.size)}${large ? over : ""}`;
      })
      .join("; ");
  });

  // Printing and copying.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-print], [data-copy]");
    if (!button) return;
    if (button.hasAttribute("data-print")) print();
    else navigator.clipboard?.writeText(one(button.dataset.copy)?.textContent.trim() || "");
  });
  addEventListener("beforeprint", () => all("details:not([open])").forEach((fold) => ((fold.open = true), (fold.dataset.shut = "1"))));
  addEventListener("afterprint", () => all("details[data-shut]").forEach((fold) => ((fold.open = false), delete fold.dataset.shut)));

  // The network is gone: say so, calmly.
  const line = () => {
    const bar = one(".offline");
    if (navigator.onLine) bar?.remove();
    else if (!bar) {
      const told = document.createElement("p");
      told.className = "offline";
      told.setAttribute("role", "status");
      told.textContent = document.body.dataset.offline;
      document.body.prepend(told);
    }
  };
  addEventListener("online", line);
  addEventListener("offline", line);

  // Single keys for officials: data-key="j" presses or focuses its element. Off with one switch (WCAG 2.1.4).
  const keysOn = () => localStorage.getItem("keys") !== "off";
  const showKeys = () => {
    const button = one("[data-keys-switch]");
    if (!button) return;
    button.hidden = false;
    button.textContent = keysOn() ? button.dataset.on : button.dataset.off;
    button.setAttribute("aria-pressed", String(keysOn()));
  };
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-keys-switch]")) return;
    localStorage.setItem("keys", keysOn() ? "off" : "on");
    showKeys();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !keysOn() || typing(event.target)) return;
    const wanted = one(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!wanted) return;
    event.preventDefault();
    if (wanted.matches("input, select, textarea")) wanted.focus();
    else wanted.click();
  });

  const reveal = () => {
    all("[data-needs-js]").forEach((element) => (element.hidden = false));
    showKeys();
  };
  // After a fragment was swapped in.
  document.addEventListener("htmx:afterSwap", (event) => {
    reveal();
    focusErrors(event.detail.elt);
  });

  // A slow line brings the scripts last: what was typed and chosen before is told to them once all are here.
  const tellLate = () => {
    for (const field of all("main form :is(input, textarea):not([data-autosubmit])")) {
      if (field.type !== "file" ? !differs(field) : !field.files.length) continue;
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  };
  if (document.readyState !== "complete") document.addEventListener("DOMContentLoaded", () => setTimeout(tellLate));

  const begin = () => {
    reveal();
    focusErrors(document);
    line();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
