// The three panes: folded and shown, dragged and moved by keys; what a person chose is remembered in this browser.

const PANES = [["outline", "大纲", 180, 420], ["form", "写作", 360, 1000], ["preview", "预览", 0, 0]];

function panes(tabs) {
  let root = null;
  const narrow = () => root.dataset.w === "s";
  const folded = () => new Set((root.dataset.folded || "").split(" ").filter(Boolean));
  const nodes = PANES.map(([name, words], index) => {
    const node = press(words, "is-quiet", () => (narrow() ? only(name) : fold(name)), `Ctrl+Alt+${index + 1}`);
    node.dataset.pane = name;
    tabs.append(node);
    return node;
  });
  const dress = () => {
    if (!root) return;
    const away = folded();
    nodes.forEach((node, index) => {
      const on = narrow() ? (root.dataset.only || "form") === node.dataset.pane : !away.has(node.dataset.pane);
      node.classList.toggle("is-on", narrow() && on);
      node.hidden = !narrow() && on;
      node.textContent = narrow() ? PANES[index][1] : `展开${PANES[index][1]}`;
      node.setAttribute("aria-pressed", String(on));
    });
  };
  const fold = (name) => {
    const away = folded();
    if (away.has(name)) away.delete(name); else away.add(name);
    if (away.size === 3) away.delete(name === "form" ? "preview" : "form");
    root.dataset.folded = [...away].join(" ");
    remembered("folded", root.dataset.folded);
    dress();
  };
  const only = (name) => { root.dataset.only = name; dress(); };
  const toggle = (name) => (narrow() ? only(name) : fold(name));

  // Widths are kept as the person left them; Home gives back the usual one.
  const setWidth = (index, width) => {
    const [name, , least, most] = PANES[index];
    const room = root.clientWidth - (index ? 560 : 860);
    const kept = width ? Math.round(Math.min(Math.max(least, width), Math.max(least, Math.min(most, room + (index ? 0 : 300))))) : 0;
    if (kept) root.style.setProperty(`--gw-${name}-w`, `${kept}px`); else root.style.removeProperty(`--gw-${name}-w`);
    remembered(`width-${name}`, kept ? String(kept) : "");
    value(index);
  };
  const grips = () => [...root.querySelectorAll(".gw-grip")];
  const widthOf = (index) => grips()[index].previousElementSibling.getBoundingClientRect().width;
  const value = (index) => {
    const grip = grips()[index];
    if (grip) grip.setAttribute("aria-valuenow", String(Math.round(widthOf(index))));
  };
  const equip = () => grips().forEach((grip, index) => {
    if (grip.tabIndex === 0 && grip.getAttribute("role")) return;
    const [, words, least, most] = PANES[index];
    grip.tabIndex = 0;
    Object.entries({ role: "separator", "aria-orientation": "vertical", "aria-label": `调整${words}宽度，左右方向键`, "aria-valuemin": least, "aria-valuemax": most })
      .forEach(([name, text]) => grip.setAttribute(name, String(text)));
    value(index);
  });
  const drag = (event) => {
    const grip = event.target.closest ? event.target.closest(".gw-grip") : null;
    if (!grip || event.button) return;
    const index = grips().indexOf(grip);
    const from = event.clientX - widthOf(index);
    const move = (moved) => setWidth(index, moved.clientX - from);
    const done = () => { window.removeEventListener("pointermove", move); window.removeEventListener("pointerup", done); };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", done);
    grip.focus();
    event.preventDefault();
  };
  const keys = (event) => {
    const index = grips().indexOf(event.target);
    const by = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    if (index < 0 || event.altKey || event.ctrlKey || (by === undefined && event.key !== "Home")) return;
    event.preventDefault();
    event.stopPropagation();
    setWidth(index, by === undefined ? 0 : widthOf(index) + by);
  };

  const size = () => {
    const { clientWidth: width, clientHeight: height } = root;
    root.dataset.w = width < 600 ? "s" : width < 1180 ? "m" : "l";
    root.dataset.h = height < 680 ? "s" : "l";
    root.style.setProperty("--gw-h", `${height}px`);
    const form = root.querySelector(".gw-pane.gw-form");
    if (form && form.clientWidth) root.dataset.aside = form.clientWidth < 520 ? "under" : "side";
    equip();
    dress();
  };
  const watcher = new ResizeObserver(size);
  const seen = new WeakSet();
  const look = () => {
    const form = root.querySelector(".gw-pane.gw-form");
    if (form && !seen.has(form)) { seen.add(form); watcher.observe(form); }
    equip();
  };
  const growth = new MutationObserver(look);

  return {
    only, toggle, dress,
    attach(node) {
      root = node;
      root.dataset.folded = remembered("folded");
      PANES.slice(0, 2).forEach(([name], index) => { const width = Number(remembered(`width-${name}`)); if (width) root.style.setProperty(`--gw-${PANES[index][0]}-w`, `${width}px`); });
      root.addEventListener("pointerdown", drag);
      root.addEventListener("keydown", keys);
      root.addEventListener("gw-fold", (event) => toggle(event.detail));
      root.addEventListener("gw-only", (event) => only(event.detail));
      watcher.observe(root);
      growth.observe(root, { childList: true, subtree: true });
      size();
    },
    detach() {
      watcher.disconnect();
      growth.disconnect();
      if (root) { root.removeEventListener("pointerdown", drag); root.removeEventListener("keydown", keys); }
    },
  };
}
