// The view 批注: rail, paper and cards; what is selected on paper becomes an annotation; keys.

const TWICE = 2000;
const LOOKED = [["marked", "带标记", "批注和修改建议都标在版面上"], ["accepted", "按建议改后", "没办结的修改建议都采纳了，版面会是这样"], ["plain", "不带标记", "现在的正文"]];

function render({ model, el }) {
  el.classList.add("gw-rv-host");
  const view = make("div", "gw-rv");
  const cards = new Map();
  let order = [];
  let current = "";
  let compose = null;
  const forms = new Map();
  const sending = new Map(); // card's id → when its answer was sent that has not come back
  const written = keptCards(el);
  const root = () => el.closest(".gw-app");
  const shown = () => Boolean(el.offsetParent) && root() && root().dataset.look === "review";
  const face = () => model.get("face");
  const send = (message) => model.send(message);

  // --- the parts ----------------------------------------------------------------------------------------------
  const strip = make("section", "gw-rv-strip");
  strip.setAttribute("aria-label", "办理进度和批注");
  const main = make("div", "gw-rv-main");
  const paperHost = make("section", "gw-rv-paper");
  paperHost.setAttribute("aria-label", "公文版面");
  const column = make("section", "gw-rv-cards");
  column.setAttribute("aria-label", "批注卡片");
  const columnHead = make("div", "gw-pane-head");
  const counted = make("h2", "gw-num");
  const before = press("上一条", "", () => step(-1), "Alt+K");
  const after = press("下一条", "", () => step(1), "Alt+J");
  const whole = press("全部采纳", "is-quiet", () => send({ type: "all", ids: listed().map((item) => item.id) }), "采纳列出的、能直接采纳的修改建议；一次撤销就能全退回");
  columnHead.append(counted, make("span", "gw-grow"), whole, before, after);
  const scroller = make("div", "gw-scroll");
  scroller.tabIndex = 0;
  scroller.setAttribute("role", "group");
  scroller.setAttribute("aria-label", "批注列表");
  column.append(columnHead, scroller);
  const live = make("div", "gw-offscreen");
  live.setAttribute("aria-live", "polite");

  const adder = press("加批注", "is-soft", () => begin(false), "先选中正文文字；Ctrl+Alt+M");
  const suggester = press("提修改建议", "is-soft", () => begin(true), "先选中要改的文字");
  const drawer = press("筛选", "gw-rv-drawer", () => view.classList.toggle("has-rail"));
  const word = wordTrips(model);
  const bars = courseBars({
    course: () => model.get("course"), send,
    show: (ids) => { const id = ids.includes(current) ? ids[(ids.indexOf(current) + 1) % ids.length] : ids[0]; choose(id, true); },
  });
  strip.append(drawer, bars.steps, make("span", "gw-grow"), bars.words, adder, suggester, word.menu, word.picker);


  const marks = paperMarks((id) => choose(id, true));
  const looks = make("span", "gw-seg");
  looks.setAttribute("role", "group");
  looks.setAttribute("aria-label", "版面上看什么");
  LOOKED.forEach(([name, words, title]) => { const node = press(words, "", () => send({ type: "look", name }), title); node.dataset.look = name; looks.append(node); });
  const dressLooks = () => [...looks.children].forEach((node) => { const on = node.dataset.look === (face().look || "marked"); node.classList.toggle("is-on", on); node.setAttribute("aria-pressed", String(on)); });
  const pane = paperPane(model, paperHost, {
    head: [looks],
    dress: (node, line) => marks.dress(node, line),
    painted: () => { locate(); },
    go: (place, event) => clicked(place, event),
  });
  pane.scroller.setAttribute("aria-label", "公文版面。用鼠标选中文字，或者用上下键选一行、按住 Shift 加方向键选文字，再按 Ctrl+Alt+M");
  const narrow = () => Boolean(root()) && root().dataset.w === "s";
  const reading = readingPane(marks, (place, event) => clicked(place, event));
  const sheet = cardSheet(() => { if (compose) { given.drop("new"); send({ type: "cancel" }); } else choose("", false); });
  const shows = make("span", "gw-seg gw-rv-shows");
  [["text", "看文字"], ["page", "看版面"]].forEach(([name, words]) => { const node = press(words, "", () => lookAs(name)); node.dataset.as = name; shows.append(node); });
  const lookAs = (name) => {
    view.dataset.as = name;
    [...shows.children].forEach((node) => { const on = node.dataset.as === name; node.classList.toggle("is-on", on); node.setAttribute("aria-pressed", String(on)); });
  };
  strip.insertBefore(shows, adder);
  const walker = make("nav", "gw-rv-walk");
  walker.setAttribute("aria-label", "批注");
  const walked = make("span", "gw-2nd gw-num");
  walker.append(press("上一条", "", () => step(-1)), walked, press("下一条", "", () => step(1)));
  let asksText = false;
  const tight = () => { // a phone has text to read in the place of paper
    if (narrow() && !asksText) { asksText = true; send({ type: "read" }); }
    if (!narrow()) sheet.show(null);
    else paintSheet();
  };
  const paintSheet = () => {
    if (!narrow()) return;
    const id = current;
    const known = id === "new" ? compose : cards.get(id);
    sheet.show(known ? (had) => kept(had, () => (id === "new" ? buildCompose(compose, given) : buildCard(read(id), given))) : null, known ? saidOf(id) : "");
  };
  const read = (id) => (id === "new" ? null : cards.get(id));
  const say = (id, words) => { formOf(id).says = words; again(id); };
  const formOf = (id) => { if (!forms.has(id)) forms.set(id, { mode: "" }); return forms.get(id); };
  const given = {
    get current() { return current; },
    writes: () => Boolean(face().writes), terms: () => model.get("terms"), asked: () => model.get("asked"),
    usual: () => ({ kind: remembered("remark-kind") || "wording", weight: "should" }),
    stock: () => model.get("stock"),
    restock() {
      const done = () => { editor.remove(); };
      const editor = stockEditor(face().lines || "", (lines) => { send({ type: "restock", lines }); done(); }, done);
      main.append(editor);
      editor.querySelector("textarea").focus();
    },
    form: formOf, send, say, choose: (id) => choose(id, false),
    sent(id) { // one press is one answer, however long the program takes to give it
      const had = sending.get(id);
      sending.set(id, Date.now());
      return !had || Date.now() - had > TWICE;
    },
    drop(id) { forms.delete(id); written.forget(id); },
    open(id, mode, said = {}) {
      const form = formOf(id);
      written.forget(id);
      Object.keys(form).forEach((key) => delete form[key]);
      Object.assign(form, { mode }, said);
      again(id);
      focusForm(id, mode);
    },
    again: (id) => again(id),
    repoint: (card) => { state.repoint = card.id; live.textContent = "请在左边版面上选中它现在说的那些字，再点“就指到这里”。"; hint(); },
  };
  const state = { repoint: "", place: null };
  const cardsColumn = cardColumn(scroller, pane, {
    build: (id, had) => kept(had, () => (id === "new" ? buildCompose(compose, given) : buildCard(read(id), given))),
    told: (id) => saidOf(id),
    guess: (id) => guess(id),
  });
  const saidOf = (id) => (id === "new" ? JSON.stringify([compose, formSign("new")]) : JSON.stringify([read(id), current === id, current === id && [formSign(id), model.get("asked"), face().writes]]));
  const guess = (id) => { const card = read(id); return card ? 74 + 23 * Math.min(3, Math.ceil(card.text.length / 25)) + (card.runs ? 25 * Math.ceil(card.runs.reduce((sum, run) => sum + run[1].length, 0) / 25) : 0) + (card.replies.length ? 66 : 0) + (card.closing ? 44 : 0) + (card.draft ? 20 : 0) : 240; };
  const formSign = (id) => { const form = formOf(id); return [form.mode, form.says, form.aim, form.suggests, form.serial, form.filled]; };
  // What is typed into a card stays where it is when the card is built again.
  const kept = (had, build) => {
    const focus = had && had.contains(document.activeElement) ? document.activeElement : null;
    const spot = focus && focus.dataset.form ? [focus.dataset.form, focus.selectionStart, focus.selectionEnd] : null;
    const made = build();
    made.gwRefocus = !focus ? null : () => {
      const area = spot && made.querySelector(`[data-form="${spot[0]}"]`);
      if (area) { area.focus(); area.setSelectionRange(spot[1], spot[2]); } else if (made.dataset.id === current) made.focus({ preventScroll: true });
    };
    return made;
  };
  const again = () => { setMarks(); };
  const focusForm = (id, mode) => window.requestAnimationFrame(() => { const node = narrow() ? sheet.node : cardsColumn.node(id); const area = node && ((mode && node.querySelector(`[data-form="${mode}"]`)) || node.querySelector("textarea")); if (area) area.focus(); else if (node) node.focus(); });

  const rail = reviewRail({ changed: () => setMarks(), orphan: (card) => orphan(card), writes: given.writes });
  const orphan = (card) => {
    const box = make("div", "gw-rv-orphan");
    box.append(make("p", "gw-muted gw-rv-small", `${card.n}　${card.who}　${card.at}`));
    const words = make("p", "");
    words.append("“", make("del", "", card.quote.length > 60 ? `${card.quote.slice(0, 58)}…` : card.quote), "”");
    box.append(words, saying(card.text || (card.replacement ? `建议改成“${card.replacement}”` : "建议删去")));
    const row = make("div", "gw-row");
    row.append(press("看这一条", "is-soft", () => choose(card.id, true)));
    if (card.mine || given.writes()) row.append(press("重新指到原文", "", () => given.repoint(card)));
    box.append(row);
    return box;
  };

  // --- lists ----------------------------------------------------------------------------------------------------
  const yOf = (mark) => (mark && mark.line >= 0 ? pane.topOf(mark.line) : -1);
  const markOf = (id) => marks.all().find((mark) => mark.id === id);
  const listed = () => {
    const placed = new Map(marks.all().map((mark) => [mark.id, mark]));
    const found = order.map((id) => cards.get(id)).filter((card) => card && (rail.fits(card) || card.id === current));
    const sorted = found.map((card) => ({ id: card.id, mark: placed.get(card.id), n: card.n }));
    const whole = (item) => (item.mark ? item.mark.order : Infinity);
    sorted.sort((one, other) => whole(one) - whole(other) || one.n - other.n);
    return sorted;
  };
  const locate = () => { // the lines of the paper are others, or stand elsewhere
    marks.locate(pane.lines());
    pane.redress();
    reading.dress();
    list();
  };
  const list = () => {
    const items = listed();
    let foot = 0;
    const lines = items.map((item) => { const y = yOf(item.mark); foot = y >= 0 ? y : foot; return { id: item.id, y: y >= 0 ? y : Math.max(foot, pane.total() - 200) }; });
    if (compose) {
      const mark = markOf("new");
      const y = Math.max(0, yOf(mark));
      const at = mark ? items.findIndex((item) => (item.mark ? item.mark.order : Infinity) > mark.order) : -1;
      lines.splice(at < 0 ? lines.length : at, 0, { id: "new", y });
    }
    if (!narrow()) cardsColumn.show(lines);
    paintSheet();
    rail.paint([...cards.values()].sort((a, b) => a.n - b.n), model.get("terms").kinds);
    const at = items.findIndex((item) => item.id === current);
    counted.textContent = !items.length ? "没有批注" : at < 0 ? `共 ${items.length} 条` : `第 ${at + 1} 条，共 ${items.length} 条`;
    whole.hidden = !given.writes() || !items.some((item) => { const card = cards.get(item.id); return card.open && !card.draft && card.runs; });
    walked.textContent = items.length ? `批注 ${at + 1} / ${items.length}` : "没有批注";
    [[before, at > 0], [after, at < items.length - 1]].forEach(([node, can]) => node.setAttribute("aria-disabled", String(!can)));
  };
  let painted = null;
  const setMarks = () => {
    const own = compose ? composed() : [];
    const next = [...model.get("marks").filter((mark) => { const card = cards.get(mark.id); return !card || rail.fits(card) || card.id === current; }), ...own];
    const told = [model.get("marks"), next.map((mark) => mark.id).join(" "), own.length ? formOf("new").aim : ""];
    if (painted && told.every((each, at) => each === painted[at])) { list(); return; }
    painted = told;
    marks.set(next);
    locate();
  };
  const writing = (id) => {
    const card = cards.get(id);
    if (card || (id === "new" && compose)) written.keep(id, formOf(id), compose, card);
  };
  view.addEventListener("input", (event) => {
    const card = event.target.dataset.form ? event.target.closest("[data-id]") : null;
    if (card) writing(card.dataset.id);
  });
  const composed = () => {
    const form = formOf("new");
    const aim = compose.aims.find((each) => each.name === form.aim) || compose.aims[0];
    return [{ id: "new", n: 0, open: true, at: aim.at, first: aim.first }];
  };

  const choose = (id, bring) => {
    if (!id) { current = ""; marks.choose("", view); list(); return; }
    if (id === current) { if (bring && id) show(id); return; }
    const card = cards.get(id);
    if (card) rail.show(card);
    current = id;
    marks.choose(id, view);
    if (id !== "new") root().dispatchEvent(new CustomEvent("gw-remark", { detail: id }));
    setMarks();
    if (bring) show(id);
    else if (!narrow()) cardsColumn.choose(id);
    if (card && card.unread) { card.unread = false; send({ type: "seen", ids: [id] }); }
  };
  const show = (id) => {
    const mark = markOf(id);
    if (mark && mark.line >= 0) pane.bring(mark.line, 0.12);
    if (narrow()) { paintSheet(); reading.bring(id); } else cardsColumn.choose(id);
    const card = cards.get(id);
    if (card) live.textContent = `批注 ${card.n}，${card.who}：${card.text}`;
  };
  const step = (by) => {
    const items = listed();
    const at = items.findIndex((item) => item.id === current);
    const next = at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by;
    if (!items[next]) return;
    choose(items[next].id, true);
    const node = cardsColumn.node(items[next].id);
    if (node) node.focus({ preventScroll: true });
  };

  // --- what is selected on paper ----------------------------------------------------------------------------------
  const selected = () => selectionIn(pane.scroller) || selectionIn(reading.node);
  const begin = (suggests) => {
    const picked = selected();
    if (picked) { send({ type: "begin", from: picked.from, to: picked.to, suggests }); window.getSelection().removeAllRanges(); }
    else if (state.place) send({ type: "begin", from: state.place, suggests });
    else send({ type: "begin", suggests });
    bar.hidden = true;
  };
  const quick = (at) => { // one of the office's own remarks: into the card that is being written, or onto what is selected
    const own = model.get("stock")[at];
    if (!own) return;
    if (compose) { const form = formOf("new"); Object.assign(form, { text: own[0], kind: own[1], weight: own[2], filled: (form.filled || 0) + 1 }); again(); return; }
    const picked = selected();
    send({ type: "quick", at, from: picked ? picked.from : state.place, to: picked ? picked.to : null });
    window.getSelection().removeAllRanges();
  };
  const clicked = (place, event) => {
    const hit = event && event.target.closest(".gw-hl");
    if (hit) { // of several, the one after the current
      const ids = hit.dataset.ids.split(" ").filter((id) => cards.has(id));
      if (ids.length) { choose(ids[(ids.indexOf(current) + 1) % ids.length], true); return; }
    }
    state.place = place;
    hint();
  };
  const bar = make("div", "gw-rv-bar");
  bar.hidden = true;
  const barAdd = press("加批注", "is-quiet", () => begin(false), "Ctrl+Alt+M");
  const barSuggest = press("提修改建议", "is-quiet", () => begin(true));
  const barPoint = press("就指到这里", "is-primary", () => {
    const picked = selected();
    if (!picked) { live.textContent = "请先选中文字。"; return; }
    send({ type: "repoint", id: state.repoint, from: picked.from, to: picked.to });
    state.repoint = "";
    window.getSelection().removeAllRanges();
    hint();
  });
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  bar.append(barAdd, barSuggest, barPoint);
  const told = make("div", "gw-rv-told");
  told.hidden = true;
  told.append(make("span", "gw-grow", "请在版面上选中它现在说的那些字，再点“就指到这里”。"), press("不指了", "is-quiet", () => { state.repoint = ""; hint(); }));
  const hint = () => {
    const picked = shown() ? selected() : null;
    told.hidden = !state.repoint;
    barPoint.hidden = !state.repoint;
    barAdd.hidden = barSuggest.hidden = Boolean(state.repoint);
    bar.hidden = !picked;
    if (!picked) return;
    const frame = main.getBoundingClientRect();
    bar.style.left = `${Math.max(4, Math.min(picked.box.right - frame.left - bar.offsetWidth / 2, frame.width - bar.offsetWidth - 8))}px`;
    bar.style.top = `${Math.min(picked.box.bottom - frame.top + 6, frame.height - 50)}px`;
  };

  // By keys: up and down choose a line, with Shift and an arrow its words are selected.
  let chosen = -1;
  const caretTo = (index) => {
    const lines = pane.lines();
    chosen = Math.min(lines.length - 1, Math.max(0, index));
    pane.choose(chosen);
    const node = lines[chosen] && lines[chosen].node;
    if (!node || !node.isConnected) return;
    strip.insertBefore(shows, adder);
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const text = walker.nextNode();
    if (text) window.getSelection().collapse(text, 0);
    state.place = lines[chosen].s.length ? placeAt(lines[chosen], 0) : null;
    bar.hidden = true;
  };
  const firstInSight = () => { const top = pane.scroller.scrollTop; return Math.max(0, pane.lines().findIndex((_line, index) => pane.topOf(index) >= top)); };
  pane.scroller.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !pane.lines().length) return;
    const way = { ArrowDown: ["forward", "line"], ArrowUp: ["backward", "line"], ArrowRight: ["forward", "character"], ArrowLeft: ["backward", "character"], End: ["forward", "lineboundary"], Home: ["backward", "lineboundary"] }[event.key];
    if (!way) return;
    if (event.shiftKey) {
      if (chosen < 0) caretTo(firstInSight());
      window.getSelection().modify("extend", ...way);
    } else if (way[1] === "line") caretTo(chosen < 0 ? firstInSight() : chosen + (way[0] === "forward" ? 1 : -1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  let asking = 0;
  const selecting = () => { window.clearTimeout(asking); asking = window.setTimeout(hint, 120); };

  // --- keys --------------------------------------------------------------------------------------------------------
  const zones = () => [rail.node.querySelector(".is-on"), pane.scroller, cardsColumn.node(current) || scroller].filter((node) => node && node.offsetParent);
  const keys = (event) => {
    if (!shown() || event.isComposing) return;
    if (event.target !== document.body && !root().contains(event.target)) return;
    let does = null;
    const card = event.target.closest ? event.target.closest(".gw-rv-card") : null;
    const typing = /^(TEXTAREA|INPUT|SELECT)$/.test(event.target.tagName);
    if (event.altKey && event.ctrlKey) does = { KeyM: () => begin(false) }[event.code] || (/^Digit[1-9]$/.test(event.code) ? () => quick(Number(event.code.slice(5)) - 1) : null);
    else if (event.altKey) does = { KeyJ: () => step(1), KeyK: () => step(-1), Enter: typing ? null : () => acts("A") }[event.code];
    else if (event.key === "F6") does = () => { const all = zones(); const at = all.findIndex((node) => node.parentElement.contains(document.activeElement)); all[(at + (event.shiftKey ? -1 : 1) + all.length) % all.length].focus(); };
    else if (card && !typing && !event.ctrlKey && !event.metaKey) does = { KeyA: () => acts("A"), KeyP: () => acts("P"), KeyN: () => acts("N"), KeyR: () => acts("R") }[event.code];
    if (event.key === "Escape" && state.repoint) does = () => { state.repoint = ""; hint(); };
    if (!does) return;
    event.preventDefault();
    event.stopPropagation();
    does();
  };
  const acts = (key) => {
    const node = cardsColumn.node(current);
    const button = node && node.querySelector(`[data-key="${key}"]`);
    if (button) button.click();
  };

  // --- what comes from the program -------------------------------------------------------------------------------------
  const receive = (message) => {
    if (message.type === "cards") {
      message.put.forEach((card) => {
        cards.set(card.id, card);
        if (sending.delete(card.id)) given.drop(card.id);
      });
      order = message.order;
      const known = new Set(order);
      [...cards.keys()].forEach((id) => { if (!known.has(id)) { cards.delete(id); sending.delete(id); given.drop(id); } });
      if (current && current !== "new" && !cards.has(current)) current = "";
      setMarks();
    } else if (message.type === "text") reading.fill(message.blocks);
    else if (message.type === "since") bars.since(message.id, message.rows);
    else if (message.type === "resume") {
      if (!cards.has(message.id)) return;
      choose(message.id, true);
      given.open(message.id, message.form.mode, message.form);
      writing(message.id);
    } else if (message.type === "current") {
      if (document.activeElement && document.activeElement.matches("[data-form]")) return; // the next one is being written already: its letters are no keys of a card
      choose(message.id, true);
      const node = cardsColumn.node(message.id);
      if (node) node.focus({ preventScroll: true });
    }
  };
  const composing = () => {
    const next = model.get("compose");
    const had = compose;
    compose = next && next.serial ? next : null;
    if (compose && (!had || had.serial !== compose.serial)) {
      const typed = had ? formOf("new").text : ""; // it goes along to the words that were chosen now
      if (had) forms.delete("new");
      current = "new";
      marks.choose("new", view);
      setMarks();
      buildCompose(compose, given);
      if (typed && !compose.form) formOf("new").text = typed;
      if (typed || compose.form) writing("new");
      if (narrow()) paintSheet(); else cardsColumn.choose("new");
      focusForm("new", formOf("new").suggests && compose.aims[0].ranged ? "replacement" : "new");
    } else if (!compose && had) {
      given.drop("new");
      if (current === "new") current = "";
      setMarks();
    } else if (compose) setMarks(); // the same one on other pages
  };
  const wired = [["marks", setMarks], ["compose", composing], ["face", () => { dressLooks(); list(); }], ["asked", () => list()], ["course", () => bars.paint()]];
  wired.forEach(([name, does]) => model.on(`change:${name}`, does));
  model.on("msg:custom", receive);
  document.addEventListener("keydown", keys, true);
  document.addEventListener("selectionchange", selecting);
  pane.scroller.addEventListener("scroll", () => { bar.hidden = true; selecting(); }, { passive: true });
  const watcher = new ResizeObserver(() => { if (!shown()) return; tight(); list(); });
  watcher.observe(el);
  lookAs("text");
  dressLooks();
  main.append(rail.node, reading.node, paperHost, column, told, bar, sheet.node);
  view.append(strip, main, walker, bars.foot, live);
  main.append(bars.past, word.node);
  bars.paint();
  el.append(view);
  setMarks();
  composing();
  return () => {
    wired.forEach(([name, does]) => model.off(`change:${name}`, does));
    model.off("msg:custom", receive);
    document.removeEventListener("keydown", keys, true);
    document.removeEventListener("selectionchange", selecting);
    watcher.disconnect();
    word.stop();
    pane.close();
  };
}

export default { render };
