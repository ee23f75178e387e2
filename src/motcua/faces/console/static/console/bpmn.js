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
  // What was drawn before and looked at meanwhile, else the process that holds today.
  const drawn = form.elements.xml.value;
  const given = drawn ? Promise.resolve(drawn) : fetch(board.dataset.source, { credentials: "same-origin" })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)))));
  given.then((xml) => modeler.importXML(xml))
    .then(() => {
      fit();
      addEventListener("resize", () => changed || fit());
      changed = Boolean(drawn);
      modeler.on("commandStack.changed", () => { changed = true; });
      modeler.on("selection.changed", ({ newSelection }) => tell(newSelection.length === 1 ? newSelection[0] : null));
      board.dataset.ready = "yes";
    })
    .catch(() => { wrong.hidden = false; });
  // What the step that was pressed holds besides its name, and the way to its form.
  const about = document.getElementById("bpmn-about");
  const own = (element) => {
    const parts = element.extensionElements ? element.extensionElements.get("values") : [];
    const mine = parts.find((one) => one.$type === "motcua:node");
    try { return JSON.parse(mine.$body); } catch { return {}; }
  };
  const tell = (shape) => {
    const element = shape && shape.businessObject;
    about.hidden = !element || !/Task|Activity|SubProcess|CatchEvent|ThrowEvent|Gateway/.test(element.$type);
    if (about.hidden) return;
    const { minutes, fields, guard } = own(element);
    const labels = Object.entries((fields && fields.properties) || {}).map(([name, one]) => one.title || name);
    const said = [];
    if (minutes) said.push(about.dataset.hours.replace("{n}", String(Math.round(minutes / 0.6) / 100)));
    if (labels.length) said.push(about.dataset.fields.replace("{n}", labels.join(", ")));
    if (guard) said.push(about.dataset.guard);
    about.querySelector("strong").textContent = element.name || "";
    about.querySelector("span").textContent = said.join(" · ") || about.dataset.nothing;
    about.dataset.id = element.id;
  };
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    form.elements.do.value = event.submitter && event.submitter.dataset.look ? `look ${about.dataset.id}` : "";
    modeler.get("directEditing").complete();
    modeler.saveXML({ format: true }).then(({ xml }) => {
      form.elements.xml.value = xml;
      changed = false;
      form.submit();
    }).catch(() => { wrong.hidden = false; });
  }, true);
})();
