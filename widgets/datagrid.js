// The table of indicators as a grid: one field moves from cell to cell, and what it holds is sent when it leaves.
//
// A cell's column is name, unit or a period. What the program refuses stays in its cell, with the sentence under the table.

function dataGrid(send, choose) {
  const box = make("div", "gw-fig-box gw-scroll");
  const table = make("table", "gw-fig");
  table.setAttribute("role", "grid");
  table.setAttribute("aria-multiselectable", "true");
  table.setAttribute("aria-label", "指标表：一行一项，可以用方向键移动，直接输入");
  const head = make("thead");
  const body = make("tbody");
  table.append(head, body);
  const says = make("p", "gw-fig-says");
  says.setAttribute("role", "status");
  says.tabIndex = -1;
  box.append(table);
  const field = make("input", "gw-fig-input");
  field.type = "text";
  field.autocomplete = "off";
  field.spellcheck = false;
  let told = null;
  let at = null; // {id, column}
  let held = ""; // what the cell said when the field came
  let composing = false;
  let drawing = null; // the cell that a mouse drawing a block is over
  let shape = "";
  let wanted = ""; // the row last asked to be the current one
  const picked = new Set();
  const refused = new Map(); // "id column" → {text, sentence}: what was refused, and why
  const kept = keptAmounts(box);
  const targetOf = (id, column) => amountTarget(id, column, told.group);
  const mine = (id, column) => (refused.get(`${id} ${column}`) || { text: "", sentence: "" });

  const columns = () => ["name", "unit", ...told.periods.map(([period]) => period)];
  const rowOf = (id) => told.rows.find((row) => row.id === id);
  let last = null; // where the field was: the one cell that Tab comes to
  const stop = () => {
    const row = last && rowOf(last.id) ? last.id : told.current;
    const column = last && columns().includes(last.column) ? last.column : columns()[columns().length - 1];
    body.querySelectorAll("[data-column][tabindex]").forEach((cell) => cell.removeAttribute("tabindex"));
    const cell = row && cellOf({ id: row, column });
    if (cell && !at) cell.tabIndex = 0;
  };
  const answered = (row, column) => (column === "name" || column === "unit" ? row[column] : row.cells[column] || "");
  const valueOf = (row, column) => {
    const typed = kept.said(targetOf(row.id, column));
    return typed === undefined ? answered(row, column) : typed;
  };
  const cellOf = (place) => body.querySelector(`tr[data-id="${CSS.escape(place.id)}"] [data-column="${CSS.escape(place.column)}"]`);
  const placeOf = (cell) => ({ id: cell.closest("tr").dataset.id, column: cell.dataset.column });
  const locked = (row, column) => !told.may || (row.formula && column !== "name" && column !== "unit");

  const commit = () => {
    if (!at || composing) return;
    const row = rowOf(at.id);
    const text = field.value;
    if (!row || text === held || locked(row, at.column)) { kept.drop(targetOf(at.id, at.column)); return; }
    kept.send(targetOf(at.id, at.column), text, held);
    held = text;
    refused.delete(`${at.id} ${at.column}`);
    send({ type: "enter", id: at.id, column: at.column, group: told.group, text });
  };
  const leave = () => {
    if (!at) return;
    commit();
    block.drop();
    const cell = cellOf(at);
    const row = rowOf(at.id);
    [last, at] = [at, null];
    stop();
    if (cell && row) { field.remove(); cell.classList.remove("is-at"); fillCell(cell, row, cell.dataset.column); }
  };
  const name = (row) => {
    const period = told.periods.find(([each]) => each === at.column);
    field.setAttribute("aria-label", `${row.name}，${at.column === "name" ? "指标名称" : at.column === "unit" ? "单位" : period ? period[1] : ""}`);
  };
  const block = cellBlock(body, {
    at: () => at, ids: () => told.rows.map((row) => row.id), columns, valueOf: (id, column) => valueOf(rowOf(id), column),
    told: (words) => { says.textContent = words; says.classList.remove("is-must"); },
  });
  const enter = (id, column, select = true) => {
    const row = rowOf(id);
    if (!row) return;
    block.drop();
    if (at && (at.id !== id || at.column !== column)) leave();
    at = { id, column };
    stop();
    const cell = cellOf(at);
    held = valueOf(row, column);
    field.value = mine(id, column).text || held;
    field.readOnly = Boolean(locked(row, column));
    field.inputMode = column === "name" || column === "unit" ? "text" : "decimal";
    name(row);
    field.toggleAttribute("aria-invalid", refused.has(`${id} ${column}`));
    cell.classList.add("is-at");
    cell.append(field);
    field.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (select) field.select();
    const by = row.formula ? `${row.formula}（自动算，不用填）` : row.by[column] || "";
    const doubt = row.doubts[column];
    const why = mine(id, column).sentence;
    says.textContent = why || (doubt ? doubt[0] : by);
    says.classList.toggle("is-must", Boolean(why || (doubt && doubt[1])));
    if (told.current !== id || wanted !== id) { wanted = id; choose(id); } // an answer to the last may say another still
  };
  const noted = () => { if (at && !composing && !locked(rowOf(at.id), at.column)) kept.write(targetOf(at.id, at.column), field.value, held); };
  const takeBack = () => {
    refused.delete(`${at.id} ${at.column}`);
    field.value = held;
    noted();
  };
  const step = (down, right) => {
    const ids = told.rows.map((row) => row.id);
    const row = ids.indexOf(at.id) + down;
    const column = columns().indexOf(at.column) + right;
    if (row < 0 || row >= ids.length || column < 0 || column >= columns().length) return false;
    enter(ids[row], columns()[column]);
    return true;
  };
  const onward = (back) => {
    if (step(0, back ? -1 : 1)) return true;
    const ids = told.rows.map((row) => row.id);
    const row = ids.indexOf(at.id) + (back ? -1 : 1);
    if (row < 0 || row >= ids.length) { // the browser goes on from here, and not into the cell just left
      leave();
      body.querySelectorAll("[data-column][tabindex]").forEach((cell) => cell.removeAttribute("tabindex"));
      window.setTimeout(stop, 0);
      return false;
    }
    enter(ids[row], columns()[back ? columns().length - 1 : 0]);
    return true;
  };
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || composing) return;
    const all = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    const none = field.selectionStart === field.selectionEnd;
    const { key } = event;
    let done = true;
    const unsent = field.value !== held;
    if ((event.ctrlKey || event.metaKey) && key === "z" && unsent) { takeBack(); field.select(); } // nothing of it is the report's yet
    else if (event.ctrlKey || event.altKey || event.metaKey) done = false;
    else if (event.shiftKey && (key === "ArrowDown" || key === "ArrowUp")) { commit(); block.extend(key === "ArrowDown" ? 1 : -1, 0); }
    else if (event.shiftKey && (key === "ArrowRight" || key === "ArrowLeft") && (all || block.chosen())) { commit(); block.extend(0, key === "ArrowRight" ? 1 : -1); }
    else if ((key === "Delete" || key === "Backspace") && block.chosen()) send({ type: "clear", ...block.message() });
    else if (key === "Escape" && block.chosen()) { block.drop(); says.textContent = ""; }
    else if (key === "Enter") step(event.shiftKey ? -1 : 1, 0) || commit();
    else if (key === "Tab") done = onward(event.shiftKey);
    else if (key === "F2") field.setSelectionRange(field.value.length, field.value.length);
    else if (key === "Escape" && !unsent && !refused.has(`${at.id} ${at.column}`)) { leave(); says.focus(); } // and Tab goes on behind the table
    else if (key === "Escape") { takeBack(); field.select(); says.textContent = ""; }
    else if (key === "ArrowDown" || key === "ArrowUp") step(key === "ArrowDown" ? 1 : -1, 0);
    else if (key === "ArrowRight") done = (all || (none && field.selectionEnd === field.value.length)) && step(0, 1);
    else if (key === "ArrowLeft") done = (all || (none && field.selectionStart === 0)) && step(0, -1);
    else done = false;
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  });
  field.addEventListener("compositionstart", () => { composing = true; });
  field.addEventListener("compositionend", () => { composing = false; noted(); });
  field.addEventListener("beforeinput", (event) => {
    const back = { historyUndo: "undo", historyRedo: "redo" }[event.inputType];
    if (!back) return;
    event.preventDefault();
    box.dispatchEvent(new CustomEvent("gw-step", { detail: back, bubbles: true }));
  });
  field.addEventListener("input", () => { block.drop(); noted(); });
  const copied = (event) => {
    if (!block.chosen() || !event.clipboardData) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", block.text());
    if (event.type === "cut") send({ type: "clear", ...block.message() });
  };
  ["copy", "cut"].forEach((name) => field.addEventListener(name, copied));
  field.addEventListener("blur", () => { if (at) commit(); });
  field.addEventListener("paste", (event) => {
    const text = event.clipboardData ? event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "") : "";
    const one = !text.includes("\t") && !text.includes("\n");
    if (one && !block.chosen()) return;
    event.preventDefault();
    held = field.value;
    kept.drop(targetOf(at.id, at.column));
    const { id, column } = block.chosen() ? block.message() : at;
    send({ type: "paste", id, column, text: one ? block.filled(text) : text });
  });
  body.addEventListener("focusin", (event) => {
    const cell = event.target;
    const place = cell.matches("[data-column][tabindex]") ? placeOf(cell) : null;
    if (!at && place) enter(place.id, place.column);
  });
  body.addEventListener("pointerdown", (event) => {
    const cell = event.target.closest("[data-column]");
    drawing = null;
    if (event.target === field && document.activeElement !== field) { // come back to it, one types over it as in any other cell
      event.preventDefault();
      field.focus({ preventScroll: true });
      field.select();
    }
    if (!cell || event.target === field || event.target.closest("button, .gw-fig-pick")) return;
    event.preventDefault();
    if (event.shiftKey && at) { commit(); block.reach(placeOf(cell)); return; }
    const place = placeOf(cell);
    enter(place.id, place.column);
    drawing = event.pointerType === "mouse" ? cell : null; // a finger scrolls
  });
  body.addEventListener("pointermove", (event) => {
    if (event.buttons !== 1) drawing = null;
    const cell = drawing && at && event.target.closest("[data-column]");
    if (!cell || cell === drawing) return;
    drawing = cell;
    block.reach(placeOf(cell));
  });

  const fillCell = (cell, row, column) => {
    const text = mine(row.id, column).text || valueOf(row, column);
    if (at && at.id === row.id && at.column === column) {
      name(row);
      if (document.activeElement !== field || field.value === held) { held = valueOf(row, column); field.value = text; }
      if (!cell.contains(field)) cell.append(field);
      if (cell.firstChild !== field) cell.firstChild.textContent = held || "\u200b";
      return;
    }
    const inner = make("span", "gw-fig-cell", text || "\u200b");
    cell.replaceChildren(inner);
    cell.classList.toggle("is-locked", Boolean(locked(row, column)));
    cell.classList.toggle("is-refused", refused.has(`${row.id} ${column}`));
    const doubt = row.doubts[column];
    cell.classList.toggle("is-doubt", Boolean(doubt));
    cell.classList.toggle("is-sure", Boolean(doubt && doubt[1]));
    if (doubt) { cell.title = doubt[0]; cell.append(make("span", "gw-sr", `（${doubt[0]}）`)); } else cell.removeAttribute("title");
  };
  const where = (cell, row) => {
    if (!row.quotes) { cell.replaceChildren(make("span", "gw-muted", row.where)); return; }
    const go = press(row.where, `is-quiet gw-fig-where${row.stale ? " is-stale" : ""}`, () => send({ type: "see", id: row.id, link: "" }), row.quotes > 1 ? `正文里引用了 ${row.quotes} 处，点开到第一处` : "到正文里看");
    cell.replaceChildren(go);
  };
  const paintRow = (line, row) => {
    line.className = row.id === told.current ? "is-current" : "";
    line.setAttribute("aria-selected", String(row.id === told.current));
    line.querySelectorAll("[data-column]").forEach((cell) => fillCell(cell, row, cell.dataset.column));
    const [change, place] = [line.children[line.childElementCount - 2], line.lastElementChild];
    change.textContent = row.change;
    change.classList.toggle("gw-muted", row.change === "持平");
    where(place, row);
    const pick = line.querySelector("input[type=checkbox]");
    pick.checked = picked.has(row.id);
    pick.setAttribute("aria-label", `选“${row.name}”，用来做表和图`);
  };
  const newRow = (row) => {
    const line = make("tr");
    line.dataset.id = row.id;
    const pick = make("td", "gw-fig-pick");
    const tick = make("input");
    tick.type = "checkbox";
    tick.addEventListener("change", () => { if (tick.checked) picked.add(row.id); else picked.delete(row.id); });
    pick.append(tick);
    const cells = columns().map((column) => {
      const cell = make(column === "name" ? "th" : "td", column === "name" || column === "unit" ? "" : "is-num gw-num");
      if (column === "name") cell.scope = "row";
      cell.dataset.column = column;
      return cell;
    });
    line.append(pick, ...cells, make("td", "is-num gw-num"), make("td"));
    return line;
  };
  return {
    node: box,
    says,
    show(message) {
      told = message;
      const next = JSON.stringify([told.rows.map((row) => row.id), told.periods]);
      [...picked].forEach((id) => { if (!rowOf(id)) picked.delete(id); });
      if (next !== shape) {
        const kept = at;
        const focused = document.activeElement === field;
        if (kept && !rowOf(kept.id)) at = null;
        shape = next;
        field.remove();
        const top = make("tr");
        top.append(...[["", "选"], ["指标"], ["单位"], ...told.periods.map(([, words]) => [words]), ["同比（自动算）"], ["写在哪里"]].map(([words, label], index, list) => {
          const cell = make("th", index > 2 && index < list.length - 1 ? "is-num" : "", words);
          cell.scope = "col";
          if (label) cell.setAttribute("aria-label", label);
          return cell;
        }));
        head.replaceChildren(top);
        body.replaceChildren(...told.rows.map(newRow));
        told.rows.forEach((row, index) => paintRow(body.children[index], row));
        if (kept && at && focused && columns().includes(kept.column)) { at = null; enter(kept.id, kept.column); } else if (at && !columns().includes(at.column)) at = null;
        block.drop();
        stop();
        return;
      }
      told.rows.forEach((row, index) => paintRow(body.children[index], row));
      block.repaint();
      stop();
    },
    enter(id, column) { if (told && rowOf(id)) enter(id, column); },
    refuse(message) {
      kept.answered(amountTarget(message.id, message.column, message.group), true); // it stays in its cell, with why
      refused.set(`${message.id} ${message.column}`, message);
      const cell = cellOf(message);
      const row = rowOf(message.id);
      says.textContent = row && (!at || at.id !== message.id || at.column !== message.column) ? `“${row.name}”${message.sentence}` : message.sentence;
      says.classList.add("is-must");
      if (cell && row) fillCell(cell, row, message.column);
      if (cell) cell.classList.add("is-refused");
    },
    taken(message) {
      kept.answered(amountTarget(message.id, message.column, message.group), message.same);
      refused.delete(`${message.id} ${message.column}`);
      const cell = cellOf(message);
      if (cell) cell.classList.remove("is-refused");
    },
    picks: () => (told ? told.rows.map((row) => row.id).filter((id) => picked.has(id)) : []),
    saved: kept.saved,
    flush: commit,
  };
}
