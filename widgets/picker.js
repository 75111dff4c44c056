// Brings a file in: chosen or dropped, sent in pieces of 1 MB one after the other, with a plain word about the limit.

const PIECE = 1 << 20;

function render({ model, el }) {
  const drop = document.createElement("div");
  drop.className = "gw-drop";
  const row = document.createElement("div");
  row.className = "gw-row";
  const choose = document.createElement("button");
  choose.className = "gw-btn is-soft";
  choose.textContent = "选择文件";
  const words = document.createElement("span");
  words.className = "gw-2nd";
  words.textContent = "或把文件拖到这里";
  const input = document.createElement("input");
  input.type = "file";
  input.hidden = true;
  input.setAttribute("aria-label", "选择要导入的文件");
  input.accept = ".docx,.txt,.md,.html,.htm,.json";
  const hint = document.createElement("p");
  hint.className = "gw-muted";
  hint.textContent = model.get("hint");
  row.append(choose, words, input);
  drop.append(row, hint);
  el.append(drop);

  let job = null;
  const say = (text) => { words.textContent = text; };
  const next = () => {
    if (!job) return;
    const { file, at } = job;
    const end = Math.min(file.size, at + PIECE);
    const reader = new FileReader();
    reader.onload = () => {
      model.send({ type: "piece", name: file.name, size: file.size, at, last: end >= file.size }, undefined, [reader.result]);
    };
    reader.onerror = () => { job = null; say("这个文件读不出来，请换一个再试"); };
    reader.readAsArrayBuffer(file.slice(at, end));
    say(file.size > PIECE ? `正在送入 ${Math.round((at / file.size) * 100)}%` : "正在导入……");
  };
  const take = (file) => {
    if (!file) return;
    const limit = model.get("limit");
    if (file.size > limit) { say(`文件有 ${(file.size / PIECE).toFixed(0)} MB，最多 ${limit / PIECE} MB。请删去图片后再导入`); return; }
    job = { file, at: 0 };
    next();
  };
  const receive = (message) => {
    if (message.type === "more" && job) { job.at = message.at; next(); }
    if (message.type === "done") { job = null; input.value = ""; say(message.text || "或把文件拖到这里"); }
  };
  model.on("msg:custom", receive);
  choose.addEventListener("click", () => input.click());
  input.addEventListener("change", () => take(input.files[0]));
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("is-over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); event.stopPropagation(); drop.classList.remove("is-over"); take(event.dataTransfer.files[0]); });
  return () => model.off("msg:custom", receive);
}

export default { render };
