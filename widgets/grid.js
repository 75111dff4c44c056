// A table's cells: one of them holds the textarea that all typing goes through, so that input methods work everywhere.
//
// Python holds the truth; a cell's text goes to it whole, one message in flight at most, half-typed pinyin never.
// Arrows, Tab and Enter go from cell to cell; with Shift, or dragged over, several are chosen.

function render({ model, el }) {
  const id = `gw-${Math.random().toString(36).slice(2)}`;
  const box = make("div", "gw-grid-box");
  const bar = gridBar((action, value) => act(action, value));
  const view = make("div", "gw-grid-view");
  const grid = make("table", "gw-grid");
  const area = make("textarea", "gw-cell-area");
  Object.assign(area, { spellcheck: false, rows: 1 });
  view.append(grid);
  box.append(bar.node, view);
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
  let known = []; // the cells as Python has answered for them
  const flights = new Map(); // what was sent and is not answered for yet: number → {place, text}
  let composing = false;
  let waiting = null; // a caret for cells that have not come yet
  const late = []; // cells that came while an input method was at work
  const pending = new Map(); // what Python has not confirmed as saved: target → {text, base}, the base being what is saved
  const root = () => appOf(el);
  const tell = (name, detail) => root().dispatchEvent(new CustomEvent(name, { detail }));
  const number = ([row, column]) => row * (rows[0] || []).length + column;
  const target = (place) => `${table}@${number(place)}`;
  const placeOf = (of) => { const cell = Number(of.split("@")[1]); return [Math.floor(cell / rows[0].length), cell % rows[0].length]; };
  const dirty = () => tell("gw-dirty", { id, dirty: pending.size > 0 });
  const hold = (of, text, base) => {
    const kept = pending.get(of) || { base };
    pending.set(of, { ...kept, text });
    keepText(report, of, text, kept.base);
  };
  const mergeAt = (row, column) => joinedAt(merges, row, column);

  // What a cell's text began with: what was sent of it last and is not answered for yet, else what was answered.
  const begun = (place) => {
    const mine = [...flights.values()].filter((flight) => number(flight.place) === number(place));
    return mine.length ? mine[mine.length - 1].text : known[place[0]][place[1]];
  };
  const sendCell = (place, text, base = begun(place)) => {
    seq += 1;
    inFlight = true;
    rows[place[0]][place[1]] = text;
    flights.set(seq, { place, text });
    model.send({ type: "cell", view: id, table, epoch, seq, cell: number(place), text, base });
  };
  const send = () => {
    if (composing || !at || area.value === sent) return;
    sent = area.value;
    sendCell(at, sent);
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
    hold(target(at), area.value, known[at[0]][at[1]]);
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

  const seat = (row, column) => {
    const merge = mergeAt(row, column);
    at = merge ? [merge[0], merge[1]] : [row, column];
    other = null;
    area.value = rows[at[0]][at[1]];
    sent = area.value;
    area.setAttribute("aria-label", `第 ${at[0] + 1} 行第 ${at[1] + 1} 列`);
    cells[at[0]][at[1]].append(area);
  };
  const enter = (row, column, select = true) => {
    if (at && !composing) send();
    seat(row, column);
    const cell = cells[at[0]][at[1]];
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
    model.send({ type: "do", table, epoch, action, value, ...block() });
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
    else if (key === "Escape") bar.focus();
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
  const copy = (event) => {
    if (!other) return;
    event.clipboardData.setData("text/plain", tabbed(rows, block()));
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
      model.send({ type: "paste", table, epoch, row, column, text });
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
    late.splice(0).forEach(load);
  });
  area.addEventListener("input", (event) => { if (event.isComposing) composing = true; other = null; changed(); });
  area.addEventListener("beforeinput", (event) => {
    const back = { historyUndo: "undo", historyRedo: "redo" }[event.inputType];
    if (back) { event.preventDefault(); tell("gw-step", back); }
  });
  ["keyup", "click"].forEach((name) => area.addEventListener(name, () => { if (!composing) say(); }));
  area.addEventListener("blur", send); // before what is written elsewhere: undo goes by the order of writing
  let dragging = false;
  const placeUnder = (event) => {
    const cell = event.target.closest ? event.target.closest(".gw-grid td, .gw-grid th") : null;
    return cell && cell.gwPlace;
  };
  grid.addEventListener("pointerdown", (event) => {
    const place = placeUnder(event);
    if (!place || composing || event.target === area) return;
    event.preventDefault();
    if (event.shiftKey && at) { other = place; paintChosen(); return; }
    enter(place[0], place[1], false);
    dragging = true;
  });
  grid.addEventListener("pointerover", (event) => {
    const place = placeUnder(event);
    if (!dragging || !place || !event.buttons || (place[0] === at[0] && place[1] === at[1] && !other)) return;
    other = place;
    paintChosen();
  });
  const drop = () => { dragging = false; };
  window.addEventListener("pointerup", drop);

  const found = (event) => (event && event.detail.typed) || markFound(cells, root().gwWaves, target);
  const brought = () => markCarried(cells, root().gwCarried, target);
  const paint = () => {
    const held = box.contains(document.activeElement) && document.activeElement === area;
    sent = area.value; // what was typed has been put into the cells of now: losing the focus sends it nowhere else
    area.remove();
    cells = rows.map((line) => line.map(() => null));
    const widths = columnWidths(rows, merges);
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
    found();
    brought();
    return held;
  };
  // What was typed and not answered for, by its place, in the order it was typed.
  const unanswered = () => {
    const found = new Map();
    [...[...flights.values()].map((flight) => flight.place), ...(at && area.value !== sent ? [at] : [])].forEach((place) => {
      const text = at && number(at) === number(place) ? area.value : rows[place[0]][place[1]];
      found.set(number(place), { place, text, base: known[place[0]][place[1]], row: [...rows[place[0]]], column: rows.map((line) => line[place[1]]) });
    });
    return [...found.values()];
  };
  // Puts what was typed into the cells of now; its row or column, if it is gone, comes back.
  const putAgain = (mine, came) => mine.forEach(({ place, text, base, row, column }) => {
    const [r, c] = wentTo(came, place);
    const there = rows[r] && rows[r][c] !== undefined;
    if (!there) {
      const gone = r < 0 || !rows[r];
      const [old, index] = gone ? [row, place[1]] : [column, place[0]];
      old[index] = text;
      const order = came.rows ? (gone ? came.columns : came.rows) : old.map((_, number) => number);
      model.send({ type: "back", table, row: gone, at: place[gone ? 0 : 1], texts: order.map((was) => (was < 0 ? "" : old[was])) });
      waiting = { cell: -1, row: place[0], column: place[1], at: points(text) };
    } else if (text !== rows[r][c]) {
      const both = beside(base, text, rows[r][c]);
      sendCell([r, c], both === null ? text : both, both === null ? base : rows[r][c]);
    }
  });
  const markOthers = (was, came) => cells.forEach((line, r) => line.forEach((cell, c) => {
    const [row, column] = cameFrom(came, [r, c]);
    if (was[row] && was[row][column] === known[r][c]) return;
    cell.classList.add("is-theirs");
    window.setTimeout(() => cell.classList.remove("is-theirs"), 4000);
  }));
  const rekey = (came) => { // what the browser keeps of cells goes along with them
    const moved = [...pending].map(([of, kept]) => [of, wentTo(came, placeOf(of)), kept]);
    moved.forEach(([of]) => { forgetText(report, of); pending.delete(of); });
    return () => moved.forEach(([, place, { text, base }]) => {
      if (rows[place[0]] && rows[place[0]][place[1]] !== undefined) hold(target(place), text, base);
    });
  };
  const load = (message) => {
    if (composing) { late.push(message); return; }
    const same = message.table === table && message.report === report && rows.length > 0;
    const came = same ? message.from : {};
    const mine = same ? unanswered() : [];
    const was = known;
    const caret = at && [area.selectionStart, area.selectionEnd, area.value];
    const top = at && cells[at[0]] && cells[at[0]][at[1]].getBoundingClientRect().top;
    const put = same ? rekey(came) : () => {};
    if (!same) { at = null; pending.clear(); }
    ({ table, report, epoch, rows, merges, heads } = message);
    known = rows.map((line) => [...line]);
    inFlight = false;
    flights.clear();
    const place = at;
    other = null;
    putAgain(mine, came);
    put();
    const held = paint();
    bar.show(rows.length, heads, message.side);
    if (message.others && same) markOthers(was, came);
    const columns = (rows[0] || []).length;
    if (!columns) { at = null; return; }
    const wanted = waiting && waiting.cell >= 0 ? [Math.floor(waiting.cell / columns), waiting.cell % columns] : waiting ? [waiting.row, waiting.column] : null;
    at = null;
    if (wanted && wanted[0] < rows.length) {
      const offset = waiting.at;
      waiting = null;
      enter(wanted[0], wanted[1], !offset);
      if (offset) area.setSelectionRange(units(area.value, offset), units(area.value, offset));
    } else if (place) {
      const [row, column] = wentTo(came, place).map((now, axis) => (now < 0 ? place[axis] : now));
      seat(Math.min(row, rows.length - 1), Math.min(column, columns - 1));
      if (held) {
        area.focus({ preventScroll: true });
        area.setSelectionRange(carried(caret[0], caret[2], area.value), carried(caret[1], caret[2], area.value));
        const scroll = view.closest(".gw-scroll");
        if (scroll) scroll.scrollTop += cells[at[0]][at[1]].getBoundingClientRect().top - top;
        say();
      }
    }
    dirty();
  };
  const show = ([r, c], text) => {
    rows[r][c] = text;
    cells[r][c].firstChild.textContent = `${text}\u200b`;
    if (!at || number(at) !== number([r, c])) return;
    const offsets = [area.selectionStart, area.selectionEnd].map((offset) => carried(offset, area.value, text));
    area.value = text;
    if (document.activeElement === area) area.setSelectionRange(...offsets);
  };
  const acknowledged = (message) => {
    const place = [Math.floor(message.cell / rows[0].length), message.cell % rows[0].length];
    const [r, c] = place;
    const mine = message.view === id ? flights.get(message.seq) : null;
    if (!rows[r] || (message.view === id && !mine)) return;
    const base = mine ? mine.text : known[r][c];
    const typing = at && number(at) === message.cell;
    known[r][c] = message.text;
    if (base !== message.text) { // another view typed here, or what was sent met another's words
      const both = beside(base, typing ? area.value : rows[r][c], message.text);
      if (both === null) known[r][c] = base; else show(place, both);
      if (typing) sent = known[r][c];
    }
    if (!mine) return;
    flights.forEach((_, of) => { if (of <= message.seq) flights.delete(of); });
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
      if (goneOn(root())) return;
      if (!columns) { waiting = message; return; }
      enter(Math.min(Math.floor(message.cell / columns), rows.length - 1), message.cell % columns, false);
      const index = units(area.value, message.at);
      area.setSelectionRange(index, index);
      say();
    }
  };
  model.on("msg:custom", receive);
  let home = null;
  const ticking = window.setInterval(() => {
    if (!el.isConnected) return;
    window.clearInterval(ticking);
    home = root();
    home.addEventListener("gw-flush", send);
    home.addEventListener("gw-waves", found);
    home.addEventListener("gw-carried", brought);
  }, 30);
  model.send({ type: "ready" });
  return () => {
    window.clearInterval(ticking);
    send();
    bar.close();
    model.off("msg:custom", receive);
    window.removeEventListener("pointerup", drop);
    if (home) {
      home.removeEventListener("gw-flush", send);
      home.removeEventListener("gw-waves", found);
      home.removeEventListener("gw-carried", brought);
      home.dispatchEvent(new CustomEvent("gw-dirty", { detail: { id, dirty: false } }));
    }
  };
}

export default { render };
