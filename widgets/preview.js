// The pages as they will print: Python decides lines and pages, this paints one element per line and only the pages in sight.
// Patches replace a run of the flat list of lines. The view 批注 paints on the same paper: what it adds it says by `own`.

const BASE = 794;

// `own`, all optional: head (nodes for the bar), also(node, line) after a line was dressed as usual, dress(node, line) after a line was built or is to look another way, painted()
// after lines or their places changed, go(place, event) in the place of going to the field.
function paperPane(model, el, own = {}) {
  const box = make("div", "gw-preview");
  const head = make("div", "gw-pane-head");
  const count = make("span", "gw-2nd gw-num gw-nowrap");
  const zoomer = make("select", "gw-select");
  zoomer.setAttribute("aria-label", "预览大小");
  [["fit", "适合宽度"], ["0.67", "67%"], ["0.8", "80%"], ["1", "100%"], ["1.25", "125%"], ["1.5", "150%"]].forEach(([value, text]) => {
    const option = make("option", "", text);
    option.value = value;
    zoomer.append(option);
  });
  const fold = press("收起", "is-quiet gw-fold", () => fold.dispatchEvent(new CustomEvent("gw-fold", { bubbles: true, detail: "preview" })), "收起预览（Ctrl+Alt+3）");
  head.append(make("h2", "", "预览"), count, make("span", "gw-grow"), ...(own.head || []), zoomer, press("打印", "is-quiet", () => { asked = true; window.print(); }), fold);
  const scroller = make("div", "gw-scroll gw-desk");
  scroller.tabIndex = 0;
  scroller.setAttribute("role", "group");
  scroller.setAttribute("aria-label", "公文版面。点一下文字，或用上下键选一行再回车，就到那一句");
  const stage = make("div", "gw-stage");
  const caret = make("div", "gw-caretmark");
  const read = make("div", "gw-offscreen");
  read.setAttribute("aria-live", "polite");
  scroller.append(stage);
  box.append(head, scroller, read);
  el.append(box);

  let lines = [];
  let counts = [];
  let starts = [];
  let sheets = [];
  let page = { top: 140, left: 106, folio: 0 };
  let version = -1;
  let zoom = 1;
  let fitted = "";
  let active = false; // whether the form has said where its caret is
  let here = { section: "", paragraph: -2, offset: -1 };
  const root = () => appOf(el);

  const isHere = (line) => line.s.some((source) => source[1] === here.section && source[2] === here.paragraph);

  const dressHere = (node) => {
    if (own.dress) { own.dress(node, node.gwLine); return; }
    node.classList.toggle("gw-here", isHere(node.gwLine));
    if (node.gwLine.c) markCell(node, node.classList.contains("gw-here") ? here : {});
    if (own.also) own.also(node, node.gwLine);
  };

  const fill = (index) => {
    const sheet = sheets[index];
    if (!sheet || !sheet.dirty) return;
    sheet.dirty = false;
    const nodes = lines.slice(starts[index], starts[index] + counts[index]).map((line) => {
      line.node = line.node || buildLine(line);
      dressHere(line.node);
      return line.node;
    });
    const old = sheet.area.children;
    if (old.length === nodes.length) nodes.forEach((node, at) => { if (old[at] !== node) sheet.area.replaceChild(node, old[at]); });
    else sheet.area.replaceChildren(...nodes);
    if (sheet.area.childElementCount !== nodes.length) sheet.area.replaceChildren(...nodes);
    nodes.forEach((node, at) => { if (node.gwLine.c) node.classList.toggle("is-last", !nodes[at + 1] || !nodes[at + 1].gwLine.c); });
  };

  // Sheets on their side are as wide as the others when the width is to fit.
  const scaleOf = (sheet) => (sheet.wide && zoomer.value === "fit" ? (zoom * page.width) / page.height : zoom);
  const headOf = (index) => sheets.slice(0, index).reduce((sum, sheet) => sum + (sheet.wide ? page.width : page.height) * scaleOf(sheet) + 16, 14);
  const sheetAt = (y) => {
    let head = 14;
    const at = sheets.findIndex((sheet) => { head += (sheet.wide ? page.width : page.height) * scaleOf(sheet) + 16; return head > y; });
    return at < 0 ? sheets.length - 1 : at;
  };
  const inSight = () => [
    Math.max(0, sheetAt(scroller.scrollTop) - 1),
    Math.min(sheets.length - 1, sheetAt(scroller.scrollTop + scroller.clientHeight) + 2),
  ];
  const paint = () => {
    const [first, last] = inSight();
    for (let index = first; index <= last; index += 1) fill(index);
    const current = sheetAt(scroller.scrollTop + scroller.clientHeight / 2) + 1;
    const words = `第 ${current} 页，共 ${sheets.length} 页`;
    if (count.textContent !== words) count.textContent = words;
  };

  const makeSheet = (index) => {
    const outer = make("div", "gw-sheet-box");
    const paper = make("div", "gw-sheet");
    paper.setAttribute("role", "group");
    paper.setAttribute("aria-label", `第 ${index + 1} 页`);
    const area = make("div", "gw-type-area");
    const folio = make("div", `gw-folio ${index % 2 ? "even" : "odd"}`, `— ${index + 1} —`);
    paper.append(area, folio);
    outer.append(paper);
    return { outer, paper, area, folio, dirty: true, wide: false };
  };
  const lay = (sheet, wide) => {
    sheet.wide = wide;
    const scale = scaleOf(sheet);
    if (sheet.scale === scale && sheet.outer.classList.contains("is-wide") === wide) return;
    sheet.scale = scale;
    sheet.outer.classList.toggle("is-wide", wide);
    sheet.outer.style.setProperty("--z", scale);
  };

  const dress = () => {
    stage.style.setProperty("--z", zoom);
    stage.style.setProperty("--left", `${page.left}px`);
    stage.style.setProperty("--top", `${page.top}px`);
    stage.style.setProperty("--wide-left", `${page.wideLeft}px`);
    stage.style.setProperty("--wide-top", `${page.wideTop}px`);
    sheets.forEach((sheet) => lay(sheet, sheet.wide));
    Object.entries(page.faces || {}).forEach(([face, name]) => stage.style.setProperty(`--face-${face}`, JSON.stringify(name)));
  };

  const setCounts = (next, wide, bare) => {
    while (sheets.length > next.length) sheets.pop().outer.remove();
    while (sheets.length < next.length) {
      const sheet = makeSheet(sheets.length);
      sheets.push(sheet);
      stage.append(sheet.outer);
    }
    sheets.forEach((sheet, index) => { lay(sheet, wide.includes(index + 1)); sheet.folio.hidden = bare.includes(index + 1); });
    let at = 0;
    const nextStarts = next.map((size) => { const start = at; at += size; return start; });
    counts = next;
    starts = nextStarts;
  };

  const fit = () => {
    const wanted = zoomer.value;
    const room = scroller.clientWidth - 24;
    if (!room || room < 0) return;
    const next = wanted === "fit" ? Math.min(1.5, Math.max(0.3, Math.round((room / BASE) * 100) / 100)) : Number(wanted);
    if (next === zoom && fitted === wanted) return;
    fitted = wanted;
    if (own.painted) window.requestAnimationFrame(own.painted);
    const ratio = scroller.scrollTop / Math.max(1, headOf(sheets.length));
    zoom = next;
    zoomer.options[0].textContent = `适合宽度${wanted === "fit" ? ` ${Math.round(zoom * 100)}%` : ""}`;
    dress();
    scroller.scrollTop = ratio * headOf(sheets.length);
    paint();
  };

  // What others write moves nothing that is being looked at: the caret's line stays where it is, or the first in sight.
  const held = () => {
    const seen = (index) => index >= 0 && topOf(index) >= scroller.scrollTop && topOf(index) < scroller.scrollTop + scroller.clientHeight;
    const spot = spotOf(lines, here);
    const first = starts[inSight()[0]];
    const index = spot && seen(spot.index) ? spot.index : lines.findIndex((_, at) => at >= first && seen(at));
    return index < 0 ? null : { line: lines[index], top: topOf(index) };
  };
  const wordsOf = (line) => (line.t || []).map((run) => run[2]).join("") + JSON.stringify(line.c || "");
  const markOthers = (gone, came) => {
    const had = new Set(gone.map(wordsOf));
    const nodes = came.filter((line) => line.node && !had.has(wordsOf(line))).map((line) => line.node);
    nodes.forEach((node) => node.classList.add("is-theirs"));
    window.setTimeout(() => nodes.forEach((node) => node.classList.remove("is-theirs")), 4000);
  };

  const patch = (message) => {
    if (message.base !== version) { if (message.base !== -1) { model.send({ type: "ready" }); return; } }
    version = message.version;
    const before = lines.length;
    const oldStarts = starts;
    const oldCounts = counts;
    if (message.page) { page = message.page; dress(); }
    const stay = message.others ? held() : null;
    const gone = lines.splice(message.at, message.remove, ...message.insert);
    setCounts(message.counts, message.wide, message.bare);
    tops = null;
    const moved = lines.length - before;
    const to = message.at + message.insert.length;
    sheets.forEach((sheet, index) => {
      const same = oldStarts[index] === starts[index] && oldCounts[index] === counts[index];
      const after = starts[index] >= to && oldStarts[index] + moved === starts[index] && oldCounts[index] === counts[index];
      const untouched = starts[index] + counts[index] <= message.at;
      if (!(after || (same && (untouched || (starts[index] >= to && moved === 0))))) sheet.dirty = true;
    });
    if (own.painted) own.painted();
    if (stay && lines.includes(stay.line)) scroller.scrollTop += topOf(lines.indexOf(stay.line)) - stay.top;
    paint();
    if (message.others) markOthers(gone, message.insert);
    if (active) window.requestAnimationFrame(showCaret);
    if (message.stamp !== undefined) root().dispatchEvent(new CustomEvent("gw-painted", { detail: message.stamp }));
  };

  const sheetOf = (index) => starts.findIndex((start, at) => index >= start && index < start + counts[at]);
  let tops = null; // px from the type area's top to each line, unscaled
  const topOf = (index) => { // where a line stands in the scroller
    const sheet = sheetOf(index);
    if (sheet < 0) return -1;
    if (!tops) {
      tops = [];
      starts.forEach((start, at) => { let y = 0; for (let line = start; line < start + counts[at]; line += 1) { y += lines[line].g; tops[line] = y; y += lines[line].h; } });
    }
    return headOf(sheet) + ((sheets[sheet].wide ? page.wideTop : page.top) + tops[index]) * scaleOf(sheets[sheet]);
  };
  const bring = (index, room) => {
    const y = topOf(index);
    if (y < 0) return;
    const { scrollTop, clientHeight } = scroller;
    if (y < scrollTop + clientHeight * room || y > scrollTop + clientHeight * (1 - room)) scroller.scrollTop = Math.max(0, y - clientHeight * 0.45);
    paint();
  };
  const showCaret = () => {
    const spot = spotOf(lines, here);
    const sheet = spot ? sheets[sheetOf(spot.index)] : null;
    const node = spot && lines[spot.index].node;
    caret.hidden = !sheet || !node || !node.isConnected;
    if (caret.hidden) return;
    if (caret.parentElement !== sheet.paper) sheet.paper.append(caret);
    const from = sheet.paper.getBoundingClientRect();
    const [text, inside] = lines[spot.index].c ? textInRow(node, spot.inside) : [node, spot.inside];
    const line = text.getBoundingClientRect();
    const scale = scaleOf(sheet);
    caret.style.cssText = `left:${(edgeOf(text, inside) - from.left) / scale}px;top:${(line.top - from.top) / scale}px;height:${line.height / scale}px`;
  };
  const keepInSight = () => {
    const spot = spotOf(lines, here);
    let index = spot ? spot.index : lines.findIndex(isHere);
    if (index < 0) index = lines.findIndex((line) => line.s.some((source) => source[1] === here.section)); // nothing written there yet
    if (index >= 0) bring(index, 0.2);
    showCaret();
  };

  const mark = (event) => {
    const { target, paragraph, offset, at } = event.detail;
    const heading = target.endsWith("#heading");
    const [table, cell] = target.split("@"); // b1@5: the sixth cell of a table, b1@-1 its caption
    const whole = target === "title" || cell;
    const next = {
      section: heading ? target.slice(0, -8) : table,
      paragraph: heading ? -1 : cell ? Number(cell) : whole ? 0 : paragraph,
      offset: whole ? at : offset,
    };
    const same = next.section === here.section && next.paragraph === here.paragraph;
    here = next;
    active = true;
    if (!same) sheets.forEach((sheet) => [...sheet.area.children].forEach(dressHere));
    window.requestAnimationFrame(keepInSight);
  };

  const go = (place, event) => {
    if (own.go) { own.go(place, event); return; }
    if (!place) return;
    root().dispatchEvent(new CustomEvent("gw-flush"));
    model.send({ type: "go", ...place });
  };
  scroller.addEventListener("click", (event) => { if (window.getSelection().isCollapsed) go(placeOfClick(event), event); });
  if (!own.go) scroller.addEventListener("dblclick", (event) => { const place = placeOfClick(event); window.getSelection().removeAllRanges(); go(place); });

  // By keys: up and down choose a line, Enter goes to it.
  let chosen = -1;
  const choose = (index) => {
    if (chosen >= 0 && lines[chosen] && lines[chosen].node) lines[chosen].node.classList.remove("is-chosen");
    chosen = index;
    if (index < 0 || !lines[index]) return;
    bring(index, 0.1);
    if (lines[index].node) lines[index].node.classList.add("is-chosen");
    read.textContent = lines[index].i ? lines[index].i[1] : lines[index].t.map((run) => run[2]).join("");
  };
  if (!own.go) scroller.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !lines.length) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && lines[chosen]) go(placeAt(lines[chosen], 0));
    else if (by) {
      const spot = spotOf(lines, here);
      choose(Math.min(lines.length - 1, Math.max(0, (chosen >= 0 ? chosen : spot ? spot.index - by : -1) + by)));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  scroller.addEventListener("blur", () => choose(-1));
  scroller.addEventListener("scroll", () => window.requestAnimationFrame(paint), { passive: true });
  zoomer.addEventListener("change", fit);

  const unprint = () => {
    document.body.classList.remove("gw-printing");
    document.querySelectorAll(".gw-print").forEach((node) => node.remove());
  };
  const print = () => { // Ctrl+P and the button both: only paper goes to the printer, that of the view one is in
    if (Boolean(own.go) !== (root().dataset.look === "review")) return;
    if (root().dataset.host === "lab" && !asked) return;
    asked = false;
    sheets.forEach((sheet, index) => fill(index));
    unprint();
    const copy = stage.cloneNode(true);
    copy.className = "gw-app gw-stage gw-print";
    copy.style.setProperty("--z", 1);
    copy.querySelectorAll(".gw-sheet-box").forEach((sheet) => sheet.style.setProperty("--z", 1));
    document.body.append(copy);
    document.body.classList.add("gw-printing");
  };
  let asked = false;
  window.addEventListener("beforeprint", print);
  window.addEventListener("afterprint", unprint);

  const receive = (message, buffers) => {
    if (message.type === "picture") keepPicture(message, buffers);
    if (message.type === "patch") patch(message);
  };
  model.on("msg:custom", receive);
  const watcher = new ResizeObserver(() => { fit(); paint(); });
  watcher.observe(scroller);
  let home = null;
  const waiting = window.setInterval(() => {
    if (!el.isConnected) return;
    window.clearInterval(waiting);
    home = root();
    if (!own.go) home.addEventListener("gw-caret", mark);
  }, 30);
  model.send({ type: "ready" });
  const close = () => {
    window.clearInterval(waiting);
    watcher.disconnect();
    model.off("msg:custom", receive);
    if (home) home.removeEventListener("gw-caret", mark);
    window.removeEventListener("beforeprint", print);
    window.removeEventListener("afterprint", unprint);
    unprint();
  };
  const redress = () => sheets.forEach((sheet) => [...sheet.area.children].forEach(dressHere));
  return { box, scroller, lines: () => lines, topOf, bring, redress, choose, total: () => headOf(sheets.length), zoom: () => zoom, close };
}
