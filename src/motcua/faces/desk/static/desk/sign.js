// Signing on the screen with pen, finger or mouse; the drawing travels as a PNG in a hidden field.
"use strict";
(() => {
  const canvas = document.querySelector("[data-sign]");
  const field = document.querySelector("[name=signature]");
  if (!canvas || !field) return;
  const pen = canvas.getContext("2d");
  const tick = document.querySelector("[name=signed]");
  let drawing = false;
  let touched = false;
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * canvas.width, ((event.clientY - box.top) / box.height) * canvas.height];
  };
  const begin = () => {
    pen.lineWidth = 3;
    pen.lineCap = "round";
    pen.lineJoin = "round";
    pen.strokeStyle = "#102a5c";
  };
  canvas.addEventListener("pointerdown", (event) => {
    drawing = true;
    begin();
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...place(event));
    event.preventDefault();
  });
  canvas.addEventListener("mousedown", (event) => event.preventDefault()); // the button that hands over keeps the focus
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    touched = true;
    pen.lineTo(...place(event));
    pen.stroke();
  });
  const end = () => {
    if (!drawing) return;
    drawing = false;
    if (!touched) return;
    field.value = canvas.toDataURL("image/png");
    if (tick) tick.checked = true;
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  document.querySelector("[data-sign-clear]")?.addEventListener("click", () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    touched = false;
    field.value = "";
    if (tick) tick.checked = false;
  });
  if (field.value) {
    const kept = new Image();
    kept.onload = () => pen.drawImage(kept, 0, 0);
    kept.src = field.value;
  }
})();
