// The drawing board: opens the process in bpmn-js and sends what was drawn with the form.
(() => {
  const board = document.getElementById("bpmn-board");
  const form = document.getElementById("bpmn-form");
  const wrong = document.getElementById("bpmn-wrong");
  if (!board || !window.BpmnJS) return;
  const words = window.motcuaBoardWords || {};
  const translate = (said, facts = {}) => (words[said] || said).replace(/{([^}]+)}/g, (whole, name) => facts[name] ?? whole);
  const modeler = new window.BpmnJS({ container: board, additionalModules: [{ translate: ["value", translate] }] });
  let changed = false;
  // The whole drawing beside the tools, never larger than it was drawn.
  const TOOLS = 120;
  const fit = () => {
    const canvas = modeler.get("canvas");
    canvas.resized();
    const { inner, outer } = canvas.viewbox();
    const scale = Math.min(1, (outer.width - TOOLS - 20) / inner.width, (outer.height - 40) / inner.height);
    if (!(scale > 0)) return; // no room to be drawn in: it is fitted when there is
    const [width, height] = [outer.width / scale, outer.height / scale];
    const left = TOOLS / scale + Math.max(0, width - TOOLS / scale - inner.width) / 2;
    canvas.viewbox({ x: inner.x - left, y: inner.y - (height - inner.height) / 2, width, height });
  };
  fetch(board.dataset.source, { credentials: "same-origin" })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)))))
    .then((xml) => modeler.importXML(xml))
    .then(() => {
      fit();
      addEventListener("resize", () => changed || fit());
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
