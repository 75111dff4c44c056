// The outline: every part of the report with its state; arrows move, Enter opens, the current one is marked.

function render({ model, el }) {
  const list = document.createElement("ol");
  list.className = "gw-toc";
  list.setAttribute("aria-label", "大纲");
  el.append(list);

  const open = (id) => {
    const root = el.closest(".gw-app");
    if (root) root.dispatchEvent(new CustomEvent("gw-flush"));
    model.send({ type: "go", id });
    if (root && root.dataset.w === "s") root.dataset.only = "form";
  };

  const row = (item) => {
    const line = document.createElement("li");
    const entry = document.createElement("button");
    entry.className = `gw-toc-item l${item.level}`;
    entry.dataset.id = item.id;
    const name = document.createElement("span");
    name.className = "gw-toc-name";
    const state = document.createElement("span");
    const dot = document.createElement("i");
    const word = document.createElement("span");
    state.append(dot, word);
    entry.append(name, state);
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
    const state = entry.lastChild;
    state.className = `gw-st is-${item.mark}`;
    state.firstChild.className = { done: "gw-dot", must: "gw-dot is-tri", should: "gw-dot is-sq", open: "gw-dot is-ring" }[item.mark] || "gw-none";
    if (state.lastChild.textContent !== item.state) state.lastChild.textContent = item.state;
  };

  const paint = () => {
    const items = model.get("items");
    const current = model.get("current");
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
  model.on("change:current", follow);
  paint();
  return () => { model.off("change:items", paint); model.off("change:current", follow); };
}

export default { render };
