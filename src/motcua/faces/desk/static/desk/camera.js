// Reads one QR code with the camera: by the browser's own detector where there is one, else by jsQR, fetched only now.
const EVERY_MS = 120;
const WIDE = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } };

const library = (address) =>
  new Promise((done, failed) => {
    if (window.jsQR) {
      done();
      return;
    }
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });

const detector = async (address) => {
  if ("BarcodeDetector" in window) {
    const known = await BarcodeDetector.getSupportedFormats();
    if (known.includes("qr_code")) {
      const own = new BarcodeDetector({ formats: ["qr_code"] });
      return async (video) => (await own.detect(video))[0]?.rawValue || "";
    }
  }
  await library(address);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    pen.drawImage(video, 0, 0);
    const picture = pen.getImageData(0, 0, canvas.width, canvas.height);
    return window.jsQR(picture.data, canvas.width, canvas.height)?.data || "";
  };
};

const frame = (words) => {
  const dialog = document.createElement("dialog");
  dialog.className = "camera";
  const aim = document.createElement("p");
  aim.textContent = words.aim || "";
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  const stop = document.createElement("button");
  stop.type = "button";
  stop.className = "button button--second";
  stop.textContent = words.stop || "×";
  stop.addEventListener("click", () => dialog.close());
  dialog.append(aim, video, stop);
  document.body.append(dialog);
  return { dialog, video };
};

export const read = async (address, words) => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: WIDE, audio: false });
  const { dialog, video } = frame(words);
  try {
    const detect = await detector(address);
    video.srcObject = stream;
    await video.play();
    dialog.showModal();
    while (dialog.open) {
      const text = video.videoWidth ? await detect(video) : "";
      if (text) return text;
      await new Promise((done) => setTimeout(done, EVERY_MS));
    }
    return "";
  } finally {
    stream.getTracks().forEach((track) => track.stop());
    dialog.remove();
  }
};
