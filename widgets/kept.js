// What this browser keeps of text that is not saved yet: one entry a field, under the report's name.

const KEPT = "gongwen:text:";

// Whose a text is: this window's, and of the apps it has shown the present one's; a dead kernel's text is to be offered.
function pageName(app) {
  window.gongwenWindow = window.gongwenWindow || Math.random().toString(36).slice(2);
  if (app) window.gongwenApp = app;
  return `${window.gongwenWindow}:${window.gongwenApp || ""}`;
}

function keepText(report, target, text, base, page = pageName()) {
  try {
    window.localStorage.setItem(`${KEPT}${report}:${target}`, JSON.stringify({ text, base, at: Date.now(), page }));
  } catch (error) { /* the browser keeps no storage: Python's copy is the only one */ }
}

function forgetText(report, target) {
  try { window.localStorage.removeItem(`${KEPT}${report}:${target}`); } catch (error) { /* nothing was kept */ }
}

function keptTexts(report) {
  const found = [];
  const start = `${KEPT}${report}:`;
  try {
    Object.keys(window.localStorage).filter((key) => key.startsWith(start)).forEach((key) => {
      const { text, base, at, page } = JSON.parse(window.localStorage.getItem(key)) || {};
      if (typeof text === "string") found.push({ target: key.slice(start.length), text, base: String(base || ""), at: Number(at) || 0, mine: page === pageName() });
    });
  } catch (error) { /* nothing that can be read */ }
  return found;
}

// A report was stored under another name: what this page keeps of it goes along, or it would be offered to the old one.
function moveKept(from, to) {
  if (from === to) return;
  keptTexts(from).filter((item) => item.mine).forEach((item) => {
    keepText(to, item.target, item.text, item.base);
    forgetText(from, item.target);
  });
}

// All this page kept of a report is saved now; what another page kept is not this one's to forget.
function forgetMine(report) {
  keptTexts(report).filter((item) => item.mine).forEach((item) => forgetText(report, item.target));
}
