// Printing without leaving the page: the PDF comes into a hidden frame and is printed from there.
// A browser started with --kiosk-printing asks nothing; any other shows its dialog once. Without this file the PDF opens in a tab.
"use strict";
(() => {
  const frame = () => {
    let made = document.querySelector("iframe[name=motcua-print]");
    if (!made) {
      made = document.createElement("iframe");
      made.name = "motcua-print";
      made.className = "print-frame";
      made.title = "";
      made.setAttribute("aria-hidden", "true");
      made.tabIndex = -1;
      document.body.append(made);
    }
    return made;
  };
  const isPage = (made) => {
    try {
      return made.contentDocument?.contentType === "text/html" && made.contentWindow.location.href !== "about:blank";
    } catch {
      return false; // a browser's own PDF viewer is another world
    }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-print-form]") || form.dataset.plain) return;
    const told = form.querySelector("[data-print-told]");
    const made = frame();
    form.target = made.name;
    made.onload = () => {
      const again = () => {
        delete form.dataset.sent;
        form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
      };
      again();
      try {
        if (isPage(made)) throw new Error("no paper");
        made.contentWindow.print();
        form.querySelector("button").focus(); // the keys of the page go on working
        if (told) told.textContent = told.dataset.sent;
      } catch {
        if (told) told.textContent = told.dataset.failed;
        form.target = "_blank";
        form.dataset.plain = "1";
      }
    };
  });
})();
