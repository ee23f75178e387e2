// Passkeys: the one thing that needs a script, for only it may ask the device.
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));

  const ask = async (kind, told) => {
    const options = { ...told, challenge: bytes(told.challenge) };
    if (options.user) options.user = { ...options.user, id: bytes(options.user.id) };
    options.allowCredentials = known(options.allowCredentials);
    options.excludeCredentials = known(options.excludeCredentials);
    const key = await navigator.credentials[kind]({ publicKey: options });
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (key.response[name]) response[name] = text(key.response[name]);
    return { id: key.id, rawId: text(key.rawId), type: key.type, clientExtensionResults: {}, response };
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const said = (name) => {
      const words = form.querySelector(`[data-${name}]`);
      if (words) words.hidden = false;
    };
    form.addEventListener("submit", async (event) => {
      const answer = form.elements.answer;
      if (answer.value) return;
      event.preventDefault();
      if (!window.PublicKeyCredential) return said("unable");
      try {
        answer.value = JSON.stringify(await ask(form.dataset.passkey, JSON.parse(form.dataset.options)));
      } catch {
        return said("cancelled");
      }
      form.requestSubmit();
    });
    addEventListener("pageshow", () => (form.elements.answer.value = ""));
  }
})();
