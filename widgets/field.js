// A text field that people type Chinese into: input methods are left alone, the caret never jumps, no answer overwrites typing.
//
// One message is in flight at most; the newest text goes when the answer to the last has come. Python holds the truth,
// the page holds what was typed since. Text that Python has not confirmed as saved is also kept in this browser.

const points = (text) => (/[\ud800-\udfff]/.test(text) ? Array.from(text).length : text.length);
const units = (text, count) => (/[\ud800-\udfff]/.test(text) ? Array.from(text).slice(0, count).join("").length : count);

function difference(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  if (start && /[\ud800-\udbff]/.test(before[start - 1] || "")) start -= 1;
  let end = 0;
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end += 1;
  if (end && /[\udc00-\udfff]/.test(before[before.length - end] || "")) end -= 1;
  return {
    at: points(before.slice(0, start)),
    remove: points(before.slice(start, before.length - end)),
    insert: after.slice(start, after.length - end),
  };
}

function render({ model, el }) {
  const single = model.get("single");
  const box = document.createElement("div");
  box.className = "gw-fieldbox";
  const id = `gw-${Math.random().toString(36).slice(2)}`;
  const label = document.createElement("label");
  label.className = "gw-label";
  label.htmlFor = id;
  const row = document.createElement("div");
  row.className = "gw-field-row";
  const number = document.createElement("span");
  number.className = "gw-number";
  number.hidden = true;
  const paper = document.createElement("div");
  paper.className = single ? "gw-edit is-single" : "gw-edit";
  const mirror = document.createElement("div");
  mirror.className = "gw-mirror";
  mirror.setAttribute("aria-hidden", "true");
  const area = document.createElement("textarea");
  area.id = id;
  area.className = "gw-area";
  area.spellcheck = false;
  area.rows = 1;
  const rescue = document.createElement("div");
  rescue.className = "gw-strip is-should";
  rescue.hidden = true;
  const hint = document.createElement("div");
  hint.className = "gw-hint";
  paper.append(mirror, area);
  row.append(number, paper);
  box.append(label, row, rescue, hint);
  el.append(box);

  let target = "";
  let epoch = -1;
  let report = "";
  let sent = ""; // what Python has been told
  let inFlight = false;
  let composing = false;
  let seq = 0;
  let lines = [];
  let here = -1;
  let keepTimer = 0;
  const root = () => el.closest(".gw-app") || document.body;
  const key = () => `gongwen:${report}:${target}`;

  const keep = () => {
    window.clearTimeout(keepTimer);
    keepTimer = 0;
    try {
      if (area.value !== saved) window.localStorage.setItem(key(), JSON.stringify({ text: area.value, base: saved, at: Date.now() }));
    } catch (error) { /* the browser keeps no storage: Python's copy is the only one */ }
  };
  let saved = "";

  const paintMirror = () => {
    const next = area.value.split("\n");
    while (mirror.childElementCount > next.length) mirror.lastElementChild.remove();
    next.forEach((text, index) => {
      if (index >= mirror.childElementCount) mirror.append(document.createElement("p"));
      if (lines[index] !== text || !mirror.children[index].textContent) mirror.children[index].textContent = text || "\u200b";
    });
    lines = next;
  };

  const showCaret = (tell) => {
    const before = area.value.slice(0, area.selectionStart);
    const paragraph = before.split("\n").length - 1;
    if (paragraph !== here) {
      if (mirror.children[here]) mirror.children[here].classList.remove("is-here");
      if (mirror.children[paragraph]) mirror.children[paragraph].classList.add("is-here");
      here = paragraph;
    }
    if (tell && target) {
      const start = before.length - (before.lastIndexOf("\n") + 1);
      root().dispatchEvent(new CustomEvent("gw-caret", {
        detail: { target, paragraph, offset: points(before.slice(before.length - start)), at: points(before) },
      }));
    }
  };

  const send = () => {
    if (composing || !target || area.value === sent) return;
    const text = area.value;
    const change = difference(sent, text);
    seq += 1;
    inFlight = true;
    sent = text;
    model.send({ type: "edit", target, epoch, seq, ...change, length: points(text), caret: points(text.slice(0, area.selectionStart)) });
  };

  const sendWhole = () => {
    seq += 1;
    inFlight = true;
    sent = area.value;
    model.send({ type: "whole", target, epoch, seq, text: area.value });
  };

  const changed = () => {
    if (single && area.value.includes("\n") && !model.get("lines")) {
      const caret = area.selectionStart;
      area.value = area.value.replace(/\s*\n\s*/g, " ");
      area.setSelectionRange(caret, caret);
    }
    paintMirror();
    if (composing) return;
    root().dispatchEvent(new CustomEvent("gw-typed"));
    if (!keepTimer) keepTimer = window.setTimeout(keep, 250);
    if (!inFlight) send();
    showCaret(true);
  };

  area.addEventListener("compositionstart", () => { composing = true; });
  area.addEventListener("compositionend", () => { composing = false; changed(); });
  area.addEventListener("input", (event) => { if (!event.isComposing && !composing) changed(); else paintMirror(); });
  area.addEventListener("keydown", (event) => {
    if (single && !model.get("lines") && event.key === "Enter" && !event.isComposing) event.preventDefault();
  });
  area.addEventListener("focus", () => { paper.classList.add("is-focus"); showCaret(true); });
  area.addEventListener("blur", () => { paper.classList.remove("is-focus"); });
  ["keyup", "click"].forEach((name) => area.addEventListener(name, () => { if (!composing) showCaret(true); }));

  const offer = (text) => {
    rescue.replaceChildren();
    const words = document.createElement("span");
    words.className = "gw-grow";
    words.textContent = `找到本机有没存过的文字（${text.length} 字）：${text.slice(-40)}`;
    const back = document.createElement("button");
    back.className = "gw-btn is-soft";
    back.textContent = "放回正文";
    back.onclick = () => { rescue.hidden = true; area.value = text; changed(); area.focus(); };
    const drop = document.createElement("button");
    drop.className = "gw-btn is-quiet";
    drop.textContent = "不要了";
    drop.onclick = () => { rescue.hidden = true; window.localStorage.removeItem(key()); };
    rescue.append(words, back, drop);
    rescue.hidden = false;
  };

  const lookForRescue = () => {
    rescue.hidden = true;
    try {
      const kept = JSON.parse(window.localStorage.getItem(key()) || "null");
      if (!kept || typeof kept.text !== "string" || kept.text === area.value) window.localStorage.removeItem(key());
      else offer(kept.text);
    } catch (error) { /* nothing kept */ }
  };

  const putCaret = (at, focus) => {
    const index = units(area.value, at);
    area.setSelectionRange(index, index);
    if (focus) {
      area.focus({ preventScroll: true });
      const line = mirror.children[area.value.slice(0, index).split("\n").length - 1];
      if (line) line.scrollIntoView({ block: "nearest" });
    }
    showCaret(true);
  };

  const load = (message) => {
    const pending = target && area.value !== sent && !composing;
    if (pending && message.target === target && message.report === report) { epoch = message.epoch; sendWhole(); return; }
    if (pending) sendWhole();
    ({ target, epoch, report } = message);
    const caret = area.selectionStart;
    area.value = message.text;
    sent = message.text;
    saved = message.text;
    inFlight = false;
    label.textContent = message.label;
    number.textContent = message.number || "";
    number.hidden = !message.number;
    hint.textContent = message.hint || "";
    area.placeholder = message.placeholder || "";
    area.disabled = false;
    here = -1;
    paintMirror();
    lookForRescue();
    if (message.caret !== undefined && message.caret !== null) putCaret(message.caret, message.focus);
    else if (document.activeElement === area) area.setSelectionRange(caret, caret);
    showCaret(false);
  };

  const receive = (message) => {
    if (message.type === "load") load(message);
    else if (message.type === "ack" && message.seq === seq) { inFlight = false; send(); }
    else if (message.type === "again") sendWhole();
    else if (message.type === "caret" && message.target === target) putCaret(message.at, true);
    else if (message.type === "number") { number.textContent = message.number; number.hidden = !message.number; }
    else if (message.type === "saved" && message.seq === seq && area.value === sent) {
      saved = sent;
      window.clearTimeout(keepTimer);
      keepTimer = 0;
      try { window.localStorage.removeItem(key()); } catch (error) { /* no storage */ }
    }
  };
  model.on("msg:custom", receive);

  const flush = () => { if (!composing) send(); };
  const leave = () => { flush(); keep(); };
  let home = null;
  const attach = () => {
    home = root();
    home.addEventListener("gw-flush", flush);
    home.addEventListener("gw-keep", keep);
    window.addEventListener("pagehide", leave);
  };
  const waiting = window.setInterval(() => { if (el.isConnected) { window.clearInterval(waiting); attach(); } }, 30);
  model.send({ type: "ready" });
  return () => {
    window.clearInterval(waiting);
    leave();
    model.off("msg:custom", receive);
    if (home) home.removeEventListener("gw-flush", flush);
    if (home) home.removeEventListener("gw-keep", keep);
    window.removeEventListener("pagehide", leave);
  };
}

export default { render };
