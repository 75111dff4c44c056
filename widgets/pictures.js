// Takes a picture in: chosen, dropped on the form or pasted; photographs are turned upright and made smaller here.

const PIECE = 1 << 20;
const LONGEST_SIDE = 2600; // pixels: 400 to the inch over the type area's width
const QUALITY = 0.9;
const INVITES = "或拖进来、粘贴";

// Whether a photograph's EXIF data ask for it to be turned (tag 274 is not 1); only the first segments are looked at.
async function isTurned(file) {
  const view = new DataView(await file.slice(0, 1 << 17).arrayBuffer());
  let at = 2;
  while (at + 10 < view.byteLength && view.getUint8(at) === 0xff && view.getUint8(at + 1) !== 0xda) {
    const length = view.getUint16(at + 2);
    if (view.getUint8(at + 1) === 0xe1 && view.getUint32(at + 4) === 0x45786966) {
      const tiff = at + 10;
      const little = view.getUint16(tiff) === 0x4949;
      const first = tiff + view.getUint32(tiff + 4, little);
      for (let entry = 0; entry < view.getUint16(first, little); entry += 1) {
        const place = first + 2 + 12 * entry;
        if (view.getUint16(place, little) === 0x0112) return view.getUint16(place + 8, little) > 1;
      }
    }
    at += 2 + length;
  }
  return false;
}

// A photograph as it can be printed anywhere; any other file, and one the browser cannot read, as it is.
async function upright(file, limit) {
  if (file.type !== "image/jpeg") return file;
  try {
    if (file.size <= limit && !(await isTurned(file))) return file;
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
    const canvas = make("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", QUALITY); });
    return made ? new File([made], file.name, { type: made.type }) : file;
  } catch {
    return file;
  }
}

function render({ model, el }) {
  const box = make("div", "gw-picture-drop");
  const row = make("div", "gw-row");
  const input = make("input");
  Object.assign(input, { type: "file", hidden: true, accept: "image/*" });
  input.setAttribute("aria-label", "选择图片");
  const choose = press("插入图片", "is-soft", () => { if (!job) input.click(); }, model.get("hint"));
  const words = make("span", "gw-2nd", INVITES);
  words.setAttribute("role", "status");
  const says = make("p", "gw-says");
  says.setAttribute("role", "alert");
  row.append(choose, words, input);
  box.append(row, says);
  el.append(box);

  let job = null;
  const settle = (sentence = "") => {
    job = null;
    input.value = "";
    choose.setAttribute("aria-disabled", "false");
    words.textContent = INVITES;
    says.textContent = sentence;
  };
  const next = async () => {
    const { file, at } = job;
    const end = Math.min(file.size, at + PIECE);
    words.textContent = "正在放进来……";
    try {
      const piece = await file.slice(at, end).arrayBuffer();
      model.send({ type: "piece", name: file.name || "", size: file.size, at, last: end >= file.size }, undefined, [piece]);
    } catch {
      settle("这张图片读不出来。请确认它没有被别的程序占用，再选一次。");
    }
  };
  const take = async (files) => {
    if (!files.length || job) return;
    settle();
    if (files.length > 1) { settle("一次放一张图片。请只选一张。"); return; }
    const limit = model.get("limit");
    job = { file: files[0], at: 0 };
    choose.setAttribute("aria-disabled", "true");
    job.file = await upright(files[0], limit);
    const { size } = job.file;
    if (size > limit) { settle(`图片有 ${(size / PIECE).toFixed(1)} MB，最多 ${limit / PIECE} MB。请用看图软件把它缩小，再选一次。`); return; }
    appOf(el).dispatchEvent(new CustomEvent("gw-flush"));
    next();
  };
  const receive = (message) => {
    if (message.type === "more" && job) { job.at = message.at; next(); }
    else if (message.type === "done") settle();
    else if (message.type === "refused") settle(message.text);
  };
  model.on("msg:custom", receive);
  input.addEventListener("change", () => take([...input.files]));

  const holds = (data) => data && [...data.types].includes("Files") && el.offsetParent;
  const over = (event) => { if (holds(event.dataTransfer)) { event.preventDefault(); box.classList.add("is-over"); } };
  const away = (event) => { if (!event.relatedTarget || !home.contains(event.relatedTarget)) box.classList.remove("is-over"); };
  const dropped = (event) => {
    box.classList.remove("is-over");
    if (!holds(event.dataTransfer)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  };
  const pasted = (event) => { // words copied from Word bring a picture of themselves along: words go first
    const data = event.clipboardData;
    if (!holds(data) || data.types.includes("text/plain")) return;
    event.preventDefault();
    take([...data.files]);
  };
  const heard = [["dragover", over], ["dragleave", away], ["drop", dropped], ["paste", pasted]];
  let home = null;
  const waiting = window.setInterval(() => {
    home = el.closest(".gw-form-body");
    if (!home) return;
    window.clearInterval(waiting);
    heard.forEach(([name, does]) => home.addEventListener(name, does));
  }, 30);
  return () => {
    window.clearInterval(waiting);
    model.off("msg:custom", receive);
    if (home) heard.forEach(([name, does]) => home.removeEventListener(name, does));
  };
}

export default { render };
