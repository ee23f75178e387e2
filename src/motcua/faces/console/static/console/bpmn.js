// The drawing board: opens the process in bpmn-js and sends what was drawn with the form.
(() => {
  const board = document.getElementById("bpmn-board");
  const form = document.getElementById("bpmn-form");
  const wrong = document.getElementById("bpmn-wrong");
  if (!board || !window.BpmnJS) return;
  const modeler = new window.BpmnJS({ container: board });
  let changed = false;
  fetch(board.dataset.source, { credentials: "same-origin" })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)))))
    .then((xml) => modeler.importXML(xml))
    .then(() => {
      modeler.get("canvas").zoom("fit-viewport", "auto");
      modeler.on("commandStack.changed", () => { changed = true; });
      board.dataset.ready = "yes";
    })
    .catch(() => { wrong.hidden = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    modeler.get("directEditing").complete();
    modeler.saveXML({ format: true }).then(({ xml }) => {
      form.elements.xml.value = xml;
      changed = false;
      form.submit();
    }).catch(() => { wrong.hidden = false; });
  }, true);
})();
