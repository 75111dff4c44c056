// The keys of the app. None of them is one that input methods use, and in JupyterLab none goes on to the notebook.

const KEYS = [
  ["Ctrl+S", "立即保存"], ["Ctrl+Z", "撤销"], ["Ctrl+Y", "重做"], ["Ctrl+E", "导出 Word（上次选的那一种）"],
  ["Alt+↑ / Alt+↓", "上一节 / 下一节"], ["Ctrl+Alt+4 / 5 / 6 / 7", "这一段作（1）、1.、一是列项，或者引文；再按一次变回正文"], ["写作里 Ctrl+Alt+8", "在光标处插入指标表里的数"],
  ["F6 / Shift+F6", "到下一栏 / 上一栏"], ["Esc", "关菜单、回正文"],
  ["Ctrl+Alt+1 / 2 / 3", "收起或展开大纲、写作、预览"],
  ["F7", "打开检查，到列表里"], ["写作里 Alt+J / Alt+K", "下一处 / 上一处要改的，光标就到那里"], ["写作里 Alt+回车", "照检查说的改，再到下一处"], ["检查里 ↑ / ↓、回车、Esc", "选一条、到那一处、关上"], ["版本里 Alt+J / Alt+K", "下一处 / 上一处改动"],
  ["写作里 F8 / Shift+F8", "下一句 / 上一句从上年带来、没看过的"], ["写作里 F9", "这一句看过了，到下一句"],
  ["批注里 Alt+J / Alt+K", "下一条 / 上一条批注"], ["批注里 Ctrl+Alt+M", "给选中的字或者这一句加批注"], ["批注里 Ctrl+Alt+1 到 9", "加上第几条常用批注"],
  ["批注里 Alt+回车", "采纳"], ["卡片上 A / P / N / R", "采纳 / 部分采纳 / 不采纳 / 回复"],
  ["F1", "使用手册和快捷键"],
  ["预览里 ↑ / ↓、回车", "选一行，到那一句去改"], ["分隔条上 ← / →、Home", "调栏宽、恢复原宽"],
];

function zones(root) {
  const stops = [root.gwArea, ...root.querySelectorAll(".gw-outline [tabindex='0'], .gw-form textarea, .gw-form .gw-imported button, .gw-form .gw-answer input:checked, .gw-preview .gw-scroll")];
  const seen = stops.filter((node) => node && node.isConnected && node.offsetParent && !node.classList.contains("gw-grip"));
  return [".gw-outline", ".gw-form", ".gw-preview"].map((name) => seen.find((node) => node.closest(name))).filter(Boolean);
}

function nextZone(root, by) {
  const all = zones(root);
  const pane = document.activeElement && document.activeElement.closest(".gw-pane");
  const at = all.findIndex((node) => node.closest(".gw-pane") === pane);
  const next = all[((at < 0 && by < 0 ? 0 : at) + by + all.length) % all.length];
  if (next) next.focus();
}

// Back to the field that had the caret last, or the first there is.
function backToText(root) {
  const areas = [...root.querySelectorAll(".gw-form .gw-area, .gw-form .gw-answer input:checked")].filter((node) => node.offsetParent);
  const area = areas.find((node) => node === root.gwArea) || areas[0];
  if (area) area.focus();
}

// Returns what a key does, or null. `app` holds the app's actions by name.
function actionOf(event, app) {
  const control = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (control && !event.altKey) {
    if (key === "z") return event.shiftKey ? app.redo : app.undo;
    return { s: app.save, y: app.redo, e: app.export }[key] || null;
  }
  if (control && event.altKey) return { Digit1: () => app.pane("outline"), Digit2: () => app.pane("form"), Digit3: () => app.pane("preview") }[event.code] || null;
  if (event.altKey) return { arrowup: () => app.step(-1), arrowdown: () => app.step(1) }[key] || null;
  if (key === "f6") return () => app.zone(event.shiftKey ? -1 : 1);
  return key === "escape" ? app.escape : null;
}
