// What this browser keeps of text that is not saved yet: one entry a field, under the report's name.
//
// It goes into localStorage first, whose writes are done before the tab can be closed; what that has no room for goes
// into IndexedDB, which takes a moment.

const KEPT = "gongwen:text:";
const DEEP = "kept";

// What names a remark or an answer that is being written: the card's id and what is written into it.
const REMARK = "remark#";
const remarkOf = (id, mode) => `${REMARK}${id}#${mode}`;
const isRemark = (target) => target.startsWith(REMARK);

// Whose a text is: this window's, and of the apps it has shown the present one's; a dead kernel's text is to be offered.
function pageName(app) {
  window.gongwenWindow = window.gongwenWindow || Math.random().toString(36).slice(2);
  if (app) window.gongwenApp = app;
  return `${window.gongwenWindow}:${window.gongwenApp || ""}`;
}

// One step in IndexedDB; without it, or when it fails, the answer is `otherwise`.
function deep(mode, step, otherwise) {
  return new Promise((done) => {
    const fail = () => done(otherwise);
    try {
      const asked = window.indexedDB.open("gongwen", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(DEEP);
      asked.onerror = fail;
      asked.onsuccess = () => {
        const work = asked.result.transaction(DEEP, mode);
        const request = step(work.objectStore(DEEP));
        work.oncomplete = () => { asked.result.close(); done(request.result); };
        work.onerror = fail;
        work.onabort = fail;
      };
    } catch (error) { fail(); }
  });
}

function keepText(report, target, text, base, page = pageName()) {
  const key = `${KEPT}${report}:${target}`;
  const kept = JSON.stringify({ text, base, at: Date.now(), page });
  try {
    window.localStorage.setItem(key, kept);
  } catch (error) { // full, or not allowed here
    window.gongwenDeep = true;
    deep("readwrite", (store) => store.put(kept, key), null);
  }
}

function forgetText(report, target) {
  const key = `${KEPT}${report}:${target}`;
  try { window.localStorage.removeItem(key); } catch (error) { /* nothing was kept */ }
  if (window.gongwenDeep) deep("readwrite", (store) => store.delete(key), null);
}

// What another page kept was put back or let go; what this one keeps under the same name by now stays.
function forgetTheirs(report, target) {
  if (!nearTexts(report).some((item) => item.mine && item.target === target)) forgetText(report, target);
}

function readKept(key, value, start) {
  try {
    const { text, base, at, page } = JSON.parse(value) || {};
    if (typeof text !== "string") return [];
    return [{ target: key.slice(start.length), text, base: String(base || ""), at: Number(at) || 0, mine: page === pageName() }];
  } catch (error) { return []; }
}

// What can be had at once.
function nearTexts(report) {
  const start = `${KEPT}${report}:`;
  try {
    const keys = Object.keys(window.localStorage).filter((key) => key.startsWith(start));
    return keys.flatMap((key) => readKept(key, window.localStorage.getItem(key), start));
  } catch (error) { return []; }
}

async function keptTexts(report) {
  const start = `${KEPT}${report}:`;
  const range = window.IDBKeyRange ? window.IDBKeyRange.bound(start, `${start}\uffff`) : null;
  const keys = await deep("readonly", (store) => store.getAllKeys(range), []);
  const values = await deep("readonly", (store) => store.getAll(range), []);
  if (keys.length) window.gongwenDeep = true;
  const far = keys.length === values.length ? keys.flatMap((key, at) => readKept(key, values[at], start)) : [];
  const near = nearTexts(report);
  return [...near, ...far.filter((item) => !near.some((other) => other.target === item.target && other.at >= item.at))];
}

// A report was stored under another name: what this page keeps of it goes along, or it would be offered to the old one.
function moveKept(from, to) {
  if (from === to) return;
  nearTexts(from).filter((item) => item.mine).forEach((item) => {
    keepText(to, item.target, item.text, item.base);
    forgetText(from, item.target);
  });
}

// All this page kept of a report's text is saved now; what another page kept is not this one's to forget, and a remark
// that is still being written is no part of the report.
function forgetMine(report) {
  nearTexts(report).filter((item) => item.mine && !isRemark(item.target)).forEach((item) => forgetText(report, item.target));
}
