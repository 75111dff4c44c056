// A table's cells: one of them holds the textarea that all typing goes through, so that input methods work everywhere.
//
// Python holds the truth; a cell's text goes to it whole, one message in flight at most, half-typed pinyin never.
// Arrows, Tab and Enter go from cell to cell; with Shift, or dragged over, several are chosen.

function render({ model, el }) {
  const id = `gw-${Math.random().toString(36).slice(2)}`;
  const box = make("div", "gw-grid-box");
  const bar = make("div", "gw-row gw-grid-bar");
  const view = make("div", "gw-grid-view");
  const grid = make("table", "gw-grid");
  const area = make("textarea", "gw-cell-area");
  Object.assign(area, { spellcheck: false, rows: 1 });
  view.append(grid);
  box.append(bar, view);
  el.append(box);

  let table = "";
  let report = "";
  let epoch = -1;
  let rows = [];
  let merges = [];
  let heads = 1;
  let cells = []; // the elements by row and column; a merged one stands at every place it takes up
  let at = null; // [row, column] of the cell with the textarea
  let other = null; // the far corner of what is chosen
  let sent = "";
  let seq = 0;
  let inFlight = false;
  let composing = false;
  let waiting = null; // a caret for cells that have not come yet
  let late = null;
  const pending = new Map(); // what Python has not confirmed as saved: target → text
  const root = () => el.closest(".gw-app") || document.body;
  const tell = (name, detail) => root().dispatchEvent(new CustomEvent(name, { detail }));
  const number = ([row, column]) => row * (rows[0] || []).length + column;
  const target = (place) => `${table}@${number(place)}`;
  const dirty = () => tell("gw-dirty", { id, dirty: pending.size > 0 });
  const mergeAt = (row, column) => merges.find(([r, c, h, w]) => row >= r && row < r + h && column >= c && column < c + w);

  const send = () => {
    if (composing || !at || area.value === sent) return;
    seq += 1;
    inFlight = true;
    sent = area.value;
    rows[at[0]][at[1]] = sent;
    model.send({ type: "cell", view: id, table, epoch, seq, cell: number(at), text: sent });
  };
  const say = () => {
    if (!at) return;
    const before = area.value.slice(0, area.selectionStart);
    tell("gw-caret", { target: target(at), paragraph: 0, offset: points(before), at: points(before) });
  };
  const changed = () => {
    const clean = visible(area.value);
    if (!composing && clean !== area.value) area.value = clean;
    cells[at[0]][at[1]].firstChild.textContent = `${area.value}\u200b`;
    if (composing) return;
    pending.set(target(at), area.value);
    keepText(report, target(at), area.value, sent);
    dirty();
    if (!inFlight) send();
    say();
  };

  const block = () => {
    const [row, column] = at || [0, 0];
    const [far, wide] = other || [row, column];
    const own = mergeAt(row, column);
    const last = own && !other ? [own[0] + own[2] - 1, own[1] + own[3] - 1] : [Math.max(row, far), Math.max(column, wide)];
    const first = [Math.min(row, far), Math.min(column, wide)];
    return { row: first[0], column: first[1], rows: last[0] - first[0] + 1, columns: last[1] - first[1] + 1 };
  };
  const paintChosen = () => {
    const { row, column, rows: high, columns: wide } = block();
    cells.forEach((line, r) => line.forEach((cell, c) => {
      const own = mergeAt(r, c) || [r, c];
      const inside = Boolean(other) && own[0] >= row && own[0] < row + high && own[1] >= column && own[1] < column + wide;
      cell.classList.toggle("is-chosen", inside);
    }));
  };

  const enter = (row, column, select = true) => {
    if (at && !composing) send();
    const merge = mergeAt(row, column);
    at = merge ? [merge[0], merge[1]] : [row, column];
    other = null;
    const cell = cells[at[0]][at[1]];
    area.value = rows[at[0]][at[1]];
    sent = area.value;
    area.setAttribute("aria-label", `第 ${at[0] + 1} 行第 ${at[1] + 1} 列`);
    cell.append(area);
    area.focus({ preventScroll: true });
    const scroller = view.closest(".gw-scroll");
    if (scroller && view.offsetHeight < scroller.clientHeight) view.scrollIntoView({ block: "nearest" }); // the whole table when it has room
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (select) area.select();
    else area.setSelectionRange(area.value.length, area.value.length);
    paintChosen();
    say();
    model.send({ type: "caret", table, cell: number(at), at: 0 });
  };
  const step = (down, right) => {
    const own = mergeAt(at[0], at[1]);
    const row = down > 0 && own ? own[0] + own[2] : at[0] + down;
    const column = right > 0 && own ? own[1] + own[3] : at[1] + right;
    if (row < 0 || row >= rows.length || column < 0 || column >= rows[0].length) return false;
    enter(row, column);
    return true;
  };
  const act = (action, value = 0) => {
    if (!at) at = [0, 0];
    root().dispatchEvent(new CustomEvent("gw-flush"));
    send();
    model.send({ type: "do", table, action, value, ...block() });
  };
  const onward = (back) => {
    if (back ? step(0, -1) : step(0, 1)) return;
    const row = at[0] + (back ? -1 : 1);
    if (row >= 0 && row < rows.length) { enter(row, back ? rows[0].length - 1 : 0); return; }
    if (back) return;
    waiting = { cell: rows.length * rows[0].length, at: 0 };
    other = null;
    act("row_below");
  };

  const keys = (event) => {
    if (event.isComposing || composing) return;
    const { key, shiftKey } = event;
    const all = area.selectionStart === 0 && area.selectionEnd === area.value.length;
    const none = area.selectionStart === area.selectionEnd;
    let done = true;
    if (key === "Tab" && !event.ctrlKey && !event.altKey) onward(shiftKey);
    else if (key === "Enter" && (event.altKey || event.ctrlKey)) { area.setRangeText("\n", area.selectionStart, area.selectionEnd, "end"); changed(); }
    else if (event.ctrlKey || event.altKey || event.metaKey) done = false;
    else if (key === "Enter") done = step(shiftKey ? -1 : 1, 0) || true;
    else if (key === "Escape") bar.querySelector("button").focus();
    else if ((key === "Delete" || key === "Backspace") && other) act("clear");
    else if (key.startsWith("Arrow")) {
      const [down, right] = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[key];
      const edge = down > 0 ? !area.value.slice(area.selectionEnd).includes("\n") : down < 0 ? !area.value.slice(0, area.selectionStart).includes("\n")
        : right > 0 ? none && area.selectionEnd === area.value.length : none && area.selectionStart === 0;
      if (shiftKey && (all || other)) {
        const [row, column] = other || at;
        other = [Math.min(Math.max(row + down, 0), rows.length - 1), Math.min(Math.max(column + right, 0), rows[0].length - 1)];
        paintChosen();
      } else done = !shiftKey && (all || edge) && (step(down, right) || all);
    } else done = false;
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const quoted = (text) => (/[\t\n"]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const copy = (event) => {
    if (!other) return;
    const { row, column, rows: high, columns: wide } = block();
    const lines = rows.slice(row, row + high).map((line) => line.slice(column, column + wide).map(quoted).join("\t"));
    event.clipboardData.setData("text/plain", `${lines.join("\n")}\n`);
    event.preventDefault();
    if (event.type === "cut") act("clear");
  };
  const paste = (event) => {
    const text = event.clipboardData ? event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "") : "";
    if (!text) return;
    event.preventDefault();
    const all = area.selectionStart === 0 && area.selectionEnd === area.value.length;
    if (text.includes("\t") || (text.includes("\n") && all)) {
      send();
      const { row, column } = block();
      waiting = { cell: -1, row, column };
      model.send({ type: "paste", table, row, column, text });
      return;
    }
    area.setRangeText(visible(text), area.selectionStart, area.selectionEnd, "end");
    changed();
  };

  area.addEventListener("keydown", keys);
  area.addEventListener("copy", copy);
  area.addEventListener("cut", copy);
  area.addEventListener("paste", paste);
  area.addEventListener("compositionstart", () => { composing = true; });
  area.addEventListener("compositionend", () => {
    composing = false;
    changed();
    if (late) { const message = late; late = null; load(message); }
  });
  area.addEventListener("input", (event) => { if (event.isComposing) composing = true; other = null; changed(); });
  area.addEventListener("beforeinput", (event) => {
    const back = { historyUndo: "undo", historyRedo: "redo" }[event.inputType];
    if (back) { event.preventDefault(); tell("gw-step", back); }
  });
  ["keyup", "click"].forEach((name) => area.addEventListener(name, () => { if (!composing) say(); }));
  let dragging = false;
  const placeOf = (event) => {
    const cell = event.target.closest ? event.target.closest(".gw-grid td, .gw-grid th") : null;
    return cell && cell.gwPlace;
  };
  grid.addEventListener("pointerdown", (event) => {
    const place = placeOf(event);
    if (!place || composing || event.target === area) return;
    event.preventDefault();
    if (event.shiftKey && at) { other = place; paintChosen(); return; }
    enter(place[0], place[1], false);
    dragging = true;
  });
  grid.addEventListener("pointerover", (event) => {
    const place = placeOf(event);
    if (!dragging || !place || !event.buttons || (place[0] === at[0] && place[1] === at[1] && !other)) return;
    other = place;
    paintChosen();
  });
  const drop = () => { dragging = false; };
  window.addEventListener("pointerup", drop);

  const more = menuButton("行、列、格子");
  more.fill([
    { id: "row_above", label: "在上面加一行" }, { id: "row_below", label: "在下面加一行" },
    { id: "column_left", label: "在左边加一列" }, { id: "column_right", label: "在右边加一列" },
    { id: "merge", label: "合并选中的格子", hint: "先按住 Shift 选，或用鼠标拖" }, { id: "split", label: "拆开合并的格子" },
    { id: "remove_row", label: "删除行", danger: true }, { id: "remove_column", label: "删除列", danger: true },
  ], (action) => act(action));
  const headed = make("select", "gw-select");
  headed.setAttribute("aria-label", "表头行数");
  headed.addEventListener("change", () => act("heads", Number(headed.value)));
  const side = make("input");
  side.type = "checkbox";
  side.addEventListener("change", () => act("side", Number(side.checked)));
  const named = make("label", "gw-row gw-side");
  named.append(side, make("span", "", "横排页"));
  named.title = "放在横过来的页上；列太多排不下时自动横排";
  bar.append(
    press("加一行", "is-soft", () => act("row_below")), press("加一列", "is-soft", () => act("column_right")), more.node,
    make("span", "gw-grow"), headed, named,
  );

  const paint = () => {
    const held = box.contains(document.activeElement) && document.activeElement === area;
    area.remove();
    cells = rows.map((line) => line.map(() => null));
    const widths = (rows[0] || []).map((_, column) => {
      const longest = Math.max(0, ...rows.map((line, row) => (mergeAt(row, column) ? 0 : line[column].length)));
      return Math.min(220, Math.max(72, longest * 15 + 20));
    });
    grid.style.width = `${widths.reduce((sum, width) => sum + width, 0)}px`;
    const shape = make("colgroup");
    widths.forEach((width) => { const column = make("col"); column.style.width = `${width}px`; shape.append(column); });
    grid.replaceChildren(shape, ...rows.map((line, row) => {
      const tr = make("tr");
      line.forEach((text, column) => {
        const merge = mergeAt(row, column);
        if (merge && (merge[0] !== row || merge[1] !== column)) { cells[row][column] = cells[merge[0]][merge[1]]; return; }
        const cell = make(row < heads ? "th" : "td");
        if (merge) { cell.rowSpan = merge[2]; cell.colSpan = merge[3]; }
        cell.append(make("span", "", `${text}\u200b`));
        cell.gwPlace = [row, column];
        cells[row][column] = cell;
        tr.append(cell);
      });
      return tr;
    }));
    headed.replaceChildren(...Array.from({ length: Math.min(rows.length, 4) + 1 }, (_, count) => {
      const option = make("option", "", count ? `表头 ${count} 行` : "没有表头");
      option.value = count;
      return option;
    }));
    headed.value = Math.min(heads, 4);
    return held;
  };
  const load = (message) => {
    if (composing) { late = message; return; }
    const same = message.table === table && message.report === report;
    const mine = same && at && area.value !== sent ? { cell: number(at), text: area.value } : null;
    if (!same) { at = null; pending.clear(); }
    ({ table, report, epoch, rows, merges, heads } = message);
    side.checked = message.side;
    inFlight = false;
    const place = at;
    other = null;
    const held = paint();
    const columns = (rows[0] || []).length;
    if (!columns) { at = null; return; }
    const wanted = waiting && waiting.cell >= 0 ? [Math.floor(waiting.cell / columns), waiting.cell % columns] : waiting ? [waiting.row, waiting.column] : null;
    at = null;
    if (wanted && wanted[0] < rows.length) {
      const caret = waiting.at;
      waiting = null;
      enter(wanted[0], wanted[1], !caret);
      if (caret) area.setSelectionRange(units(area.value, caret), units(area.value, caret));
    }
    else if (place && held) enter(Math.min(place[0], rows.length - 1), Math.min(place[1], columns - 1), false);
    else if (place) at = [Math.min(place[0], rows.length - 1), Math.min(place[1], columns - 1)];
    if (mine && at && number(at) === mine.cell) { area.value = mine.text; changed(); } // what was typed since wins
    dirty();
  };
  const acknowledged = (message) => {
    const place = [Math.floor(message.cell / rows[0].length), message.cell % rows[0].length];
    if (message.view !== id) { // another view of the same notebook typed
      if (!rows[place[0]] || (at && number(at) === message.cell && area.value !== sent)) return;
      rows[place[0]][place[1]] = message.text;
      cells[place[0]][place[1]].firstChild.textContent = `${message.text}\u200b`;
      if (at && number(at) === message.cell) { area.value = message.text; sent = message.text; }
      return;
    }
    if (message.seq !== seq) return;
    inFlight = false;
    send();
  };
  const saved = (message) => {
    if (message.seq !== seq || (at && area.value !== sent)) return;
    pending.forEach((_, of) => forgetText(report, of));
    pending.clear();
    dirty();
  };
  const receive = (message) => {
    if (message.type === "load") load(message);
    else if (message.type === "ack") acknowledged(message);
    else if (message.type === "saved") saved(message);
    else if (message.type === "report") report = message.report;
    else if (message.type === "caret") {
      const columns = (rows[0] || []).length;
      if (!columns) { waiting = message; return; }
      enter(Math.min(Math.floor(message.cell / columns), rows.length - 1), message.cell % columns, false);
      const index = units(area.value, message.at);
      area.setSelectionRange(index, index);
      say();
    }
  };
  model.on("msg:custom", receive);
  const flush = () => send();
  let home = null;
  const ticking = window.setInterval(() => {
    if (!el.isConnected) return;
    window.clearInterval(ticking);
    home = root();
    home.addEventListener("gw-flush", flush);
  }, 30);
  model.send({ type: "ready" });
  return () => {
    window.clearInterval(ticking);
    send();
    more.close(false);
    model.off("msg:custom", receive);
    window.removeEventListener("pointerup", drop);
    if (home) {
      home.removeEventListener("gw-flush", flush);
      home.dispatchEvent(new CustomEvent("gw-dirty", { detail: { id, dirty: false } }));
    }
  };
}

export default { render };
