// Paper by the phone's camera: straightened by its four corners, turned, made small; several pages become one PDF.
const WORKING = 2600, LONGEST = 1754, MOST_BYTES = 400_000, STEP = 0.02, FINE = 0.004;
const WHOLE = () => [[0, 0], [1, 0], [1, 1], [0, 1]];

const canvasOf = (width, height) => Object.assign(document.createElement("canvas"), { width: Math.round(width), height: Math.round(height) });
const pixels = (canvas) => canvas.getContext("2d", { willReadFrequently: true });

// The photo as a canvas the phone can bear; throws where the browser cannot read it (HEIC).
const opened = async (file) => {
  const photo = await createImageBitmap(file);
  const scale = Math.min(1, WORKING / Math.max(photo.width, photo.height));
  const canvas = canvasOf(photo.width * scale, photo.height * scale);
  pixels(canvas).drawImage(photo, 0, 0, canvas.width, canvas.height);
  photo.close();
  return canvas;
};

const turned = (canvas) => {
  const upright = canvasOf(canvas.height, canvas.width);
  const pen = pixels(upright);
  pen.translate(upright.width, 0);
  pen.rotate(Math.PI / 2);
  pen.drawImage(canvas, 0, 0);
  return upright;
};

// The plane of four corners (top left, top right, bottom right, bottom left; 0 to 1) as seen from straight above.
export const flatten = (canvas, corners) => {
  const [a, b, c, d] = corners.map(([x, y]) => [x * canvas.width, y * canvas.height]);
  const away = (one, other) => Math.hypot(one[0] - other[0], one[1] - other[1]);
  const width = Math.max(away(a, b), away(d, c)), height = Math.max(away(a, d), away(b, c));
  const scale = Math.min(1, LONGEST / Math.max(width, height, 1));
  const flat = canvasOf(Math.max(8, width * scale), Math.max(8, height * scale));
  const [dx1, dy1, dx2, dy2] = [b[0] - c[0], b[1] - c[1], d[0] - c[0], d[1] - c[1]];
  const [sx, sy] = [a[0] - b[0] + c[0] - d[0], a[1] - b[1] + c[1] - d[1]];
  const whole = dx1 * dy2 - dx2 * dy1 || 1;
  const g = (sx * dy2 - dx2 * sy) / whole, h = (dx1 * sy - sx * dy1) / whole;
  const [e0, e1, e2] = [b[0] - a[0] + g * b[0], d[0] - a[0] + h * d[0], a[0]];
  const [f0, f1, f2] = [b[1] - a[1] + g * b[1], d[1] - a[1] + h * d[1], a[1]];
  const source = pixels(canvas).getImageData(0, 0, canvas.width, canvas.height);
  const made = pixels(flat).createImageData(flat.width, flat.height);
  const [from, to, wide, lastX, lastY] = [source.data, made.data, source.width, source.width - 1, source.height - 1];
  let at = 0;
  for (let y = 0; y < flat.height; y += 1) {
    const v = (y + 0.5) / flat.height;
    for (let x = 0; x < flat.width; x += 1) {
      const u = (x + 0.5) / flat.width, w = g * u + h * v + 1;
      const px = Math.min(lastX, Math.max(0, (e0 * u + e1 * v + e2) / w)), py = Math.min(lastY, Math.max(0, (f0 * u + f1 * v + f2) / w));
      const left = px | 0, top = py | 0, right = Math.min(lastX, left + 1), low = Math.min(lastY, top + 1), fx = px - left, fy = py - top;
      const [tl, tr, bl, br] = [(top * wide + left) * 4, (top * wide + right) * 4, (low * wide + left) * 4, (low * wide + right) * 4];
      for (let tone = 0; tone < 3; tone += 1) {
        const upper = from[tl + tone] + (from[tr + tone] - from[tl + tone]) * fx;
        to[at + tone] = upper + (from[bl + tone] + (from[br + tone] - from[bl + tone]) * fx - upper) * fy;
      }
      to[at + 3] = 255;
      at += 4;
    }
  }
  pixels(flat).putImageData(made, 0, 0);
  return flat;
};

// As a JPEG of at most 400 kB: first coarser, then smaller.
export const compressed = async (canvas) => {
  for (;;) {
    for (const quality of [0.82, 0.72, 0.62, 0.52, 0.42]) {
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
      if (blob.size <= MOST_BYTES) return { blob, width: canvas.width, height: canvas.height };
    }
    const smaller = canvasOf(canvas.width * 0.8, canvas.height * 0.8);
    pixels(smaller).drawImage(canvas, 0, 0, smaller.width, smaller.height);
    canvas = smaller;
  }
};

// JPEG pages bound into one PDF, each as wide as A4.
export const bound = async (pages) => {
  const parts = [], places = [];
  let size = 0;
  const put = (piece) => {
    const bytes = typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
    parts.push(bytes);
    size += bytes.length;
  };
  const object = (number, head, body) => {
    places[number] = size;
    put(`${number} 0 obj\n${head}\n`);
    if (body) [ "stream\n", body, "\nendstream\n"].forEach(put);
    put("endobj\n");
  };
  put("%PDF-1.4\n");
  object(1, "<< /Type /Catalog /Pages 2 0 R >>");
  object(2, `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, at) => `${at * 3 + 3} 0 R`).join(" ")}] >>`);
  for (const [at, { blob, width, height }] of pages.entries()) {
    const number = at * 3 + 3, tall = ((595 * height) / width).toFixed(2);
    const drawn = `q 595 0 0 ${tall} 0 0 cm /P Do Q`;
    object(number, `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 ${tall}] /Contents ${number + 1} 0 R /Resources << /XObject << /P ${number + 2} 0 R >> >> >>`);
    object(number + 1, `<< /Length ${drawn.length} >>`, drawn);
    object(number + 2, `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${blob.size} >>`, new Uint8Array(await blob.arrayBuffer()));
  }
  const index = size;
  put(`xref\n0 ${places.length}\n0000000000 65535 f \n${places.slice(1).map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("")}`);
  put(`trailer\n<< /Size ${places.length} /Root 1 0 R >>\nstartxref\n${index}\n%%EOF\n`);
  return new Blob(parts, { type: "application/pdf" });
};

const button = (words, act, kind = "second") => {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: kind ? `button button--${kind}` : "button", textContent: words });
  made.addEventListener("click", act);
  return made;
};

class Camera {
  constructor(input, words) {
    Object.assign(this, { input, words, pages: [] });
    this.picker = Object.assign(document.createElement("input"), { type: "file", accept: "image/*", hidden: true });
    this.picker.setAttribute("capture", "environment");
    this.picker.addEventListener("change", (event) => {
      event.stopPropagation();
      if (this.picker.files.length) this.took(this.picker.files[0]);
    });
    this.dialog = document.createElement("dialog");
    this.dialog.className = "camera";
    this.dialog.setAttribute("aria-label", words.title);
    this.dialog.addEventListener("close", () => [this.dialog, this.picker].forEach((element) => element.remove()));
    document.body.append(this.picker, this.dialog);
  }

  take() {
    this.picker.value = "";
    this.picker.click();
  }

  async took(file) {
    this.original = file;
    try {
      this.photo = await opened(file);
    } catch {
      return this.send([file]);
    }
    this.corners = WHOLE();
    this.edit();
  }

  edit() {
    const { words } = this;
    this.picture = canvasOf(1, 1);
    this.picture.setAttribute("role", "img");
    this.picture.setAttribute("aria-label", words.photo);
    this.frame = document.createElement("div");
    this.frame.className = "camera__frame";
    this.handles = words.corners.split("|").map((name, at) => this.handle(name, at));
    this.frame.append(this.picture, ...this.handles);
    const told = Object.assign(document.createElement("p"), { textContent: words.help });
    const acts = document.createElement("div");
    acts.className = "row";
    acts.append(
      button(words.use, () => this.use(), ""),
      button(words.turn, () => this.turn()),
      button(words.original, () => this.send([this.original])),
      button(words.cancel, () => this.dialog.close(), "quiet"),
    );
    this.dialog.replaceChildren(told, this.frame, acts);
    if (!this.dialog.open) this.dialog.showModal();
    this.draw();
  }

  handle(name, at) {
    const made = button("", () => {}, "");
    made.className = "camera__corner";
    made.setAttribute("aria-label", name);
    made.addEventListener("pointerdown", (event) => made.setPointerCapture(event.pointerId));
    made.addEventListener("pointermove", (event) => {
      if (!made.hasPointerCapture(event.pointerId)) return;
      const box = this.picture.getBoundingClientRect();
      this.move(at, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    });
    made.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!way) return;
      event.preventDefault();
      const far = event.shiftKey ? FINE : STEP;
      this.move(at, this.corners[at][0] + way[0] * far, this.corners[at][1] + way[1] * far);
    });
    return made;
  }

  move(at, x, y) {
    this.corners[at] = [Math.min(1, Math.max(0, x)), Math.min(1, Math.max(0, y))];
    this.draw();
  }

  draw() {
    const scale = Math.min(1, 900 / Math.max(this.photo.width, this.photo.height));
    this.picture.width = this.photo.width * scale;
    this.picture.height = this.photo.height * scale;
    const pen = pixels(this.picture);
    pen.drawImage(this.photo, 0, 0, this.picture.width, this.picture.height);
    pen.lineWidth = 4;
    pen.strokeStyle = getComputedStyle(document.body).getPropertyValue("--cham");
    pen.beginPath();
    this.corners.forEach(([x, y]) => pen.lineTo(x * this.picture.width, y * this.picture.height));
    pen.closePath();
    pen.stroke();
    this.handles.forEach((handle, at) => {
      handle.style.left = `${this.corners[at][0] * 100}%`;
      handle.style.top = `${this.corners[at][1] * 100}%`;
    });
  }

  turn() {
    this.photo = turned(this.photo);
    const [a, b, c, d] = this.corners.map(([x, y]) => [1 - y, x]);
    this.corners = [d, a, b, c];
    this.draw();
  }

  async use() {
    this.pages.push(await compressed(flatten(this.photo, this.corners)));
    this.photo = null;
    this.review();
  }

  review() {
    const { words, pages } = this;
    const list = document.createElement("ol");
    list.className = "camera__pages";
    pages.forEach(({ blob }, at) => {
      const item = document.createElement("li");
      const picture = Object.assign(new Image(), { src: URL.createObjectURL(blob), alt: `${words.page} ${at + 1}`, width: 96 });
      const drop = button(words.dropPage, () => (pages.splice(at, 1), pages.length ? this.review() : this.dialog.close()), "quiet");
      drop.setAttribute("aria-label", `${words.dropPage} ${words.page} ${at + 1}`);
      item.append(picture, drop);
      list.append(item);
    });
    const acts = document.createElement("div");
    acts.className = "row";
    acts.append(
      button(words.sendPages.replace("{n}", pages.length), () => this.finish(), ""),
      button(words.more, () => this.take()),
      button(words.cancel, () => this.dialog.close(), "quiet"),
    );
    this.dialog.replaceChildren(list, acts);
    acts.firstChild.focus();
  }

  async finish() {
    const at = new Date().toTimeString().slice(0, 8).replaceAll(":", "");
    const one = this.pages.length === 1;
    const content = one ? this.pages[0].blob : await bound(this.pages);
    this.send([new File([content], `anh-chup-${at}.${one ? "jpg" : "pdf"}`, { type: content.type })]);
  }

  send(files) {
    if (this.dialog.open) this.dialog.close();
    else [this.dialog, this.picker].forEach((element) => element.remove());
    window.motcuaSend(this.input, files);
  }
}

export const begin = (input, words, file) => new Camera(input, words).took(file);
