// The frame of the app: top bar, save state, notices, the link of the open report, downloads, and what joins the panes.

const PASSING = 9000;
const READING = 220; // ms a character
const PASSES = ["done", "acc"];

function linkOf(report, remark = "") {
  const url = new URL(window.location.href);
  url.searchParams.delete("token");
  if (report) url.searchParams.set("report", report); else url.searchParams.delete("report");
  if (report && remark) url.searchParams.set("remark", remark); else url.searchParams.delete("remark");
  return url;
}

function notices(look, role) {
  const strip = make("div", `gw-notice ${look}`);
  strip.setAttribute("role", role);
  strip.hidden = true;
  return {
    node: strip,
    hide() { strip.hidden = true; },
    show(level, text, buttons) {
      strip.className = `gw-notice is-${level}`;
      strip.replaceChildren(make("span", "gw-grow", text), ...buttons);
      strip.hidden = false;
    },
  };
}

function render({ model, el }) {
  const lab = inLab();
  pageName(model.get("app"));
  let root = null;
  let report = null;
  let [leaveRoom, leaveActs] = [() => {}, () => {}];
  let closing = null; // what closes the fields of who may only read
  const dirty = new Set(); // fields whose text is not saved yet
  const bar = make("header", "gw-top");
  const gone = notices("is-should", "alert");
  const notice = notices("", "status");
  el.append(bar, gone.node, notice.node);

  const ask = (type, more = {}) => {
    window.gwAsker = el; // of two views of a notebook only the one that was asked saves the file
    if (root) root.dispatchEvent(new CustomEvent("gw-flush"));
    model.send({ type, ...more });
    if (type !== "dismiss") wished();
  };
  // While the program does not answer nothing that is asked of it is done; whoever asks is told so.
  const wished = () => { if (life.lost()) tellLost(true); };
  const tellLost = (asked) => {
    const head = asked ? "刚才点的没有做成：程序没有回应，现在不能换节、排版、保存和导出。" : "程序没有回应，可能已停止，暂时不能换节、排版、保存和导出。";
    const way = lab ? "您输入的文字都在，已存在本机。请重新运行这个单元格，再打开这份报告，会问您要不要放回。" : "这里可以接着写，文字存在本机；点“重新连接”后会问您要不要放回。";
    const again = press("重新连接", "is-soft", () => { root.dispatchEvent(new CustomEvent("gw-keep")); dirty.clear(); window.location.reload(); });
    gone.show("should", head + way, lab ? [] : [again]);
    if (asked) window.requestAnimationFrame(() => gone.node.classList.add("is-again"));
  };
  const back = press("‹ 全部报告", "is-quiet", () => ask("home"), "存好，回到报告列表");
  const title = make("h1", "gw-title");
  title.dir = "auto";
  const saved = make("span", "gw-saved");
  saved.setAttribute("role", "status");
  const undo = press("撤销", "is-quiet", () => ask("undo"));
  const redo = press("重做", "is-quiet", () => ask("redo"));
  const steps = make("span", "gw-row gw-steps");
  steps.append(make("span", "gw-sep"), undo, redo);
  const tabs = make("nav", "gw-row gw-panetabs");
  tabs.setAttribute("aria-label", "栏");
  const layout = panes(tabs);
  const helper = press("帮助", "is-quiet", () => toggleHelp(), "使用手册和快捷键（F1）");
  const exporter = taker((final) => ask("export", { final }));
  const people = make("span", "gw-people");
  const me = press("", "is-quiet gw-caret gw-me", () => ask("members"));
  const remarks = make("span", "gw-count"); // annotations that are open
  const musts = make("span", "gw-count is-must"); // findings that must be mended
  const turn = make("span", "gw-chip is-turn", "轮到您");
  const views = make("nav", "gw-row gw-views-nav");
  views.setAttribute("aria-label", "视图");
  [["write", "写作"], ["check", "检查"], ["review", "批注"], ["data", "数据"], ["history", "版本"]].forEach(([name, words]) => {
    const node = press(words, "is-quiet", () => ask("view", { name }));
    node.dataset.view = name;
    if (name === "review") node.append(remarks);
    if (name === "check") { node.append(musts); node.title = "打开检查；在写作里按 F7"; }
    views.append(node);
  });
  bar.append(back, title, turn, saved, people, steps, make("span", "gw-grow"), tabs, views, me, helper, exporter.node);

  const help = helpPanel(() => toggleHelp());
  const toggleHelp = () => {
    if (help.node.isConnected) { help.node.remove(); helper.focus(); return; }
    root.append(help.node);
    help.node.focus();
    model.send({ type: "help" });
  };

  const wordsOf = (state) => {
    if (life.lost()) return dirty.size ? ["lost", "未保存（已存在本机）"] : ["lost", "连接断开"];
    if (state.only && state.saved !== "failed") return ["held", state.only.startsWith("只读") ? "只读" : "可批注"];
    if (state.saved === "failed") return ["failed", dirty.size ? "未保存（已存在本机）" : "未保存（还在页面上）"];
    if (state.saved === "held") return ["held", "未保存（已另存，等您停下）"];
    if (dirty.size || state.saved === "saving") return ["saving", "正在保存"];
    return ["saved", state.at ? `已保存 ${state.at}` : ""];
  };
  const showSaved = () => {
    const state = model.get("state");
    const [look, words] = wordsOf(state);
    saved.className = `gw-saved is-${look}`;
    saved.hidden = state.view !== "write" || !words;
    if (saved.textContent !== words) saved.replaceChildren(make("i", { failed: "gw-dot is-tri", lost: "gw-dot is-ring" }[look] || "gw-dot"), make("span", "", words));
    saved.title = look === "lost" ? "连上后会问您要不要放回" : state.reason || "";
    if (look === "saved" && report && el.isConnected) forgetMine(report); // an app taken off the page knows nothing any more
  };
  const showPeople = () => {
    const names = model.get("state").people;
    people.hidden = !names.length;
    people.title = names.length ? `也开着这份报告的：${names.join("、")}` : "";
    const shownNames = names.length > 3 ? [...names.slice(0, 2), `等 ${names.length} 人`] : names;
    if (people.textContent !== shownNames.join("")) people.replaceChildren(...shownNames.map((name) => make("span", "gw-person", name)));
  };
  const showMe = () => {
    const { me: [name, words], view } = model.get("state");
    me.textContent = name;
    me.title = `${words}${view === "write" ? "。点开可以看谁能做什么" : ""}`;
    me.hidden = !name;
  };
  let pause = 0;
  const soonSaved = () => { // a change of words waits a moment, so that it does not flicker at every key
    if (!pause) pause = window.setTimeout(() => { pause = 0; showSaved(); }, 150);
  };

  // What is done is said at the foot, moves nothing and goes by itself; what needs a person stands under the bar and stays.
  // One that has been shown is not begun anew by a save, and not shown again to a page that comes later.
  let passing = 0;
  let shown = model.get("state").notice;
  if (shown && !PASSES.includes(shown.level)) shown = null;
  const dismissed = () => { notice.hide(); ask("dismiss"); }; // gone at once, whether or not the program answers
  const showNotice = () => {
    const note = model.get("state").notice;
    if (note && JSON.stringify(note) === JSON.stringify(shown)) return;
    shown = note;
    window.clearTimeout(passing);
    if (!note) { notice.hide(); return; }
    const toast = PASSES.includes(note.level);
    const actions = (note.actions || []).map(([id, label]) => press(label, "is-soft", () => ask("action", { id })));
    notice.show(note.level, note.text, [...actions, press(note.asks ? "取消" : "知道了", "is-quiet", dismissed)]);
    notice.node.classList.toggle("is-toast", toast);
    const head = note.asks && root ? root.querySelector(".gw-form > :first-child") : null;
    if (head) head.after(notice.node); // a question stands by the menu that led to it
    else (toast && root ? root : el).append(notice.node);
    if (toast) passing = window.setTimeout(dismissed, Math.max(PASSING, READING * note.text.length));
  };

  const opened = (next) => {
    if (report !== null && next !== report && !lab) {
      const url = linkOf(next);
      if (url.href !== window.location.href) window.history.pushState({ report: next }, "", url);
    }
    if (next !== report) {
      life.working(false); // what was brought in is there
      dirty.clear();
      if (root) layout.only("form"); // on a phone the pane looked at last is not where another report begins
      if (next) keptTexts(next).then((found) => {
        const items = found.filter((item) => !item.mine);
        if (items.length && report === next) model.send({ type: "kept", report: next, items: items.slice(0, 200) });
      });
    }
    report = next;
    if (lab && root) tabReport(next);
  };
  const showState = () => {
    const state = model.get("state");
    const writing = state.view === "write";
    [back, steps, views, exporter.node].forEach((node) => { node.hidden = !writing; });
    tabs.hidden = !writing || state.look !== "write";
    [...views.children].forEach((node) => {
      const on = node.dataset.view === (state.panel && state.look === "write" ? "check" : state.look);
      node.classList.toggle("is-on", on);
      if (on) node.setAttribute("aria-current", "page"); else node.removeAttribute("aria-current");
    });
    remarks.hidden = !state.remarks;
    remarks.textContent = state.remarks ? String(state.remarks) : "";
    musts.hidden = !state.musts;
    if (musts.dataset.n !== String(state.musts)) { musts.dataset.n = state.musts; musts.replaceChildren(make("span", "gw-sr", "必改 "), String(state.musts)); }
    turn.hidden = !writing || !state.turn;
    turn.title = state.turn || "";
    tagged(title, writing ? state.tag : "", writing ? state.title : "公文工作簿");
    title.title = title.textContent;
    [[undo, state.undo, "撤销", "Ctrl+Z"], [redo, state.redo, "重做", "Ctrl+Y"]].forEach(([node, label, word, key]) => {
      node.setAttribute("aria-disabled", String(!label));
      node.title = label ? `${word}：${label}（${key}）` : `没有可${word}的改动`;
    });
    if (root) root.gwReport = state.report || "";
    opened(state.report || "");
    showSaved();
    showPeople();
    showMe();
    showNotice();
    if (closing) closing.set(Boolean(writing && state.only));
    if (root) Object.assign(root.dataset, { view: state.view, look: state.look, panel: state.panel ? "check" : "" });
    if (!lab) document.title = writing ? `${state.title || "未命名"} · 公文工作簿` : "公文工作簿";
  };

  const life = heart(model, (lost) => {
    if (root) root.dispatchEvent(new CustomEvent(lost ? "gw-keep" : "gw-flush"));
    if (lost) tellLost(false); else gone.hide();
    showSaved();
  });
  const app = {
    undo: () => ask("undo"), redo: () => ask("redo"), save: () => ask("save"), export: exporter.again,
    step: (by) => ask("step", { by }), pane: (name) => layout.toggle(name), zone: (by) => nextZone(root, by),
    escape: () => (help.node.isConnected ? toggleHelp() : backToText(root)),
  };
  const elsewhere = { step: () => {}, pane: () => {}, zone: () => {}, escape: () => { if (help.node.isConnected) toggleHelp(); } }; // where nothing is written
  const keys = (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const { view, look } = model.get("state");
    const writing = view === "write";
    const action = event.key === "F1" ? toggleHelp : writing || help.node.isConnected ? actionOf(event, look === "write" ? app : { ...app, ...elsewhere }) : null;
    if (action) { event.preventDefault(); event.stopPropagation(); action(); } else if (lab) event.stopPropagation();
  };
  const marked = (event) => {
    if (event.detail.dirty) dirty.add(event.detail.id); else dirty.delete(event.detail.id);
    soonSaved();
  };
  const wrote = (event) => {
    if (event.target.classList.contains("gw-area")) root.gwArea = event.target;
    const paste = event.target.closest(".gw-paste");
    if (paste) window.setTimeout(() => paste.scrollIntoView({ block: "nearest" }), 0); // the box with its button
  };
  const clicked = (event) => { // what widgets of their own ask for; the bar's buttons and the keys go by ask
    const node = event.target.closest(".gw-toc-item, .gw-foot .gw-btn, .gw-menu button, .gw-form .gw-btn, .gw-start .gw-btn, .gw-linkbtn");
    if (node && !node.closest(".gw-notice") && !node.matches(".gw-fold, .gw-caret")) wished();
  };
  const stepped = (event) => ask(event.detail);
  const pointed = (event) => { if (!lab && report) window.history.replaceState({ report }, "", linkOf(report, event.detail)); };
  const dropped = (event) => { if (event.dataTransfer && [...event.dataTransfer.types].includes("Files")) event.preventDefault(); };
  const leaving = (event) => {
    if (!dirty.size || !life.lost()) return;
    event.preventDefault();
    event.returnValue = "";
  };
  const went = () => model.send({ type: "bye" });
  const travelled = () => {
    if (lab) return;
    const wanted = new URLSearchParams(window.location.search).get("report") || "";
    if (wanted !== report) { report = wanted; ask(wanted ? "open" : "home", { report: wanted }); }
  };
  const receive = (message, buffers) => {
    if (message.type === "download") { if (!window.gwAsker || window.gwAsker === el || !window.gwAsker.isConnected) download(message, buffers); }
    else if (message.type === "focus-form" && root && root.dataset.w === "s") layout.only("form");
    else if (message.type === "help") help.fill(message.blocks);
  };
  const ears = lab ? null : document; // in Voila the app is the whole page, wherever the focus is
  const wired = [["gw-busy", (event) => life.working(event.detail)], ["gw-dirty", marked], ["gw-step", stepped], ["gw-remark", pointed], ["focusin", wrote], ["click", clicked], ["dragover", dropped], ["drop", dropped]];

  model.on("msg:custom", receive);
  model.on("change:state", showState);
  const attach = () => {
    root = el.closest(".gw-app");
    root.setAttribute("data-lm-suppress-shortcuts", "true");
    if (lab) root.tabIndex = -1; // a click beside a field keeps the focus here, and so the keys from the notebook's commands
    root.dataset.host = lab ? "lab" : "voila";
    layout.attach(root);
    closing = reader(root);
    leaveActs = watchActs(root);
    if (lab) leaveRoom = notebookRoom(root);
    wired.forEach(([name, does]) => root.addEventListener(name, does));
    (ears || root).addEventListener("keydown", keys);
    window.addEventListener("popstate", travelled);
    window.addEventListener("pagehide", went);
    window.addEventListener("beforeunload", leaving);
    showState();
  };
  const waiting = window.setInterval(() => { if (el.isConnected && el.closest(".gw-app")) { window.clearInterval(waiting); attach(); } }, 20);
  const wanted = lab ? (model.get("state").view === "start" ? tabReport() : "") : new URLSearchParams(window.location.search).get("report") || "";
  const remark = lab ? "" : new URLSearchParams(window.location.search).get("remark") || "";
  model.send({ type: "hello", report: wanted, remark, name: keptName() });
  if (!lab) window.history.replaceState({ report: wanted }, "", linkOf(wanted, remark));
  showState();

  return () => {
    window.clearInterval(waiting);
    life.stop();
    layout.detach();
    exporter.close();
    leaveRoom();
    leaveActs();
    if (closing) closing.stop();
    model.off("msg:custom", receive);
    model.off("change:state", showState);
    window.removeEventListener("popstate", travelled);
    window.removeEventListener("pagehide", went);
    window.removeEventListener("beforeunload", leaving);
    if (!root) return;
    wired.forEach(([name, does]) => root.removeEventListener(name, does));
    (ears || root).removeEventListener("keydown", keys);
  };
}

export default { render };
