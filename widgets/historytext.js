// Two versions side by side, or in one text: sentence by sentence, what came underlined, what went struck through.

// `act(place)` takes a change back, `restore(part)` a section; `current` hears of a change that was clicked.
function comparedText({ act, restore, current }) {
  const node = make("div", "gw-cmp gw-scroll");
  node.tabIndex = 0;
  node.setAttribute("role", "region");
  let who = null; // part → [[name, when] or null, …], while it is to be seen who wrote what
  let mine = false; // whether changes can be taken back
  let inline = false;
  let blocks = [];
  const places = new Map(); // place → [nodes]

  const marked = (runs, without) => (runs || []).filter(([mark]) => mark !== without)
    .map(([mark, words]) => make({ "-": "del", "+": "ins" }[mark] || "span", "", words));
  const placed = (place, target) => {
    if (!place) return;
    places.set(place, [...(places.get(place) || []), target]);
    target.addEventListener("click", () => { if (window.getSelection().isCollapsed) current(place); });
  };
  const tools = (block, part) => {
    const row = make("span", "gw-cmp-tools");
    if (block.note) row.append(make("span", "gw-cmp-note", block.note));
    if (mine && block.act) row.append(press(block.act, "is-soft gw-cmp-act", (event) => { event.stopPropagation(); act(block.p); }));
    if (mine && block.restore) row.append(press(block.restore, "is-quiet gw-cmp-restore", (event) => { event.stopPropagation(); restore(part); }));
    return row.childElementCount ? row : null;
  };
  const by = (block, part) => {
    const found = who && who.get(part) && block.i >= 0 ? who.get(part)[block.i] : null;
    return found ? make("span", "gw-cmp-by", `${found[0]} ${found[1]}`) : null;
  };
  const fill = (cell, ...nodes) => { cell.append(...nodes.filter(Boolean)); return cell; };
  const headWords = (block, side, without) => {
    if (!block.t) return [make("span", "", block[side])];
    return [make("span", "", block.numbers[side === "old" ? 0 : 1]), ...marked(block.t, without)];
  };
  const named = (block) => (block.kind === "section" ? `is-l${Math.min(block.level, 3)}` : "is-other");

  const table = (block) => {
    const grid = make("table", "gw-cmp-grid");
    const body = make("tbody");
    const wide = Math.max(...block.rows.map((line) => (Array.isArray(line) ? line.length : 1)));
    block.rows.forEach((line) => {
      const row = make("tr");
      if (!Array.isArray(line)) {
        const cell = make("td", "gw-muted", `……${line} 行相同……`);
        cell.colSpan = wide;
        body.append(fill(row, cell));
        return;
      }
      line.forEach((cell) => {
        const box = make("td", cell ? `is-${cell.f}` : "");
        if (cell) { fill(box, ...marked(cell.t, ""), tools(cell, "")); placed(cell.p, box); }
        row.append(box);
      });
      body.append(row);
    });
    grid.append(body);
    return grid;
  };

  // --- side by side: one row of a table a sentence ---------------------------------------------------------------
  const line = (look, left, right) => {
    const row = make("tr", look);
    const cells = [left, right].map((nodes) => fill(make("td"), ...nodes));
    row.append(...cells);
    return row;
  };
  const across = (look, ...nodes) => {
    const cell = fill(make("td"), ...nodes);
    cell.colSpan = 2;
    return fill(make("tr", look), cell);
  };
  const beside = (block, state) => {
    if (block.k === "part") state.part = block.id;
    const { part } = state;
    if (block.k === "fold") {
      const row = across("is-fold");
      row.firstChild.append(press(foldWords(block), "is-quiet", () => row.replaceWith(...rowsOf(block.items, { part }))));
      return row;
    }
    if (block.k === "grid") return across("is-grid", table(block));
    if (block.k === "choice") {
      const row = line("is-changed", [make("span", "", `${block.label}：`), make("del", "", block.old)], [make("span", "", `${block.label}：`), make("ins", "", block.new)]);
      placed(block.p, row);
      return row;
    }
    if (block.k === "part") {
      const extra = tools(block, part);
      const row = line(`is-head ${named(block)} is-${block.p ? block.f : "same"}`, [...headWords(block, "old", "+"), block.new ? null : extra], [...headWords(block, "new", "-"), block.new ? extra : null]);
      placed(block.p, row);
      return row;
    }
    const label = () => (block.label ? make("span", "gw-2nd", `${block.label}：`) : null);
    const extra = tools(block, part);
    const [hasOld, hasNew] = [block.t.some(([mark]) => mark !== "+"), block.t.some(([mark]) => mark !== "-")];
    const row = line(`is-${block.f}${block.np ? " is-np" : ""}`, [hasOld ? label() : null, ...marked(block.t, "+"), hasNew ? null : extra], [hasNew ? label() : null, ...marked(block.t, "-"), hasNew ? by(block, part) : null, hasNew ? extra : null]);
    placed(block.p, row);
    return row;
  };
  const rowsOf = (items, state = { part: "" }) => items.map((block) => beside(block, state));

  // --- one text: paragraphs as they are, marked ------------------------------------------------------------------
  const together = (items, state = { part: "" }) => {
    const out = [];
    let text = null;
    items.forEach((block) => {
      if (block.k === "part") state.part = block.id;
      const { part } = state;
      if (block.k === "row" && !block.label) {
        if (!text || block.np) { text = make("p", "gw-cmp-p"); out.push(text); }
        const words = fill(make("span", `gw-cmp-row is-${block.f}`), ...marked(block.t, ""), by(block, part), tools(block, part));
        placed(block.p, words);
        text.append(words);
        return;
      }
      text = null;
      if (block.k === "fold") {
        const fold = make("div", "gw-cmp-fold");
        fold.append(press(foldWords(block), "is-quiet", () => fold.replaceWith(...together(block.items, { part }))));
        out.push(fold);
      } else if (block.k === "grid") out.push(table(block));
      else {
        const words = block.k === "part"
          ? (block.t ? [make("span", "", block.numbers[1]), ...marked(block.t, "")] : [make({ deleted: "del", added: "ins" }[block.f] || "span", "", block.new || block.old)])
          : block.k === "choice" ? [make("span", "", `${block.label}：`), make("del", "", block.old), make("ins", "", block.new)]
            : [make("span", "gw-2nd", `${block.label}：`), ...marked(block.t, "")];
        const box = fill(make(block.k === "part" ? "h3" : "p", block.k === "part" ? `is-head ${named(block)}` : "gw-cmp-p"), ...words, tools(block, part));
        placed(block.p, box);
        out.push(box);
      }
    });
    return out;
  };
  const foldWords = ({ n, items }) => (n ? `展开相同的 ${n} 句` : `展开没有改动的 ${items.filter((each) => each.k === "part").length} 项`);

  const paint = (labels) => {
    places.clear();
    node.setAttribute("aria-label", inline ? "合在一起的对照" : "左右对照");
    if (inline) {
      const sheet = make("div", "gw-cmp-one");
      sheet.append(...together(blocks));
      node.replaceChildren(sheet);
      return;
    }
    const sides = make("table", "gw-cmp-two");
    const top = make("thead");
    const names = make("tr");
    labels.forEach((words) => { const cell = make("th", "", words); cell.scope = "col"; names.append(cell); });
    top.append(names);
    const body = make("tbody");
    body.append(...rowsOf(blocks));
    sides.append(top, body);
    node.replaceChildren(sides);
  };
  return {
    node,
    show(next, { labels, oneText, canAct, authors }) {
      blocks = next; inline = oneText; mine = canAct; who = authors;
      paint(labels);
    },
    say(words) { places.clear(); node.replaceChildren(make("p", "gw-cmp-empty", words)); },
    places: () => places,
  };
}
