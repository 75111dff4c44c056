// The frame of the app: top bar, notices, keys, width classes, the link of the open report, downloads, and the watch on the kernel.

const PING = 3000;
const LOST = 9000;

function button(text, title, action, look = "is-quiet") {
  const node = document.createElement("button");
  node.className = `gw-btn ${look}`;
  node.textContent = text;
  if (title) node.title = title;
  node.addEventListener("click", action);
  return node;
}

function save(message, buffers) {
  const url = URL.createObjectURL(new Blob(buffers, { type: message.mime }));
  const link = document.createElement("a");
  link.href = url;
  link.download = message.name;
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(url), 60000);
}

function render({ model, el }) {
  let root = null;
  let unsent = false;
  let pong = Date.now();
  let lost = false;
  let report = null;
  const lab = () => Boolean(document.querySelector("#jp-top-panel, #jp-main-dock-panel, .jp-NotebookShell"));

  const bar = document.createElement("header");
  bar.className = "gw-top";
  const notice = document.createElement("div");
  notice.className = "gw-notice";
  notice.setAttribute("role", "status");
  notice.hidden = true;
  const gone = document.createElement("div");
  gone.className = "gw-notice is-should";
  gone.setAttribute("role", "alert");
  gone.hidden = true;
  el.append(bar, gone, notice);

  const ask = (type, more = {}) => {
    if (root) root.dispatchEvent(new CustomEvent("gw-flush"));
    model.send({ type, ...more });
  };
  const leaveReport = () => ask("home");
  const back = button("‹ 全部报告", "回到报告列表", leaveReport);
  const title = document.createElement("h1");
  title.className = "gw-title";
  const saved = document.createElement("span");
  saved.className = "gw-saved";
  saved.setAttribute("role", "status");
  const rule = document.createElement("span");
  rule.className = "gw-sep";
  const undo = button("撤销", "Ctrl+Z", () => ask("undo"));
  const redo = button("重做", "Ctrl+Y", () => ask("redo"));
  const grow = document.createElement("span");
  grow.className = "gw-grow";
  const panes = document.createElement("nav");
  panes.className = "gw-row gw-panetabs";
  panes.setAttribute("aria-label", "栏");
  const pane = (name, words, key) => {
    const node = button(words, key, () => root.classList.contains("is-narrow") || root.dataset.w === "s" ? showOnly(name) : fold(name));
    node.dataset.pane = name;
    panes.append(node);
    return node;
  };
  pane("outline", "大纲", "Ctrl+Alt+1：收起或展开大纲");
  pane("form", "写作", "Ctrl+Alt+2：收起或展开写作栏");
  pane("preview", "预览", "Ctrl+Alt+3：收起或展开预览");
  const exporter = button("导出 Word", "Ctrl+E", () => ask("export"), "is-primary");
  bar.append(back, title, saved, rule, undo, redo, grow, panes, exporter);

  const remember = () => {
    try { window.localStorage.setItem("gongwen:folded", root.dataset.folded || ""); } catch (error) { /* not kept */ }
  };
  const press = () => {
    const folded = (root.dataset.folded || "").split(" ");
    panes.childNodes.forEach((node) => {
      const on = root.dataset.w === "s" ? (root.dataset.only || "form") === node.dataset.pane : !folded.includes(node.dataset.pane);
      node.classList.toggle("is-on", on);
      node.setAttribute("aria-pressed", String(on));
    });
  };
  const fold = (name) => {
    const folded = new Set((root.dataset.folded || "").split(" ").filter(Boolean));
    if (folded.has(name)) folded.delete(name); else folded.add(name);
    if (folded.size === 3) folded.delete(name === "form" ? "preview" : "form");
    root.dataset.folded = [...folded].join(" ");
    remember();
    press();
  };
  const showOnly = (name) => { root.dataset.only = name; press(); };

  const showSaved = () => {
    const state = model.get("state");
    const stored = unsent && lost;
    saved.className = `gw-saved is-${lost ? "lost" : state.saved}`;
    const words = lost ? (unsent ? "未保存（已存在本机）" : "连接断开")
      : unsent || state.saved === "saving" ? "正在保存" : state.saved === "failed" ? "没存上" : state.at ? `已保存 ${state.at}` : "";
    const dot = document.createElement("span");
    dot.className = "gw-dot";
    const text = document.createElement("span");
    text.textContent = words;
    if (saved.textContent !== words) saved.replaceChildren(dot, text);
    saved.hidden = !words;
    saved.title = stored ? "连上后会问您要不要放回" : state.reason || "";
  };

  const showNotice = () => {
    const note = model.get("state").notice;
    notice.hidden = !note;
    if (!note) return;
    notice.className = `gw-notice is-${note.level}`;
    const words = document.createElement("span");
    words.className = "gw-grow";
    words.textContent = note.text;
    notice.replaceChildren(words);
    (note.actions || []).forEach(([id, label]) => notice.append(button(label, "", () => ask("action", { id }), "is-soft")));
    notice.append(button("知道了", "", () => ask("dismiss")));
  };

  const link = (name) => {
    const url = new URL(window.location.href);
    url.searchParams.delete("token");
    if (name) url.searchParams.set("report", name); else url.searchParams.delete("report");
    return url;
  };

  // A notebook has no link of its own: the tab remembers which report was open, for when the kernel starts anew.
  const remembered = (name) => {
    try {
      if (name === undefined) return window.sessionStorage.getItem("gongwen:report") || "";
      window.sessionStorage.setItem("gongwen:report", name);
    } catch (error) { /* not kept */ }
    return "";
  };

  const showState = () => {
    const state = model.get("state");
    const writing = state.view === "write";
    [back, rule, undo, redo, panes, exporter].forEach((node) => { node.hidden = !writing; });
    title.textContent = writing ? state.title : "公文工作簿";
    title.title = title.textContent;
    undo.setAttribute("aria-disabled", String(!state.undo));
    redo.setAttribute("aria-disabled", String(!state.redo));
    undo.title = state.undo ? `撤销：${state.undo}（Ctrl+Z）` : "没有可撤销的改动";
    redo.title = state.redo ? `重做：${state.redo}（Ctrl+Y）` : "没有可重做的改动";
    if (state.saved === "saved") unsent = false;
    showSaved();
    showNotice();
    if (root) root.dataset.view = state.view;
    const next = state.report || "";
    if (report !== null && next !== report && !lab()) {
      const url = link(next);
      if (url.href !== window.location.href) window.history.pushState({ report: next }, "", url);
    }
    report = next;
    if (lab() && root) remembered(next);
    if (!lab() && writing) document.title = `${state.title || "未命名"} · 公文工作簿`;
    else if (!lab()) document.title = "公文工作簿";
  };
  model.on("change:state", showState);

  const keys = (event) => {
    if (event.isComposing || !root) return;
    const control = event.ctrlKey || event.metaKey;
    const letter = event.key.toLowerCase();
    const writing = model.get("state").view === "write";
    const section = document.activeElement;
    const does = (() => {
      if (!writing) return null;
      if (control && !event.altKey && letter === "s") return () => ask("save");
      if (control && !event.altKey && letter === "z" && !event.shiftKey) return () => ask("undo");
      if (control && !event.altKey && (letter === "y" || (letter === "z" && event.shiftKey))) return () => ask("redo");
      if (control && !event.altKey && letter === "e") return () => ask("export");
      if (event.altKey && !control && event.key === "ArrowUp") return () => ask("step", { by: -1 });
      if (event.altKey && !control && event.key === "ArrowDown") return () => ask("step", { by: 1 });
      if (control && event.altKey && ["1", "2", "3"].includes(event.key)) return () => panes.children[Number(event.key) - 1].click();
      if (event.key === "F6") return () => {
        const stops = [...root.querySelectorAll(".gw-outline [tabindex='0'], .gw-form textarea, .gw-preview .gw-scroll")].filter((node) => node.offsetParent);
        const zones = [".gw-outline", ".gw-form", ".gw-preview"].map((name) => stops.find((node) => node.closest(name))).filter(Boolean);
        const at = zones.findIndex((node) => node.closest(".gw-pane") === (section && section.closest(".gw-pane")));
        const next = zones[(at + (event.shiftKey ? zones.length - 1 : 1)) % zones.length];
        if (next) next.focus();
      };
      return null;
    })();
    if (does) { event.preventDefault(); event.stopPropagation(); does(); } else if (lab()) event.stopPropagation();
  };

  const receive = (message, buffers) => {
    if (message.type === "pong") {
      pong = Date.now();
      if (lost) { lost = false; gone.hidden = true; if (root) root.dispatchEvent(new CustomEvent("gw-flush")); showSaved(); }
    } else if (message.type === "download") save(message, buffers);
    else if (message.type === "focus-form" && root) { if (root.dataset.w === "s") showOnly("form"); }
  };
  model.on("msg:custom", receive);

  const watch = window.setInterval(() => {
    try { model.send({ type: "ping" }); } catch (error) { /* the answer that does not come says enough */ }
    if (!lost && Date.now() - pong > LOST && document.visibilityState === "visible") {
      lost = true;
      const words = document.createElement("span");
      words.className = "gw-grow";
      words.textContent = "后台已停止或连接断开，页面暂时不能排版和保存。您输入的文字都在，已存在本机；点“重新连接”后会问您要不要放回。";
      gone.replaceChildren(words, button("重新连接", "", () => {
        if (root) root.dispatchEvent(new CustomEvent("gw-keep"));
        unsent = false;
        window.location.reload();
      }, "is-soft"));
      gone.hidden = false;
      if (root) root.dispatchEvent(new CustomEvent("gw-keep"));
      showSaved();
    }
  }, PING);

  const typed = () => { unsent = true; showSaved(); };
  const leaving = (event) => {
    if (!unsent || !lost) return;
    event.preventDefault();
    event.returnValue = "";
  };
  const travelled = () => {
    if (lab()) return;
    const wanted = new URLSearchParams(window.location.search).get("report") || "";
    if (wanted !== report) { report = wanted; ask(wanted ? "open" : "home", { report: wanted }); }
  };
  const size = () => {
    const width = root.clientWidth;
    root.dataset.w = width < 600 ? "s" : width < 1180 ? "m" : "l";
    press();
  };
  const watcher = new ResizeObserver(size);
  // In a notebook the app fills what is left of the panel under its own code, so that there is one scroll bar, not two.
  const LOW = 452;
  const HIGH = 720;
  const FOOT = 44; // what the notebook keeps empty under a cell
  const stand = () => {
    const panel = root.closest(".jp-WindowedPanel-outer") || root.closest(".jp-Notebook");
    if (!panel) return;
    const under = panel.clientHeight - (root.getBoundingClientRect().top - panel.getBoundingClientRect().top + panel.scrollTop) - FOOT;
    const whole = panel.clientHeight - FOOT;
    root.style.setProperty("--gw-room", `${Math.max(LOW, Math.min(HIGH, Math.floor(under >= LOW ? under : whole)))}px`);
    if (root.gwPanel === panel) return;
    root.gwPanel = panel;
    panels.disconnect();
    panels.observe(panel);
  };
  const panels = new ResizeObserver(stand);

  const grip = (event) => {
    const handle = event.target.closest ? event.target.closest(".gw-grip") : null;
    if (!handle || event.button) return;
    const left = handle.previousElementSibling;
    const from = event.clientX;
    const width = left.getBoundingClientRect().width;
    const move = (moved) => { left.style.width = `${Math.max(170, width + moved.clientX - from)}px`; left.style.flex = "none"; };
    const done = () => { window.removeEventListener("pointermove", move); window.removeEventListener("pointerup", done); };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", done);
    event.preventDefault();
  };

  const attach = () => {
    root = el.closest(".gw-app");
    if (!root) return;
    root.setAttribute("data-lm-suppress-shortcuts", "true");
    root.dataset.host = lab() ? "lab" : "voila";
    try { root.dataset.folded = window.localStorage.getItem("gongwen:folded") || ""; } catch (error) { root.dataset.folded = ""; }
    root.addEventListener("keydown", keys);
    root.addEventListener("gw-typed", typed);
    root.addEventListener("pointerdown", grip);
    window.addEventListener("popstate", travelled);
    window.addEventListener("beforeunload", leaving);
    watcher.observe(root);
    if (lab()) stand();
    showState();
  };
  const waiting = window.setInterval(() => { if (el.isConnected && el.closest(".gw-app")) { window.clearInterval(waiting); attach(); } }, 20);
  const wanted = lab() ? (model.get("state").view === "start" ? remembered() : "") : new URLSearchParams(window.location.search).get("report") || "";
  model.send({ type: "hello", report: wanted });
  if (!lab()) window.history.replaceState({ report: wanted }, "", link(wanted));
  showState();

  return () => {
    window.clearInterval(waiting);
    window.clearInterval(watch);
    watcher.disconnect();
    panels.disconnect();
    model.off("msg:custom", receive);
    model.off("change:state", showState);
    window.removeEventListener("popstate", travelled);
    window.removeEventListener("beforeunload", leaving);
    if (root) {
      root.removeEventListener("keydown", keys);
      root.removeEventListener("gw-typed", typed);
      root.removeEventListener("pointerdown", grip);
    }
  };
}

export default { render };
