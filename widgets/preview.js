// The pages as they will print: Python decides lines and pages, this paints one element per line and only the pages in sight.
//
// A line: {r: role, x, w: px, a: align, g: px of empty space above, h: px, t: [[face, size px, text], …],
//          s: [[from, section, paragraph, start, generated], …]}. Patches replace a run of the flat list of lines.

const BASE = 794;

function render({ model, el }) {
  const box = document.createElement("div");
  box.className = "gw-preview";
  const head = document.createElement("div");
  head.className = "gw-pane-head";
  head.innerHTML = '<h2>预览</h2><span class="gw-2nd gw-num" role="status"></span><span class="gw-grow"></span>';
  const zoomer = document.createElement("select");
  zoomer.className = "gw-select";
  zoomer.setAttribute("aria-label", "预览大小");
  [["fit", "适合宽度"], ["0.67", "67%"], ["0.8", "80%"], ["1", "100%"], ["1.25", "125%"], ["1.5", "150%"]].forEach(([value, text]) => {
    const option = document.createElement("option");
    option.value = value;
    option.textContent = text;
    zoomer.append(option);
  });
  const printer = document.createElement("button");
  printer.className = "gw-btn is-quiet";
  printer.textContent = "打印";
  head.append(zoomer, printer);
  const count = head.querySelector("span");
  const scroller = document.createElement("div");
  scroller.className = "gw-scroll gw-desk";
  scroller.tabIndex = 0;
  scroller.setAttribute("role", "group");
  scroller.setAttribute("aria-label", "公文版面，方向键滚动，点一下文字就到那一句");
  const stage = document.createElement("div");
  stage.className = "gw-stage";
  scroller.append(stage);
  box.append(head, scroller);
  el.append(box);

  let lines = [];
  let counts = [];
  let starts = [];
  let sheets = [];
  let page = { top: 140, left: 106, folio: 0 };
  let version = -1;
  let zoom = 1;
  let here = { section: "", paragraph: -2, offset: -1 };
  const root = () => el.closest(".gw-app") || document.body;

  const build = (line) => {
    const node = document.createElement("div");
    node.className = `gw-ln is-${line.a} r-${line.r}`;
    node.style.cssText = `margin-left:${line.x}px;width:${line.w}px;height:${line.h}px;line-height:${line.h}px;margin-top:${line.g}px`;
    line.t.forEach(([face, size, text]) => {
      const run = document.createElement(face === "latin" ? "i" : "span");
      run.className = `f-${face}`;
      run.style.fontSize = `${size}px`;
      run.textContent = text;
      node.append(run);
    });
    node.gwLine = line;
    return node;
  };

  const isHere = (line) => line.s.some((source) => source[1] === here.section && source[2] === here.paragraph);

  const fill = (index) => {
    const sheet = sheets[index];
    if (!sheet || !sheet.dirty) return;
    sheet.dirty = false;
    const nodes = lines.slice(starts[index], starts[index] + counts[index]).map((line) => {
      line.node = line.node || build(line);
      line.node.classList.toggle("gw-here", isHere(line));
      return line.node;
    });
    const old = sheet.area.children;
    if (old.length === nodes.length) nodes.forEach((node, at) => { if (old[at] !== node) sheet.area.replaceChild(node, old[at]); });
    else sheet.area.replaceChildren(...nodes);
    if (sheet.area.childElementCount !== nodes.length) sheet.area.replaceChildren(...nodes);
  };

  const step = () => page.height * zoom + 16;
  const inSight = () => {
    const first = Math.max(0, Math.floor((scroller.scrollTop - 14) / step()) - 1);
    const last = Math.min(sheets.length - 1, Math.ceil((scroller.scrollTop + scroller.clientHeight) / step()) + 1);
    return [first, last];
  };
  const paint = () => {
    const [first, last] = inSight();
    for (let index = first; index <= last; index += 1) fill(index);
    const current = Math.min(sheets.length, Math.max(1, Math.floor((scroller.scrollTop + scroller.clientHeight / 2) / step()) + 1));
    const words = `第 ${current} 页，共 ${sheets.length} 页`;
    if (count.textContent !== words) count.textContent = words;
  };

  const makeSheet = (index) => {
    const outer = document.createElement("div");
    outer.className = "gw-sheet-box";
    const paper = document.createElement("div");
    paper.className = "gw-sheet";
    paper.setAttribute("role", "group");
    paper.setAttribute("aria-label", `第 ${index + 1} 页`);
    const area = document.createElement("div");
    area.className = "gw-type-area";
    const folio = document.createElement("div");
    folio.className = `gw-folio ${index % 2 ? "even" : "odd"}`;
    folio.textContent = `— ${index + 1} —`;
    paper.append(area, folio);
    outer.append(paper);
    return { outer, area, dirty: true };
  };

  const dress = () => {
    stage.style.setProperty("--z", zoom);
    stage.style.setProperty("--left", `${page.left}px`);
    stage.style.setProperty("--top", `${page.top}px`);
  };

  const setCounts = (next) => {
    while (sheets.length > next.length) sheets.pop().outer.remove();
    while (sheets.length < next.length) {
      const sheet = makeSheet(sheets.length);
      sheets.push(sheet);
      stage.append(sheet.outer);
    }
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
    if (next === zoom) return;
    const ratio = scroller.scrollTop / Math.max(1, step());
    zoom = next;
    zoomer.options[0].textContent = `适合宽度${wanted === "fit" ? ` ${Math.round(zoom * 100)}%` : ""}`;
    dress();
    scroller.scrollTop = ratio * step();
    paint();
  };

  const patch = (message) => {
    if (message.base !== version) { if (message.base !== -1) { model.send({ type: "ready" }); return; } }
    version = message.version;
    const before = lines.length;
    const oldStarts = starts;
    const oldCounts = counts;
    if (message.page) { page = message.page; dress(); }
    lines.splice(message.at, message.remove, ...message.insert);
    setCounts(message.counts);
    const moved = lines.length - before;
    const to = message.at + message.insert.length;
    sheets.forEach((sheet, index) => {
      const same = oldStarts[index] === starts[index] && oldCounts[index] === counts[index];
      const after = starts[index] >= to && oldStarts[index] + moved === starts[index] && oldCounts[index] === counts[index];
      const untouched = starts[index] + counts[index] <= message.at;
      if (!(after || (same && (untouched || (starts[index] >= to && moved === 0))))) sheet.dirty = true;
    });
    paint();
    if (message.stamp !== undefined) root().dispatchEvent(new CustomEvent("gw-painted", { detail: message.stamp }));
  };

  const keepInSight = () => {
    const index = lines.findIndex((line) => line.s.some(([, section, paragraph, start], at) => section === here.section
      && paragraph === here.paragraph && start <= here.offset
      && here.offset <= start + ((line.s[at + 1] ? line.s[at + 1][0] : line.n) - line.s[at][0])));
    const target = index >= 0 ? index : lines.findIndex(isHere);
    if (target < 0) return;
    const sheet = starts.findIndex((start, at) => target >= start && target < start + counts[at]);
    const y = 14 + sheet * step() + (page.top + (target - starts[sheet]) * page.line) * zoom;
    const { scrollTop, clientHeight } = scroller;
    if (y < scrollTop + clientHeight * 0.2 || y > scrollTop + clientHeight * 0.8) scroller.scrollTop = Math.max(0, y - clientHeight * 0.45);
    paint();
  };

  const mark = (event) => {
    const { target, paragraph, offset, at } = event.detail;
    const heading = target.endsWith("#heading");
    const whole = target === "title";
    const next = {
      section: heading ? target.slice(0, -8) : target === "printed_on" ? "printed" : target,
      paragraph: heading ? -1 : whole ? 0 : paragraph,
      offset: whole ? at : offset,
    };
    const same = next.section === here.section && next.paragraph === here.paragraph;
    here = next;
    if (!same) {
      stage.querySelectorAll(".gw-here").forEach((node) => node.classList.remove("gw-here"));
      sheets.forEach((sheet) => { [...sheet.area.children].forEach((node) => { if (isHere(node.gwLine)) node.classList.add("gw-here"); }); });
    }
    window.requestAnimationFrame(keepInSight);
  };

  const placeOf = (event) => {
    const node = event.target.closest ? event.target.closest(".gw-ln") : null;
    if (!node || !node.gwLine.s.length) return null;
    let inside = 0;
    let found = null;
    if (document.caretPositionFromPoint) {
      const position = document.caretPositionFromPoint(event.clientX, event.clientY);
      found = position && { node: position.offsetNode, offset: position.offset };
    } else if (document.caretRangeFromPoint) {
      const range = document.caretRangeFromPoint(event.clientX, event.clientY);
      found = range && { node: range.startContainer, offset: range.startOffset };
    }
    if (found && node.contains(found.node)) {
      for (const run of node.children) {
        if (run.contains(found.node)) { inside += Array.from(run.textContent.slice(0, found.offset)).length; break; }
        inside += Array.from(run.textContent).length;
      }
    }
    const sources = node.gwLine.s;
    let source = sources[0];
    sources.forEach((candidate) => { if (candidate[0] <= inside) source = candidate; });
    return { section: source[1], paragraph: source[2], offset: source[3] + (source[4] ? 0 : inside - source[0]) };
  };

  scroller.addEventListener("click", (event) => {
    const place = placeOf(event);
    if (!place || String(window.getSelection())) return;
    root().dispatchEvent(new CustomEvent("gw-flush"));
    model.send({ type: "go", ...place });
  });
  scroller.addEventListener("scroll", () => window.requestAnimationFrame(paint), { passive: true });
  zoomer.addEventListener("change", fit);

  const unprint = () => {
    document.body.classList.remove("gw-printing");
    document.querySelectorAll(".gw-print").forEach((node) => node.remove());
  };
  const print = () => {
    sheets.forEach((sheet, index) => fill(index));
    unprint();
    const copy = stage.cloneNode(true);
    copy.className = "gw-app gw-stage gw-print";
    copy.style.setProperty("--z", 1);
    document.body.append(copy);
    document.body.classList.add("gw-printing");
    window.addEventListener("afterprint", unprint, { once: true });
    window.print();
  };
  printer.addEventListener("click", print);

  const receive = (message) => { if (message.type === "patch") patch(message); };
  model.on("msg:custom", receive);
  const watcher = new ResizeObserver(() => { fit(); paint(); });
  watcher.observe(scroller);
  let home = null;
  const waiting = window.setInterval(() => {
    if (!el.isConnected) return;
    window.clearInterval(waiting);
    home = root();
    home.addEventListener("gw-caret", mark);
  }, 30);
  model.send({ type: "ready" });
  return () => {
    window.clearInterval(waiting);
    watcher.disconnect();
    model.off("msg:custom", receive);
    if (home) home.removeEventListener("gw-caret", mark);
    unprint();
  };
}

export default { render };
