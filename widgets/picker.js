// Brings a file in: chosen, or dropped anywhere on the start page; sent in pieces of 1 MB, with a plain word on what goes wrong.

const PIECE = 1 << 20;
const SILENT = 20000;

const IDLE = "或把文件拖到这里"; // of no use on a phone, where it is hidden

function render({ model, el }) {
  const drop = make("div", "gw-drop");
  const row = make("div", "gw-row");
  const words = make("span", "gw-2nd gw-drag", IDLE);
  words.setAttribute("role", "status");
  const input = make("input");
  Object.assign(input, { type: "file", hidden: true, accept: model.get("accept") });
  input.setAttribute("aria-label", "选择要导入的文件");
  const choose = press("选择文件", "is-soft", () => { if (!job) input.click(); });
  const meter = make("div", "gw-meter");
  const bar = make("i");
  meter.append(bar);
  meter.hidden = true;
  const says = make("p", "gw-says");
  says.setAttribute("role", "alert");
  row.append(choose, words, input);
  drop.append(row, meter, says, make("p", "gw-muted", model.get("hint")));
  el.append(drop);

  let job = null;
  let patience = 0;
  const busy = (on) => el.dispatchEvent(new CustomEvent("gw-busy", { bubbles: true, detail: on }));
  const settle = (sentence = "") => {
    window.clearTimeout(patience);
    busy(false);
    job = null;
    input.value = "";
    meter.hidden = true;
    choose.setAttribute("aria-disabled", "false");
    words.textContent = IDLE;
    words.classList.add("gw-drag");
    says.textContent = sentence;
  };
  const wait = () => {
    window.clearTimeout(patience);
    patience = window.setTimeout(() => { words.classList.remove("gw-drag"); words.textContent = "还在读，文件大时要等一会儿……"; }, SILENT);
  };
  const next = () => {
    if (!job) return;
    const { file, at } = job;
    const end = Math.min(file.size, at + PIECE);
    if (end >= file.size) busy(true);
    const reader = new FileReader();
    reader.onload = () => model.send({ type: "piece", name: file.name, size: file.size, at, last: end >= file.size }, undefined, [reader.result]);
    reader.onerror = () => settle("这个文件读不出来。请确认它没有被别的程序占用，再选一次。");
    reader.readAsArrayBuffer(file.slice(at, end));
    bar.style.width = `${file.size ? Math.round((end / file.size) * 100) : 100}%`;
    words.classList.remove("gw-drag"); words.textContent = end < file.size ? `正在送入 ${Math.round((at / file.size) * 100)}%` : `正在导入“${file.name}”……`;
    wait();
  };
  const take = (files) => {
    const file = files && files[0];
    if (!file || job) return;
    const limit = model.get("limit");
    settle();
    if (files.length > 1) { settle("一次导入一个文件。请只拖一个进来。"); return; }
    if (file.size > limit) { settle(`“${file.name}”有 ${(file.size / PIECE).toFixed(1)} MB，超过了 ${limit / PIECE} MB。请先删去图片，或者分成几份，再导入。`); return; }
    job = { file, at: 0 };
    choose.setAttribute("aria-disabled", "true");
    meter.hidden = false;
    next();
  };
  const receive = (message) => {
    if (message.type === "more" && job) { job.at = message.at; next(); }
    else if (message.type === "done") settle();
    else if (message.type === "refused") settle(message.text);
  };
  model.on("msg:custom", receive);
  input.addEventListener("change", () => take(input.files));

  const carries = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files") && el.offsetParent;
  const over = (event) => { if (carries(event)) { event.preventDefault(); drop.classList.add("is-over"); } };
  const away = (event) => { if (!event.relatedTarget) drop.classList.remove("is-over"); };
  const dropped = (event) => {
    drop.classList.remove("is-over");
    if (!carries(event)) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  };
  let home = null;
  const waiting = window.setInterval(() => {
    home = el.closest(".gw-app");
    if (!home) return;
    window.clearInterval(waiting);
    [["dragover", over], ["dragleave", away], ["drop", dropped]].forEach(([name, does]) => home.addEventListener(name, does));
  }, 30);
  return () => {
    window.clearInterval(waiting);
    window.clearTimeout(patience);
    model.off("msg:custom", receive);
    if (home) [["dragover", over], ["dragleave", away], ["drop", dropped]].forEach(([name, does]) => home.removeEventListener(name, does));
  };
}

export default { render };
