// Ranges of the report on painted lines: highlights, what a suggestion strikes out and puts in, numbers in the margin; and
// back, what of the report a person selected.
//
// A mark: {id, n, open, at: [[section, paragraph, start, end, "=" "-" "+" or the weight of a finding], …], first: [section, paragraph, offset]}.

const LOOKS = { "=": "is-on-words", "-": "is-struck", "+": "is-new", must: "is-wave is-must", should: "is-wave is-should", hint: "is-wave is-hint" };

function paperMarks(press) {
  let byPlace = new Map(); // "section paragraph" → [[start, end, look, id], …]
  let marks = [];
  let current = "";
  const keyOf = (section, paragraph) => `${section}\u0000${paragraph}`;

  // The line of every mark's first character, found by where each line's characters were typed.
  const locate = (lines) => {
    const spots = new Map();
    const sections = new Map();
    lines.forEach((line, index) => {
      line.pins = null;
      line.s.forEach(([from, section, paragraph, start, generated], at) => {
        if (!sections.has(section)) sections.set(section, index);
        const key = keyOf(section, paragraph);
        const length = (line.s[at + 1] ? line.s[at + 1][0] : line.n) - from;
        if (!spots.has(key)) spots.set(key, []);
        spots.get(key).push([index, start, generated ? 0 : length]);
      });
    });
    marks.forEach((mark) => {
      const [section, paragraph, offset] = mark.first;
      const rows = spots.get(keyOf(section, paragraph)) || [];
      const row = rows.filter(([, start]) => start <= offset).pop() || rows[0];
      mark.line = row ? row[0] : sections.has(section) ? sections.get(section) : -1;
      mark.order = mark.line * 1e6 + offset;
      if (mark.line >= 0) { const line = lines[mark.line]; line.pins = line.pins || []; line.pins.push(mark); }
    });
  };

  const set = (next) => {
    marks = next;
    byPlace = new Map();
    marks.forEach((mark) => mark.at.forEach(([section, paragraph, start, end, look]) => {
      const key = keyOf(section, paragraph);
      if (!byPlace.has(key)) byPlace.set(key, []);
      byPlace.get(key).push([start, end, look, mark.id]);
    }));
  };

  // Highlights the characters [from, to) of the runs in an element; a character can be in several marks.
  const highlight = (holder, ranges) => {
    const said = ranges.length ? `${ranges.join("|")}#${ranges.some((range) => range[3] === current) ? current : ""}` : "";
    if (said === (holder.gwMarked || "")) return; // a line that stays as it is costs nothing at a key
    const runs = [...holder.children].filter((node) => node.matches("span, i"));
    if (holder.gwMarked) runs.forEach((run) => { run.textContent = run.textContent; });
    holder.gwMarked = said;
    if (!ranges.length) return;
    let at = 0;
    runs.forEach((run) => {
      const characters = Array.from(run.textContent);
      const inside = ranges.filter(([from, to]) => from < at + characters.length && to > at);
      if (inside.length) {
        const cuts = [...new Set([0, characters.length, ...inside.flatMap(([from, to]) => [from - at, to - at])])]
          .filter((cut) => cut >= 0 && cut <= characters.length).sort((a, b) => a - b);
        run.replaceChildren(...cuts.slice(1).map((to, index) => {
          const from = cuts[index];
          const words = characters.slice(from, to).join("");
          const own = inside.filter((range) => range[0] - at <= from && range[1] - at >= to);
          if (!own.length) return document.createTextNode(words);
          const node = make("mark", `gw-hl ${[...new Set(own.map((range) => LOOKS[range[2]]))].join(" ")}`, words);
          node.dataset.ids = own.map((range) => range[3]).join(" ");
          node.classList.toggle("is-current", own.some((range) => range[3] === current));
          return node;
        }));
      }
      at += characters.length;
    });
  };

  const rangesOf = (section, paragraph, from, start, length) => (byPlace.get(keyOf(section, paragraph)) || [])
    .map(([first, last, look, id]) => [Math.max(first, start), Math.min(last, start + length), look, id])
    .filter(([first, last]) => first < last).map(([first, last, look, id]) => [from + first - start, from + last - start, look, id]);

  const dress = (node, line) => {
    if (line.c) {
      node.querySelectorAll(".gw-tl").forEach((text) => {
        const [, start, runs] = text.gwCell.t[text.gwLine];
        const length = runs.reduce((sum, run) => sum + points(run[2]), 0);
        highlight(text, rangesOf(line.s[0][1], text.gwCell.p, 0, start, length));
      });
    } else {
      highlight(node, line.s.flatMap(([from, section, paragraph, start, generated], at) => (generated ? [] : rangesOf(section, paragraph, from, start, (line.s[at + 1] ? line.s[at + 1][0] : line.n) - from))));
    }
    node.querySelectorAll(".gw-pin").forEach((pin) => pin.remove());
    if (!line.pins) return;
    const paper = node.closest(".gw-sheet-box.is-wide") ? 850.4 : 589.6;
    line.pins.forEach((mark, at) => {
      const pin = make("button", `gw-pin${mark.open ? "" : " is-closed"}${mark.id === current ? " is-current" : ""}`);
      pin.type = "button";
      pin.dataset.n = mark.n || "";
      pin.dataset.id = mark.id;
      pin.setAttribute("aria-label", mark.n ? `批注 ${mark.n}` : "正在写的批注");
      pin.tabIndex = -1; // the cards are what the keyboard goes through
      pin.style.left = `${paper - line.x + 14 + (at % 2) * 28}px`;
      pin.style.top = `${Math.floor(at / 2) * 28 + 2}px`;
      pin.addEventListener("click", (event) => { event.stopPropagation(); press(mark.id); });
      node.append(pin);
    });
  };

  // The same on a paragraph of reading text: numbers stand behind the words.
  const dressText = (node) => {
    const line = node.gwLine;
    highlight(node, line.s.flatMap(([from, section, paragraph, start, generated], at) => (generated ? [] : rangesOf(section, paragraph, from, start, (line.s[at + 1] ? line.s[at + 1][0] : line.n) - from))));
    const number = (mark, after) => {
      const button = make("button", `gw-sup${mark.id === current ? " is-current" : ""}`);
      button.type = "button";
      button.dataset.n = mark.n || "＋";
      button.dataset.id = mark.id;
      button.setAttribute("aria-label", mark.n ? `批注 ${mark.n}` : "正在写的批注");
      button.addEventListener("click", (event) => { event.stopPropagation(); press(mark.id); });
      after(button);
    };
    node.querySelectorAll(":scope > .gw-sup").forEach((button) => button.remove());
    const last = new Map();
    node.querySelectorAll(".gw-hl").forEach((each) => each.dataset.ids.split(" ").forEach((id) => last.set(id, each)));
    marks.forEach((mark) => {
      const there = line.s.some(([, section, paragraph, start], at) => section === mark.first[0] && paragraph === mark.first[1] && !at && start <= mark.first[2]);
      if (last.has(mark.id)) number(mark, (button) => last.get(mark.id).after(button));
      else if (there && !mark.at.length) number(mark, (button) => node.append(button));
    });
  };

  const choose = (id, stage) => {
    current = id;
    stage.querySelectorAll(".gw-hl").forEach((node) => node.classList.toggle("is-current", node.dataset.ids.split(" ").includes(id)));
    stage.querySelectorAll(".gw-pin, .gw-sup").forEach((node) => node.classList.toggle("is-current", node.dataset.id === id));
  };
  return { set, locate, dress, dressText, choose, all: () => marks };
}

// What an end of a selection means in the report: the place of the character behind it, or with `ending` that before it.
function placeOfBoundary(node, offset, ending) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const line = element && element.closest(".gw-ln, .gw-rv-p");
  if (!line || !line.gwLine) return null;
  const holder = element.closest(".gw-tl") || line;
  const range = document.createRange();
  range.setStart(holder, 0);
  range.setEnd(node, offset);
  const inside = points(range.toString());
  if (line.gwLine.c) {
    const cell = (element.closest(".gw-tl, .gw-td") || {}).gwCell;
    if (!cell) return placeAt(line.gwLine, 0);
    return { section: line.gwLine.s[0][1], paragraph: cell.p, offset: holder === line ? 0 : cell.t[holder.gwLine][1] + inside };
  }
  const source = line.gwLine.s.filter((each) => each[0] <= (ending ? Math.max(inside - 1, 0) : inside)).pop();
  if (!source) return null;
  return { section: source[1], paragraph: source[2], offset: source[3] + (source[4] ? 0 : Math.max(inside - source[0], 0)) };
}

// The selection in an element as {from, to, box}; null when there is none.
function selectionIn(host) {
  const selection = window.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!host.contains(range.startContainer)) return null;
  const from = placeOfBoundary(range.startContainer, range.startOffset, false);
  if (!from || !selection.toString().trim()) return null;
  const to = host.contains(range.endContainer) ? placeOfBoundary(range.endContainer, range.endOffset, true) : null;
  const boxes = range.getClientRects();
  return { from, to, box: boxes[boxes.length - 1] || range.getBoundingClientRect() };
}
