// The outline: every part of the report with its state; arrows move, Enter opens, the current one is marked.

function render({ model, el }) {
  const head = make("div", "gw-pane-head");
  const fold = press("收起", "is-quiet gw-fold", () => fold.dispatchEvent(new CustomEvent("gw-fold", { bubbles: true, detail: "outline" })), "收起大纲（Ctrl+Alt+1）");
  head.append(make("h2", "", "大纲"), make("span", "gw-grow"), fold);
  const tally = make("div", "gw-tally");
  const words = make("span", "gw-2nd gw-num");
  const meter = make("div", "gw-meter");
  meter.setAttribute("role", "img");
  const bar = make("i");
  meter.append(bar);
  tally.append(words, meter);
  const scroller = make("div", "gw-scroll");
  const list = make("ol", "gw-toc");
  list.setAttribute("aria-label", "大纲");
  scroller.append(list);
  el.append(head, tally, scroller);

  const open = (id) => {
    const root = el.closest(".gw-app");
    if (root) root.dispatchEvent(new CustomEvent("gw-flush"));
    if (root) root.dispatchEvent(new CustomEvent("gw-only", { detail: "form" }));
    model.send({ type: "go", id });
  };

  const row = (item) => {
    const line = make("li");
    const entry = make("button", `gw-toc-item l${item.level}`);
    const unseen = make("small", "gw-toc-unseen gw-num");
    const state = make("span");
    state.append(make("i"), make("span"));
    const who = make("small", "gw-toc-who");
    who.hidden = true;
    entry.append(make("span", "gw-toc-name"), who, unseen, state);
    entry.addEventListener("click", () => open(entry.dataset.id));
    line.append(entry);
    return line;
  };

  const dress = (line, item, current) => {
    const entry = line.firstChild;
    const text = `${item.number}${item.label}`;
    entry.dataset.id = item.id;
    entry.className = `gw-toc-item l${item.level}${item.id === current ? " is-current" : ""}`;
    entry.tabIndex = item.id === current ? 0 : -1;
    entry.setAttribute("aria-current", String(item.id === current));
    if (entry.firstChild.textContent !== text) { entry.firstChild.textContent = text; entry.title = text; }
    const here = model.get("people").filter(([, where]) => where === item.id).map(([name]) => name);
    const who = entry.children[1];
    const words = here.length ? `${here.join("、")}正在编辑` : "";
    if (who.title !== words) { who.title = words; who.textContent = here.length ? `✎ ${here.map((name) => name.replace(/（.*/, "")).join("、")}` : ""; who.setAttribute("aria-label", words); }
    who.hidden = !words;
    const unseen = entry.children[2];
    unseen.hidden = !item.unseen;
    unseen.textContent = item.unseen ? `上年 ${item.unseen}` : "";
    unseen.title = item.unseen ? `从上年带来的，有 ${item.unseen} 句没看过` : "";
    const state = entry.lastChild;
    state.className = `gw-st is-${item.mark}`;
    state.firstChild.className = { done: "gw-dot", must: "gw-dot is-tri", should: "gw-dot is-sq", open: "gw-dot is-ring" }[item.mark] || "gw-none";
    if (state.lastChild.textContent !== item.state) state.lastChild.textContent = item.state;
  };

  const paint = () => {
    const items = model.get("items");
    const current = model.get("current");
    const [done, all] = model.get("tally");
    words.textContent = `已完成 ${done} / ${all} 项`;
    bar.style.width = `${all ? Math.round((done / all) * 100) : 0}%`;
    meter.setAttribute("aria-label", words.textContent);
    while (list.childElementCount > items.length) list.lastElementChild.remove();
    items.forEach((item, index) => {
      if (index >= list.childElementCount) list.append(row(item));
      dress(list.children[index], item, current);
    });
    if (!items.some((item) => item.id === current) && list.firstElementChild) list.firstElementChild.firstChild.tabIndex = 0;
  };

  list.addEventListener("keydown", (event) => {
    const entries = [...list.querySelectorAll("button")];
    const at = entries.indexOf(document.activeElement);
    const by = { ArrowDown: 1, ArrowUp: -1, Home: -entries.length, End: entries.length }[event.key];
    if (by === undefined || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    entries[Math.min(entries.length - 1, Math.max(0, at + by))].focus();
  });

  const follow = () => {
    paint();
    const current = list.querySelector(".is-current");
    if (current) current.scrollIntoView({ block: "nearest" });
  };
  model.on("change:items", paint);
  model.on("change:people", paint);
  model.on("change:tally", paint);
  model.on("change:current", follow);
  paint();
  return () => { model.off("change:items", paint); model.off("change:people", paint); model.off("change:tally", paint); model.off("change:current", follow); };
}

export default { render };
