// A file goes up as soon as it is chosen, in pieces; after a cut it goes on where it stopped (tus 1.0.0).
"use strict";
(() => {
  const KILO = 1024, SMALLEST = 64 * KILO, LARGEST = 1024 * KILO, TIME_LIMIT = 60000, LONGEST = 30000;
  const words = document.currentScript.dataset;
  const token = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrf=([^;]+)/)?.[1] || "";
  const base64 = (bytes) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));
  const text64 = (text) => base64(new TextEncoder().encode(text));
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1).replace(".", document.documentElement.lang === "en" ? "." : ",");
  const digest = async (blob) => (crypto.subtle ? crypto.subtle.digest("SHA-256", await blob.arrayBuffer()) : null);

  class Final extends Error {}

  const ask = async (url, method, headers = {}, body = undefined) => {
    const answer = await fetch(url, {
      method, body, redirect: "manual", credentials: "same-origin", signal: AbortSignal.timeout?.(TIME_LIMIT),
      headers: { "Tus-Resumable": "1.0.0", "X-CSRFToken": token(), ...headers },
    });
    if (answer.type === "opaqueredirect") throw new Final(words.signedOut);
    document.dispatchEvent(new Event("motcua:seen"));
    if (answer.ok || answer.status === 404) return answer;
    const said = await answer.json().catch(() => ({}));
    if (said.final && answer.status !== 409) throw new Final(said.said);
    if (answer.status === 409 && said.final) throw new Final(said.said);
    const fault = new Error(said.said || words.cut);
    fault.known = answer.status < 500;
    throw fault;
  };

  class Sending {
    constructor(input, file) {
      Object.assign(this, { input, file, offset: 0, piece: 2 * SMALLEST, wait: 1000 });
      this.row = document.createElement("li");
      this.row.innerHTML = '<span class="files__name"></span><progress></progress><span class="sending__said" role="status"></span><span class="sending__count muted small"></span><button class="button button--quiet" type="button" data-again hidden></button><button class="button button--quiet" type="button" data-drop></button>';
      const part = (selector) => this.row.querySelector(selector);
      part(".files__name").textContent = file.name;
      this.bar = part("progress");
      this.bar.max = file.size || 1;
      this.bar.value = 0;
      this.bar.setAttribute("aria-label", file.name);
      [this.said, this.count, this.again, this.drop] = [".sending__said", ".sending__count", "[data-again]", "[data-drop]"].map(part);
      this.again.textContent = words.again;
      this.drop.textContent = words.drop;
      this.again.addEventListener("click", () => this.retry());
      this.drop.addEventListener("click", () => this.stop());
      this.tell(words.waiting);
      listOf(input).append(this.row);
    }

    tell(said, wrong = false) {
      if (this.said.textContent !== said) this.said.textContent = said;
      this.row.classList.toggle("is-wrong", wrong);
    }

    at(offset) {
      this.offset = this.bar.value = offset;
      this.count.textContent = `${Math.floor((offset / this.file.size) * 100)}% · ${megabytes(offset)} / ${megabytes(this.file.size)} MB`;
    }

    async run() {
      while (!this.stopped) {
        try {
          return await this.pass();
        } catch (fault) {
          if (fault instanceof Final) return this.fail(fault.message);
          if (!fault.known) {
            this.tell(words.cut, true);
            this.piece = Math.max(SMALLEST, this.piece / 2);
            await rest(this.wait);
            this.wait = Math.min(this.wait * 2, LONGEST);
          } else await rest(500);
        }
      }
    }

    async pass() {
      if (!(this.url && (await this.standing()))) await this.begin();
      this.tell(words.sending);
      while (this.offset < this.file.size && !this.stopped) await this.next();
      if (this.stopped) return;
      this.tell(words.checking);
      const answer = await ask(`${this.url}xong/`, "POST");
      if (answer.status === 404) return (this.url = "");
      this.done(await answer.json());
    }

    async begin() {
      this.tell(words.preparing);
      let whole;
      try {
        this.whole = this.whole || (await digest(this.file));
        whole = this.whole && Array.from(new Uint8Array(this.whole), (byte) => byte.toString(16).padStart(2, "0")).join("");
      } catch {
        throw new Final(words.unreadable);
      }
      const facts = { filename: this.file.name, target: this.input.dataset.target, fingerprint: whole || `${this.file.name} ${this.file.lastModified}` };
      if (whole) facts.sha256 = whole;
      const list = Object.entries(facts).map(([name, value]) => `${name} ${text64(value)}`).join(",");
      const answer = await ask(this.input.dataset.upload, "POST", { "Upload-Length": String(this.file.size), "Upload-Metadata": list });
      if (answer.status === 404) throw new Final(words.gone);
      this.url = answer.headers.get("Location");
      this.at(Number(answer.headers.get("Upload-Offset")));
    }

    async standing() {
      const answer = await ask(this.url, "HEAD");
      if (answer.status === 404) return false;
      this.at(Number(answer.headers.get("Upload-Offset")));
      return true;
    }

    async next() {
      const piece = this.file.slice(this.offset, this.offset + this.piece);
      const sum = await digest(piece);
      const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(this.offset) };
      if (sum) headers["Upload-Checksum"] = `sha256 ${base64(sum)}`;
      const began = performance.now();
      const answer = await ask(this.url, "PATCH", headers, piece);
      if (answer.status === 404) {
        this.url = "";
        throw Object.assign(new Error(), { known: true });
      }
      this.at(Number(answer.headers.get("Upload-Offset")));
      this.wait = 1000;
      const took = performance.now() - began;
      this.piece = Math.min(LARGEST, Math.max(SMALLEST, took < 1000 ? this.piece * 2 : took > 4000 ? this.piece / 2 : this.piece));
      this.tell(words.sending);
    }

    async done(verdict) {
      this.tell(verdict.said);
      await refresh();
      this.row.remove();
    }

    fail(said) {
      this.tell(said, true);
      this.again.hidden = false;
    }

    retry() {
      this.again.hidden = true;
      this.url = "";
      queue.push(this);
      work();
    }

    stop() {
      this.stopped = true;
      if (this.url) ask(this.url, "DELETE").catch(() => {});
      this.row.remove();
    }
  }

  // Back on the line at once when the network comes back, else after the rest.
  const rest = (delay) =>
    new Promise((wake) => {
      const timer = setTimeout(wake, delay);
      addEventListener("online", () => (clearTimeout(timer), wake()), { once: true });
    });

  const listOf = (input) => {
    const place = input.closest(".field");
    let list = place.querySelector(".sending");
    if (!list) {
      list = document.createElement("ul");
      list.className = "files sending";
      place.append(list);
    }
    return list;
  };

  // What the database says now: files, marks and buttons of this page are drawn anew from it.
  const refresh = async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", redirect: "manual" });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const old of document.querySelectorAll("[data-fresh]")) {
        const now = fresh.getElementById(old.id);
        if (now && now.innerHTML !== old.innerHTML) old.replaceWith(document.importNode(now, true));
      }
    } catch {}
  };

  document.addEventListener("motcua:kept", () => document.getElementById("da-co") && refresh());

  const queue = [];
  let working = false;
  const work = async () => {
    if (working) return;
    working = true;
    while (queue.length) await queue.shift().run();
    working = false;
  };

  // Anything on the page may hand files over: the camera does.
  window.motcuaSend = (input, files) => {
    for (const file of files) queue.push(new Sending(input, file));
    work();
  };
  addEventListener("change", (event) => {
    const input = event.target;
    if (!input.matches?.("input[type=file][data-upload]") || !input.files.length) return;
    const files = [...input.files];
    input.value = "";
    const named = input.parentElement.querySelector("output.hint");
    if (named) named.textContent = "";
    window.motcuaSend(input, files);
  });
  // The camera opens at once; what straightens its picture is fetched only then.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (!button) return;
    const picker = Object.assign(document.createElement("input"), { type: "file", accept: "image/*", hidden: true });
    picker.setAttribute("capture", "environment");
    picker.addEventListener("change", async (event) => {
      event.stopPropagation();
      const [file] = picker.files;
      picker.remove();
      if (!file) return;
      const input = document.getElementById(button.dataset.take);
      const camera = await import(words.camera).catch(() => null);
      if (camera) camera.begin(input, words, file);
      else window.motcuaSend(input, [file]);
    });
    document.body.append(picker);
    picker.click();
  });
  for (const button of document.querySelectorAll("[data-plain-upload]")) button.hidden = true;
})();
