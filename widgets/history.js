// The view 版本: what is compared with what, how much differs, from change to change by buttons and keys.

const LAST_YEAR = 10 ** 8; // as widgets/historypast.py has it

function render({ model, el }) {
  const view = make("div", "gw-hist");
  el.classList.add("gw-hist-host");
  el.append(view);
  const state = { place: 0, mode: remembered("compare") || "", authors: null, asked: false };
  const found = () => model.get("found");
  const root = () => el.closest(".gw-app");
  const narrow = () => root() && root().dataset.w === "s";
  const shown = () => root() && root().dataset.look === "history";

  const list = timelinePane(model, found, () => only("text"));
  const pane = make("section", "gw-hist-main");
  pane.setAttribute("aria-label", "比较");
  const read = make("div", "gw-offscreen");
  read.setAttribute("aria-live", "polite");

  // --- the bar: 甲, 乙, how, who, restore -----------------------------------------------------------------------
  const bar = make("div", "gw-hist-bar");
  const picker = (side, words) => {
    const node = make("select", "gw-select");
    node.setAttribute("aria-label", `${words}：拿哪一稿比`);
    node.addEventListener("change", () => model.send({ type: "choose", a: 0, b: 0, [side]: Number(node.value) }));
    node.addEventListener("blur", () => fillPicker(node, side));
    const box = make("label", "gw-row gw-hist-pick");
    box.append(make("b", `is-${side}`, words), node);
    return { node, box };
  };
  const fillPicker = (node, side) => {
    const picks = model.get("picks");
    const told = JSON.stringify(picks);
    if (node.gwTold !== told && document.activeElement !== node) {
      node.gwTold = told;
      const groups = new Map();
      node.replaceChildren();
      picks.forEach(([number, words, group]) => {
        const option = make("option", "", words);
        option.value = String(number);
        if (!group) { node.append(option); return; }
        if (!groups.has(group)) { const box = make("optgroup"); box.label = group; groups.set(group, box); node.append(box); }
        groups.get(group).append(option);
      });
    }
    node.value = String(found()[side] || "");
  };
  const [first, second] = [picker("a", "甲"), picker("b", "乙")];
  const modes = make("span", "gw-seg");
  modes.setAttribute("role", "group");
  modes.setAttribute("aria-label", "比较方式");
  [["side", "左右对照"], ["one", "合在一起"], ["pages", "看版面"]].forEach(([mode, words]) => {
    const node = press(words, "is-quiet", () => choose(mode));
    node.dataset.mode = mode;
    modes.append(node);
  });
  const writers = press("谁写的", "is-quiet", () => toggleWriters());
  const lastYear = press("和上年报告对比", "is-quiet", () => model.send({ type: "choose", a: LAST_YEAR, b: model.get("newest") }), "甲是库里上年的同一种报告，一节对一节");
  const restore = press("恢复甲为新稿", "", () => model.send({ type: "restore", part: "" }), "把甲存成新的一版；现在的稿也留着，可以撤销");
  const back = press("‹ 版本列表", "is-quiet gw-hist-back", () => only("list"));
  bar.append(back, first.box, second.box, modes, writers, make("span", "gw-grow"), lastYear, restore);

  // --- how much, and from change to change -----------------------------------------------------------------------
  const sum = make("div", "gw-hist-sum");
  const [count, added, removed, where] = [make("b", "gw-num"), make("ins", "gw-num"), make("del", "gw-num"), make("span", "gw-2nd gw-num gw-hist-where")];
  const fresh = press("又存了新的，看最新的", "is-soft", () => model.send({ type: "newest" }));
  const before = press("上一处", "", () => step(-1), "Alt+K");
  const after = press("下一处", "", () => step(1), "Alt+J");
  const sides = make("span", "gw-seg");
  sides.setAttribute("role", "group");
  sides.setAttribute("aria-label", "看哪一稿的版面");
  [["a", "甲的版面"], ["b", "乙的版面"]].forEach(([side, words]) => { const node = press(words, "is-quiet", () => model.send({ type: "pages", side })); node.dataset.side = side; sides.append(node); });
  sum.append(count, added, removed, sides, fresh, make("span", "gw-grow"), where, before, after);

  const text = comparedText({
    act: (place) => model.send({ type: "revert", place }),
    restore: (part) => model.send({ type: "restore", part }),
    current: (place) => mark(place, false),
  });
  pane.append(bar, sum, text.node, read);
  view.append(list.node, pane);

  const mode = () => (model.get("pages") ? "pages" : state.mode || (narrow() ? "one" : "side"));
  const only = (name) => { view.dataset.only = el.dataset.only = name; };
  const choose = (wanted) => {
    if (wanted === "pages") { model.send({ type: "pages", side: "a" }); return; }
    state.mode = wanted;
    remembered("compare", wanted);
    if (model.get("pages")) model.send({ type: "pages", side: "" });
    paintText(true);
  };
  const toggleWriters = () => {
    if (writers.getAttribute("aria-disabled") === "true") return;
    state.authors = state.authors ? null : new Map();
    if (state.authors) model.send({ type: "authors" });
    paintText(true);
  };
  const mark = (place, bring) => {
    const places = text.places();
    (places.get(state.place) || []).forEach((node) => node.classList.remove("is-on"));
    state.place = place;
    const nodes = places.get(place) || [];
    nodes.forEach((node) => node.classList.add("is-on"));
    const all = found().places || 0;
    where.textContent = all ? `第 ${place} / ${all} 处` : "";
    [[before, place <= 1], [after, place >= all]].forEach(([node, off]) => node.setAttribute("aria-disabled", String(off)));
    if (bring && nodes[0]) {
      const box = text.node.getBoundingClientRect();
      const spot = nodes[0].getBoundingClientRect();
      if (spot.top < box.top + 48 || spot.bottom > box.bottom - 24) text.node.scrollTop += spot.top - box.top - box.height * 0.35;
      read.textContent = `第 ${place} 处，共 ${all} 处。${nodes.map((node) => node.textContent).join("。").slice(0, 300)}`;
    }
  };
  const step = (by) => {
    const next = state.place + by;
    if (next < 1 || next > (found().places || 0)) return;
    if (model.get("pages")) return;
    mark(next, true);
  };

  const paintText = (keep) => {
    const { a, b, places, blocks, current } = found();
    const top = text.node.scrollTop;
    const label = (number) => (model.get("picks").find((pick) => pick[0] === number) || [0, ""])[1];
    if (!a) text.say("这份报告还没有存上，所以还没有版本。");
    else if (found().only) text.say("目前只有一版。再写一些，存上以后，这里就能看出改了哪里。");
    else if (!places) text.say("甲、乙两稿一样，没有改动。");
    else text.show(blocks, { labels: [`甲　${label(a)}`, `乙　${label(b)}`], oneText: mode() === "one", canAct: current && found().may, authors: state.authors });
    text.node.scrollTop = keep ? top : 0;
    mark(Math.min(Math.max(state.place, places ? 1 : 0), places || 0), !keep);
    dress();
  };
  const dress = () => {
    const { a, places, current } = found();
    const now = mode();
    [...modes.children].forEach((node) => { const on = node.dataset.mode === now; node.classList.toggle("is-on", on); node.setAttribute("aria-pressed", String(on)); });
    [...sides.children].forEach((node) => { const on = node.dataset.side === model.get("pages"); node.classList.toggle("is-on", on); node.setAttribute("aria-pressed", String(on)); });
    sides.hidden = now !== "pages";
    [count, added, removed, where, before, after].forEach((node) => { node.hidden = now === "pages" || !places; });
    count.textContent = `改动 ${places || 0} 处`;
    added.textContent = `增 ${found().added || 0} 字`;
    removed.textContent = `删 ${found().removed || 0} 字`;
    added.hidden = added.hidden || !found().added;
    removed.hidden = removed.hidden || !found().removed;
    fresh.hidden = !(current && found().b < model.get("newest"));
    writers.setAttribute("aria-pressed", String(Boolean(state.authors)));
    writers.classList.toggle("is-on", Boolean(state.authors));
    writers.setAttribute("aria-disabled", String(!current));
    writers.title = current ? "每一句后面写着是谁、什么时候写的" : "乙选“当前稿”，才能看每一句是谁写的";
    lastYear.hidden = a === LAST_YEAR || !model.get("picks").some((pick) => pick[0] === LAST_YEAR);
    restore.hidden = a === LAST_YEAR;
    restore.setAttribute("aria-disabled", String(!a || a === model.get("newest") || !found().may));
    bar.hidden = !a || found().only;
    sum.hidden = !a || found().only;
    fillPicker(first.node, "a");
    fillPicker(second.node, "b");
    list.dress();
    room();
  };
  const room = () => { // where the pages lie that are a widget of their own
    const box = view.getBoundingClientRect();
    const edge = text.node.getBoundingClientRect();
    const host = el.closest(".gw-history");
    if (!host || !edge.height) return;
    host.style.setProperty("--gw-pages-left", `${Math.round(edge.left - box.left)}px`);
    host.style.setProperty("--gw-pages-top", `${Math.round(edge.top - box.top)}px`);
  };

  let told = "";
  const compared = () => {
    const { a, b } = found();
    const same = told === `${a} ${b}`;
    const grown = told.split(" ")[0] === String(a);
    told = `${a} ${b}`;
    if (!grown) state.place = 0;
    if (state.authors) { state.authors = new Map(); if (found().current) model.send({ type: "authors" }); else state.authors = null; }
    paintText(same || grown);
  };
  const receive = (message) => {
    list.receive(message);
    if (message.type !== "who" || !state.authors) return;
    state.authors.set(message.part, message.who);
    if (!state.asked) { state.asked = true; window.setTimeout(() => { state.asked = false; paintText(true); }, 60); }
  };
  const keys = (event) => {
    if (!shown() || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (!view.contains(event.target) && event.target !== document.body && !(root() && root().contains(event.target))) return;
    let does = null;
    if (event.altKey) does = { KeyJ: () => step(1), KeyK: () => step(-1) }[event.code];
    else if (event.key === "F6") does = () => (list.node.contains(document.activeElement) ? text.node : list.scroller).focus();
    if (!does) return;
    event.preventDefault();
    event.stopPropagation();
    does();
  };
  const wired = [["events", list.paint], ["total", list.paint], ["named", list.paint], ["newest", () => { list.paint(); dress(); }], ["picks", dress], ["found", compared], ["pages", () => paintText(true)]];
  wired.forEach(([name, does]) => model.on(`change:${name}`, does));
  model.on("msg:custom", receive);
  document.addEventListener("keydown", keys, true);
  const watcher = new ResizeObserver(room);
  watcher.observe(text.node);
  only("list");
  list.paint();
  compared();
  return () => {
    wired.forEach(([name, does]) => model.off(`change:${name}`, does));
    model.off("msg:custom", receive);
    document.removeEventListener("keydown", keys, true);
    watcher.disconnect();
    list.close();
  };
}

export default { render };
