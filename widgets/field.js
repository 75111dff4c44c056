// A text field that people type Chinese into: input methods are left alone, the caret never jumps, no answer overwrites typing.
//
// One message is in flight at most; the newest text goes when the answer to the last has come. Python holds the truth,
// the page holds what was typed since; text that Python has not confirmed as saved is also kept in this browser.

function render({ model, el }) {
  const single = model.get("single");
  const id = `gw-${Math.random().toString(36).slice(2)}`;
  const box = make("div", "gw-fieldbox");
  const label = make("label", "gw-label");
  label.htmlFor = id;
  const row = make("div", "gw-field-row");
  const number = make("span", "gw-number");
  number.hidden = true;
  const paper = make("div", single ? "gw-edit is-single" : "gw-edit");
  const mirror = make("div", "gw-mirror");
  mirror.setAttribute("aria-hidden", "true");
  const area = make("textarea", "gw-area");
  Object.assign(area, { id, spellcheck: false, rows: 1, readOnly: true }); // until its text is there, keys have nowhere to go
  const hint = make("div", "gw-hint");
  hint.id = `${id}-hint`;
  area.setAttribute("aria-describedby", hint.id);
  const picks = make("div", "gw-picks");
  paper.append(mirror, area);
  row.append(number, paper);
  const head = make("div", "gw-field-head");
  head.append(label);
  box.append(head, row, hint, picks);
  el.append(box);

  let target = "";
  let epoch = -1;
  let report = "";
  let sent = ""; // what Python has been told
  let known = ""; // what Python has answered for
  const flights = new Map(); // what was sent and is not answered for yet, by its number: leaving a field sends without waiting
  let asking = 0; // the number of a whole text sent and not answered for yet: what others wrote meanwhile comes with the answer
  let saved = ""; // what Python has saved
  let inFlight = false;
  let composing = false;
  const late = []; // what came while an input method was at work
  let seq = 0;
  let lines = [];
  let tables = {}; // labels of the report's tables by id
  let here = -1;
  let keepTimer = 0;
  let page = "";
  const left = new Map(); // texts of targets just left that Python has not yet answered for: target → {text, seq}
  const root = () => appOf(el);
  const tell = (name, detail) => root().dispatchEvent(new CustomEvent(name, { detail }));
  const waves = fieldWaves(mirror, root);
  const carried = carriedMarks(mirror, root);
  const found = (event) => { waves.came(event.detail, known); carried.paint(); };
  const brought = (event) => carried.came(event.detail, known);
  const dirty = () => tell("gw-dirty", { id, dirty: Boolean(target) && area.value !== saved });

  const keep = () => {
    window.clearTimeout(keepTimer);
    keepTimer = 0;
    page = page || pageName(); // the app's this field belongs to, though another has taken its place by now
    if (target && area.value !== saved) keepText(report, target, area.value, saved, page);
  };

  const paintMirror = () => {
    const next = area.value.split("\n");
    const says = marks ? saidBy(next) : [];
    while (mirror.childElementCount > next.length) mirror.lastElementChild.remove();
    next.forEach((text, index) => {
      if (index >= mirror.childElementCount) mirror.append(make("p"));
      if (lines[index] !== text || !mirror.children[index].textContent) mirror.children[index].textContent = text || "\u200b";
      if (text[0] === ANCHOR && mirror.children[index].childElementCount === 0) mirror.children[index].append(anchorChip(tables[text.slice(1)] || "已删除"));
      paintMark(mirror.children[index], text, says[index]);
    });
    lines = next;
    if (target) { waves.show(target, area.value, known); carried.show(target, area.value); }
  };

  const showCaret = (say) => {
    const before = area.value.slice(0, area.selectionStart);
    const paragraph = before.split("\n").length - 1;
    if (paragraph !== here) {
      if (mirror.children[here]) mirror.children[here].classList.remove("is-here");
      if (mirror.children[paragraph]) mirror.children[paragraph].classList.add("is-here");
      here = paragraph;
    }
    if (marks) marks.show(markOf(area.value.slice(before.lastIndexOf("\n") + 1)));
    if (say && target) tell("gw-caret", { target, paragraph, offset: points(before.slice(before.lastIndexOf("\n") + 1)), at: points(before) });
  };

  const post = (change, more = {}) => {
    seq += 1;
    inFlight = true;
    sent = area.value;
    flights.set(seq, sent);
    const caret = points(sent.slice(0, area.selectionStart));
    model.send({ type: "edit", view: id, target, epoch, seq, ...change, length: points(sent), caret, ...more });
  };
  const send = () => {
    if (composing || !target || area.value === sent) return;
    post(difference(sent, area.value));
  };

  const sendWhole = (of = target, text = area.value) => {
    seq += 1;
    const base = of === target ? known : (left.get(of) || { base: text }).base;
    if (of === target) { inFlight = true; asking = seq; sent = text; flights.set(seq, text); } else left.set(of, { text, seq, base });
    model.send({ type: "whole", view: id, target: of, seq, base, text });
  };

  const changed = () => {
    const mend = (text) => mendAnchors(text, Object.keys(tables), lines);
    const mended = composing ? area.value : mend(area.value);
    if (mended !== area.value) {
      const caret = Math.min(mend(area.value.slice(0, area.selectionStart)).length, mended.length);
      area.value = mended;
      area.setSelectionRange(caret, caret);
    }
    const wrong = visible(area.value) !== area.value;
    if (!composing && (wrong || (!model.get("lines") && area.value.includes("\n")))) {
      const whole = (text) => (model.get("lines") ? visible(text) : visible(text).replace(/\s*\n\s*/g, ""));
      const caret = whole(area.value.slice(0, area.selectionStart)).length;
      area.value = whole(area.value);
      area.setSelectionRange(caret, caret);
    }
    paintMirror();
    if (composing) return;
    dirty();
    if (!keepTimer) keepTimer = window.setTimeout(keep, 250);
    if (!inFlight) send();
    showCaret(true);
  };

  const mark = (form) => {
    const made = withMark(area.value, area.selectionStart, area.selectionEnd, form);
    area.value = made.text;
    area.focus({ preventScroll: true });
    area.setSelectionRange(made.start, made.end);
    changed();
  };
  const marks = model.get("marks") ? markBar(mark) : null;
  const quote = () => { // a figure of the table is wanted at the caret
    if (composing || !target || area.readOnly) return;
    const before = area.value.slice(0, area.selectionStart);
    const { left, top, bottom } = caretRect(mirror.children[before.split("\n").length - 1], before.length - before.lastIndexOf("\n") - 1);
    tell("gw-quote", { target, at: points(before), left, top, bottom });
  };
  const quoted = (event) => { // the figure chosen stands here at once, and Python links it: what is typed next goes behind it
    const { target: of, words, quote: figure } = event.detail;
    if (of !== target || composing || area.readOnly) return;
    send();
    const at = area.selectionStart;
    area.setRangeText(words, at, at, "end");
    paintMirror();
    post({ at: points(area.value.slice(0, at)), remove: 0, insert: words }, { quote: figure });
    dirty();
    if (!keepTimer) keepTimer = window.setTimeout(keep, 250);
  };
  if (marks) {
    const figure = press("插入数据", "is-quiet", quote, "在光标处插入指标表里的数（Ctrl+Alt+8），以后改表，这里跟着变");
    figure.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays in the text
    marks.node.append(figure);
    head.append(marks.node);
  }

  const put = (text) => { area.setRangeText(text, area.selectionStart, area.selectionEnd, "end"); changed(); };

  area.addEventListener("compositionstart", () => { composing = true; });
  area.addEventListener("compositionend", () => {
    composing = false;
    changed();
    late.splice(0).forEach((message) => receive(message));
  });
  area.addEventListener("input", (event) => { if (!event.isComposing && !composing) changed(); else paintMirror(); });
  area.addEventListener("beforeinput", (event) => {
    const step = { historyUndo: "undo", historyRedo: "redo" }[event.inputType];
    if (step) { event.preventDefault(); tell("gw-step", step); }
    const caret = area.selectionStart;
    if (step || caret !== area.selectionEnd) return;
    const stroke = marks && !event.isComposing ? strokeAtMark(area.value, caret, event.inputType) : null;
    if (stroke) { event.preventDefault(); area.setRangeText(stroke.insert, stroke.start, stroke.end, "end"); changed(); return; }
    if (!area.value.includes(ANCHOR)) return;
    const backwards = event.inputType.endsWith("Backward");
    const beside = backwards || event.inputType.endsWith("Forward") ? anchorBeside(area.value, caret, backwards) : null;
    if (!beside) return;
    event.preventDefault(); // the first stroke chooses the table's line, the second deletes it
    area.setSelectionRange(beside.start, beside.end);
  });
  const stepOver = stepper(area, Boolean(marks));
  clipboard(area, { marks: Boolean(marks), many: () => model.get("lines"), numbered: () => !number.hidden, lines: () => lines, put });
  area.addEventListener("keydown", (event) => {
    if (marks && event.ctrlKey && event.altKey && event.code === "Digit8") { event.preventDefault(); quote(); return; }
    const form = marks && event.ctrlKey && event.altKey ? FORMS.find((each) => each[3] === event.code) : null;
    if (!form) return;
    event.preventDefault();
    mark(form[0]);
  });
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || model.get("lines") || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const areas = [...root().querySelectorAll(".gw-form .gw-area")].filter((node) => node.offsetParent);
    const next = areas[areas.indexOf(area) + 1];
    if (next) next.focus();
  });
  area.addEventListener("focus", () => { paper.classList.add("is-focus"); showCaret(true); });
  area.addEventListener("blur", () => { flush(); paper.classList.remove("is-focus"); }); // before what is written elsewhere: undo goes by the order of writing
  ["keyup", "click"].forEach((name) => area.addEventListener(name, () => { if (!composing) { stepOver(); showCaret(true); } }));

  const putCaret = (at, until, focus) => {
    const index = units(area.value, at);
    area.setSelectionRange(index, units(area.value, until));
    if (focus) {
      area.focus({ preventScroll: true });
      root().gwGoneOn = false;
      const start = area.value.lastIndexOf("\n", index - 1) + 1;
      const line = mirror.children[area.value.slice(0, index).split("\n").length - 1];
      if (line) bringInSight(line, index - start, area.closest(".gw-scroll"));
    }
    showCaret(true);
  };

  const write = (text) => { area.focus(); area.select(); put(text); };
  const nameTables = (labels) => {
    if (JSON.stringify(labels) === JSON.stringify(tables)) return;
    tables = labels;
    lines = []; // the chips say other words now
    paintMirror();
  };
  const dress = (message) => {
    label.textContent = message.label;
    number.textContent = message.number || "";
    number.hidden = !message.number;
    hint.textContent = message.hint || "";
    hint.hidden = !message.hint;
    nameTables(message.tables);
    area.placeholder = message.placeholder || "";
    picks.replaceChildren(...(message.picks || []).map(([words, text]) => press(words, "is-soft", () => write(text))));
    if (picks.childElementCount && message.target === "title") picks.prepend(make("span", "", "也可以写成"));
    if (message.date) picks.append(calendar(write));
    picks.hidden = !picks.childElementCount;
  };

  const load = (message) => {
    if (composing) { late.push(message); return; }
    waves.quote(message.tokens);
    const same = message.target === target && message.report === report;
    if (target && same && (inFlight || area.value !== sent) && area.value !== message.text) {
      [epoch, known] = [message.epoch, message.text]; // what was typed since wins over an answer that did not know of it
      sendWhole();
      return;
    }
    if (target && !same) {
      const ahead = area.value !== sent;
      if (ahead || inFlight) left.set(target, { text: area.value, seq, base: known });
      if (ahead) { const of = target; target = ""; sendWhole(of, area.value); }
      keep();
    }
    if (message.report !== report) left.clear();
    ({ target, epoch, report } = message);
    const caret = area.selectionStart;
    const mine = left.get(target);
    area.value = mine ? mine.text : message.text;
    area.readOnly = Boolean(el.closest(".is-reading"));
    sent = message.text;
    known = message.text;
    saved = message.text;
    inFlight = false;
    asking = 0;
    flights.clear();
    if (mirror.children[here]) mirror.children[here].classList.remove("is-here");
    here = -1;
    dress(message);
    paintMirror();
    if (mine) { left.delete(target); known = mine.base; if (mine.text !== message.text) sendWhole(); }
    if (message.caret !== undefined && message.caret !== null && !(goneOn(root()) && (same || document.activeElement !== area))) putCaret(message.caret, message.until, message.focus);
    else if (document.activeElement === area) area.setSelectionRange(caret, caret);
    showCaret(document.activeElement === area);
    dirty();
  };

  const follow = (message) => { // a second view of the same notebook typed: this one shows it, unless it has words of its own
    if (message.target !== target || area.value !== sent || composing) return;
    const from = units(sent, message.at);
    const to = from + units(sent.slice(from), message.remove);
    const caret = area.selectionStart;
    area.value = sent.slice(0, from) + message.insert + sent.slice(to);
    sent = area.value;
    known = sent;
    saved = sent;
    const at = caret <= from ? caret : Math.max(from, caret + sent.length - lines.join("\n").length);
    if (document.activeElement === area) area.setSelectionRange(at, at);
    paintMirror();
  };
  const acknowledged = (message) => {
    const quote = () => { if (message.tokens && message.target === target) { waves.quote(message.tokens); paintMirror(); } };
    if (message.view !== id) { follow(message); quote(); return; }
    left.forEach((mine, of) => { if (mine.seq <= message.seq) left.delete(of); });
    if (flights.has(message.seq)) known = flights.get(message.seq);
    flights.forEach((_, number) => { if (number <= message.seq) flights.delete(number); });
    if (message.seq >= asking) asking = 0;
    quote();
    if (message.seq !== seq) return;
    inFlight = false;
    send();
  };
  // Others wrote in this text: theirs stands beside what is being typed; where they touch, Python decides.
  const others = (message) => {
    if (message.target !== target) return;
    if (composing) { late.push(message); return; }
    epoch = message.epoch;
    waves.quote(message.tokens);
    if (asking) return;
    const text = beside(known, area.value, message.text);
    if (text === null) { sendWhole(); return; }
    const [clean, was] = [area.value === saved, area.value];
    known = message.text;
    bringIn(area, text, mirror, paintMirror);
    [sent, saved, inFlight] = [message.text, clean ? message.text : saved, false];
    flights.clear();
    markTheirs(mirror, was, text);
    showCaret(false);
    dirty();
    send();
  };

  const again = (of, refused) => {
    if (of === target && refused !== seq) return; // what was sent since knows better
    if (of === target) sendWhole();
    else if (left.has(of)) sendWhole(of, left.get(of).text);
  };
  const confirmed = () => { // Python had all that it has answered for, and nothing is on its way
    if (inFlight || area.value !== sent) return;
    saved = sent;
    window.clearTimeout(keepTimer);
    keepTimer = 0;
    forgetText(report, target);
    dirty();
  };

  const receive = (message) => {
    if (message.type === "load") load(message);
    else if (message.type === "others") others(message);
    else if (message.type === "ack") acknowledged(message);
    else if (message.type === "again" && message.view === id) again(message.target, message.seq);
    else if (message.type === "caret" && message.target === target && !goneOn(root())) putCaret(message.at, message.until, true);
    else if (message.type === "number") { number.textContent = message.number; number.hidden = !message.number; }
    else if (message.type === "report") { moveKept(report, message.report); report = message.report; }
    else if (message.type === "tables") nameTables(message.tables);
    else if (message.type === "tokens" && message.target === target) { waves.quote(message.tokens); paintMirror(); }
    else if (message.type === "saved") confirmed();
  };
  model.on("msg:custom", receive);

  const flush = () => { if (!composing) send(); };
  const leave = () => { flush(); keep(); };
  let home = null;
  const attach = () => {
    home = root();
    home.addEventListener("gw-flush", flush);
    home.addEventListener("gw-keep", keep);
    if (marks) home.addEventListener("gw-quoted", quoted);
    home.addEventListener("gw-waves", found);
    home.addEventListener("gw-carried", brought);
    window.addEventListener("pagehide", leave);
  };
  const waiting = window.setInterval(() => { if (el.isConnected) { window.clearInterval(waiting); attach(); } }, 30);
  model.send({ type: "ready" });
  return () => {
    window.clearInterval(waiting);
    leave();
    carried.close();
    model.off("msg:custom", receive);
    if (home) {
      home.removeEventListener("gw-flush", flush);
      home.removeEventListener("gw-keep", keep);
      home.removeEventListener("gw-quoted", quoted);
      home.removeEventListener("gw-waves", found);
      home.removeEventListener("gw-carried", brought);
      home.dispatchEvent(new CustomEvent("gw-dirty", { detail: { id, dirty: false } }));
    }
    window.removeEventListener("pagehide", leave);
  };
}

export default { render };
