// The list of reports: the one last worked on at the top, then all, narrowed by filters, found by title and by text.
//
// Rows come once and then only when they differ; they are painted a part at a time, and a row that stays is not painted anew.

const FIELDS = ["id", "title", "tag", "kind", "year", "organs", "stage", "saved", "at", "by", "characters", "where", "binned"];
const COLUMNS = [["标题", "title"], ["年度", "year"], ["阶段", "stage"], ["最后保存", "at"], ["", ""]];
const FILTERS = [["year", "全部年度"], ["kind", "全部种类"], ["organ", "全部机关"], ["stage", "全部阶段"]];
const PART = 60;
const PAUSE = 250;
const SAID = { delete: ["已移到回收站", "放回来", "restore"], archive: ["已归档", "取出来", "unarchive"], copy: ["已复制一份", "打开副本", "open"], restore: ["已放回来", "打开", "open"], unarchive: ["已取出来", "打开", "open"] };
const WHERES = [["now", "在办"], ["archive", "已归档"], ["bin", "回收站"]];
const order = new Intl.Collator("zh-CN", { numeric: true }).compare;

// What the list was narrowed to, so that it is there again when a person comes back from a report.
const kept = { words: "", where: "now", sort: "at", down: true, year: "", kind: "", organ: "", stage: "" };

const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
const values = (row, name) => (name === "organ" ? row.organs : [row[name]]);

function render({ model, el }) {
  const rows = new Map();
  const drawn = new Map(); // id: {row, people, tr}
  let most = PART;
  let asked = 0;
  let pause = 0;
  let loaded = false;

  const strip = make("div", "gw-told");
  const card = make("div", "gw-latest");
  const head = make("div", "gw-row gw-listhead");
  const search = make("input", "gw-field gw-listsearch");
  Object.assign(search, { type: "search", placeholder: "按标题和正文查找", maxLength: 200, value: kept.words });
  search.setAttribute("aria-label", "按标题和正文查找");
  const wheres = make("div", "gw-seg");
  wheres.setAttribute("role", "group");
  wheres.setAttribute("aria-label", "哪些报告");
  head.append(make("h2", "", "全部报告"), make("span", "gw-grow"), search, wheres);
  const filters = make("div", "gw-row gw-filters");
  const picks = FILTERS.map(([name, all]) => {
    const pick = make("select", "gw-field");
    pick.setAttribute("aria-label", all.slice(2));
    pick.addEventListener("change", () => { kept[name] = pick.value; narrow(); });
    filters.append(pick);
    return { name, all, pick, filled: "" };
  });
  const table = make("table", "gw-table");
  table.setAttribute("aria-label", "全部报告");
  const top = make("tr");
  const heads = COLUMNS.map(([words, name]) => {
    const cell = make("th");
    cell.scope = "col";
    if (name) {
      cell.append(press(words, "gw-sort", () => sortBy(name)));
    }
    top.append(cell);
    return [cell, name];
  });
  const thead = make("thead");
  thead.append(top);
  const body = make("tbody");
  table.append(thead, body);
  const none = make("p", "gw-2nd gw-none");
  const more = press("", "is-quiet gw-more", () => { most += PART * 2; fill(); });
  const open = (id, place = null) => model.send({ type: "open", id, place });
  const found = foundList((id) => rows.get(id), open);
  const empty = make("div", "gw-empty");
  empty.append(make("h2", "", "还没有报告"), make("p", "gw-2nd", "在左边新建一份，或者把已有的稿子导入进来；也可以先看示例报告。"));
  el.append(strip, card, head, filters, table, none, more, found.node, empty);

  // --- a row ------------------------------------------------------------------------------------------------------
  const act = (words, what, row) => {
    const button = press(words, "is-quiet", () => model.send({ type: "do", what, id: row.id }));
    button.setAttribute("aria-label", `${words} ${row.title}`);
    return button;
  };
  // The report of the next year can be begun from the latest of its kind and organs, unless that is this year's.
  const seriesOf = (row) => `${row.kind}\n${[...row.organs].sort().join("\n")}`;
  const canNext = (row) => {
    const year = Number(row.year);
    return row.where !== "bin" && year > 0 && year < model.get("season") && row.tag !== "示例" && latestYears().get(seriesOf(row)) === year;
  };
  let years = null; // the latest year of each kind and organs; made anew when rows came
  const latestYears = () => {
    if (!years) {
      years = new Map();
      rows.forEach((row) => { if (row.where !== "bin" && row.tag !== "示例") years.set(seriesOf(row), Math.max(years.get(seriesOf(row)) || 0, Number(row.year))); });
    }
    return years;
  };
  const nextOf = (row, look) => {
    const button = press(`接着写${model.get("season")}年`, look, () => model.send({ type: "next", id: row.id }), `接着这一份写${model.get("season")}年度的，结构、署名和数据都带过去`);
    button.setAttribute("aria-label", `接着写${model.get("season")}年度 ${row.title}`);
    return button;
  };
  const cell = (look, ...inside) => { const td = make("td", look); td.append(...inside); return td; };
  const line = (row, people) => {
    const binned = row.where === "bin";
    const name = binned ? make("span", "gw-clip") : press(row.title, "gw-linkbtn", () => open(row.id), row.title);
    if (!binned) name.className = "gw-linkbtn";
    tagged(name, row.tag, row.title);
    const about = make("div", "gw-about gw-2nd");
    about.append(...people.map((person) => { const badge = make("span", "gw-person", person); badge.title = `${person}开着这一份`; return badge; }));
    const saved = row.by ? `${row.saved} ${row.by}` : row.saved;
    const away = row.where === "archive" && kept.words ? ["已归档"] : [];
    const told = [...away, row.kind, row.organs.join("、")].filter(Boolean).join(" · ");
    const narrow = make("span", "gw-narrow", [row.year, row.stage, saved].filter(Boolean).join(" · "));
    about.append(make("span", "gw-clip", told), ...(canNext(row) ? [nextOf(row, "is-quiet gw-next")] : []), narrow);
    about.title = told;
    const when = cell("gw-num", make("div", "", row.saved));
    if (row.by) when.append(make("div", "gw-2nd gw-clip", row.by));
    const put = row.where === "archive" ? act("取出来", "unarchive", row) : act("归档", "archive", row);
    const acts = binned ? [act("放回来", "restore", row)] : [act("复制", "copy", row), put, act("删除", "delete", row)];
    const tr = make("tr");
    tr.append(cell("", name, about), cell("gw-num", row.year), cell("gw-clip", row.stage), when, cell("gw-acts", ...acts));
    return tr;
  };
  const drawnLine = (row) => {
    const people = model.get("people")[row.id] || [];
    const shown = people.length > 2 ? [people[0], `等 ${people.length} 人`] : people;
    const stamp = `${shown.join("\n")}\n${Boolean(kept.words)}\n${canNext(row)}`;
    const had = drawn.get(row.id);
    if (had && had.row === row && had.stamp === stamp) return had.tr;
    const tr = line(row, shown);
    if (had && had.tr.isConnected) { // the button that has the focus keeps it
      const at = [...had.tr.querySelectorAll("button")].indexOf(document.activeElement);
      had.tr.replaceWith(tr);
      if (at >= 0 && tr.querySelectorAll("button")[at]) tr.querySelectorAll("button")[at].focus();
    }
    drawn.set(row.id, { row, stamp, tr });
    return tr;
  };

  // --- which rows -------------------------------------------------------------------------------------------------
  const key = (row) => { row.key = row.key || folded([row.title, row.tag, row.year, row.kind, ...row.organs].join("")); return row.key; };
  const fits = (row) => FILTERS.every(([name]) => !kept[name] || values(row, name).includes(kept[name]));
  const wanted = () => {
    const words = kept.words.split(/[\s“”"]+/).map(folded).filter(Boolean);
    const here = (row) => (words.length ? row.where !== "bin" : row.where === kept.where);
    const list = [...rows.values()].filter((row) => here(row) && fits(row) && words.every((word) => key(row).includes(word)));
    const by = kept.sort;
    const when = kept.where === "bin" ? "binned" : "at"; // what was thrown away last is what is looked for there
    const compare = by === "at" ? (a, b) => a[when] - b[when] : (a, b) => order(a[by], b[by]) || a.at - b.at;
    return list.sort(kept.down ? (a, b) => compare(b, a) : compare);
  };
  const fill = () => {
    const list = wanted();
    const part = list.slice(0, most);
    let at = body.firstChild;
    part.forEach((row) => {
      const old = drawn.get(row.id);
      const stands = old && old.tr === at;
      const tr = drawnLine(row);
      if (stands || tr === at) at = tr.nextSibling; else body.insertBefore(tr, at);
    });
    while (at) { const next = at.nextSibling; at.remove(); at = next; }
    if (drawn.size > 20 * PART) drawn.forEach((each, id) => { if (!each.tr.isConnected) drawn.delete(id); });
    const left = list.length - part.length;
    more.hidden = left <= 0;
    more.textContent = `还有 ${left} 份，接着列`;
    table.hidden = !list.length;
    none.hidden = list.length > 0 || !loaded || !empty.hidden;
    none.replaceChildren(kept.words ? "没有这样标题的报告" : FILTERS.some(([name]) => kept[name]) ? "没有这样的报告 " : kept.where === "archive" ? "归档里还没有报告" : "在办的报告都归档了");
    if (FILTERS.some(([name]) => kept[name])) none.append(press("不再筛选", "is-soft", () => { FILTERS.forEach(([name]) => { kept[name] = ""; }); narrow(); }));
  };
  const paintHead = () => {
    const all = [...rows.values()];
    const some = all.some((row) => row.where !== "bin");
    const counts = Object.fromEntries(WHERES.map(([where]) => [where, all.filter((row) => row.where === where).length]));
    const places = WHERES.filter(([where]) => where === "now" || counts[where]);
    if (!counts[kept.where]) kept.where = "now";
    head.hidden = !all.length;
    search.hidden = !some;
    empty.hidden = some || !loaded || kept.where === "bin";
    const on = (where) => kept.where === where && !kept.words.trim(); // words are looked for in all but the bin
    wheres.hidden = places.length < 2;
    const held = wheres.contains(document.activeElement) && document.activeElement.dataset.where;
    wheres.replaceChildren(...places.map(([where, words]) => {
      const button = press(`${words} ${counts[where]}`, on(where) ? "is-on" : "", () => { kept.where = where; kept.words = ""; search.value = ""; narrow(); });
      button.dataset.where = where;
      button.setAttribute("aria-pressed", String(on(where)));
      return button;
    }));
    const same = held && [...wheres.children].find((node) => node.dataset.where === held);
    if (same) same.focus();
    picks.forEach((each) => {
      const known = [...new Set(all.filter((row) => row.where !== "bin").flatMap((row) => values(row, each.name)))].filter(Boolean).sort(order);
      if (each.name === "year") known.reverse();
      if (kept[each.name] && !known.includes(kept[each.name])) known.push(kept[each.name]);
      each.pick.hidden = known.length < 2 && !kept[each.name];
      const options = JSON.stringify(known);
      if (each.filled !== options) {
        each.filled = options;
        each.pick.replaceChildren(...[["", each.all], ...known.map((value) => [value, each.name === "year" ? `${value}年` : value])].map(([value, words]) => { const option = make("option", "", words); option.value = value; return option; }));
      }
      each.pick.value = kept[each.name];
      each.pick.classList.toggle("is-on", Boolean(kept[each.name]));
    });
    filters.hidden = !some || picks.every((each) => each.pick.hidden);
    heads.forEach(([node, name]) => {
      if (!name) return;
      const on = kept.sort === name;
      if (on) node.setAttribute("aria-sort", kept.down ? "descending" : "ascending"); else node.removeAttribute("aria-sort");
      node.firstChild.title = on && kept.down ? "从小到大、从早到晚排" : "从大到小、从晚到早排";
    });
  };
  const narrow = () => { most = PART; paintHead(); fill(); ask(); };
  const sortBy = (name) => {
    kept.down = kept.sort === name ? !kept.down : name !== "title" && name !== "stage";
    kept.sort = name;
    most = PART;
    paintHead();
    fill();
  };

  // --- words in the texts -----------------------------------------------------------------------------------------
  const ask = () => {
    window.clearTimeout(pause);
    asked += 1;
    const length = [...folded(kept.words)].length;
    if (length === 1) found.say("再写一个字，正文里也一起找。"); else if (!length) found.hide(); else found.wait();
    if (length === 1 || !loaded) return;
    const number = asked;
    const { words, kind, year, organ, stage } = kept;
    pause = window.setTimeout(() => model.send({ type: "search", number, words: length ? words : "", kind, year, organ, stage }), length ? PAUSE : 0);
  };
  const typed = () => {
    if (search.value.trim() === kept.words.trim()) return;
    kept.words = search.value;
    if (kept.where === "bin") kept.where = "now";
    most = PART;
    paintHead();
    fill();
    ask();
  };

  // --- the rest of the page ---------------------------------------------------------------------------------------
  const wordsOf = (latest) => {
    const words = make("div", "gw-grow");
    const tally = make("div", "gw-row gw-tally-row");
    const meter = make("div", "gw-meter");
    const bar = make("i");
    bar.style.width = `${latest.parts ? Math.round((latest.done / latest.parts) * 100) : 0}%`;
    meter.append(bar);
    tally.append(meter, make("span", "gw-2nd gw-num", `已完成 ${latest.done} / ${latest.parts} 项`));
    const title = tagged(make("h3", "gw-wrap2"), latest.tag, latest.title);
    title.title = latest.title;
    words.append(title, make("p", "gw-2nd", latest.words), tally);
    return words;
  };
  const paintCard = () => { // the buttons of the same report stay: one may have the focus, or be half pressed
    const latest = model.get("latest");
    const row = rows.get(latest.id);
    const next = Boolean(row && canNext(row));
    const key = latest.id ? `${latest.id} ${next}` : "";
    if (key && key === card.dataset.key) { card.querySelector(".gw-resume").firstChild.replaceWith(wordsOf(latest)); return; }
    card.dataset.key = key;
    card.replaceChildren();
    if (!latest.id) return;
    const box = make("div", "gw-resume");
    box.append(wordsOf(latest), ...(next ? [nextOf(row, "is-soft")] : []), press("继续写", "is-soft", () => open(latest.id)));
    card.append(make("h2", "", "接着写"), box);
  };
  const paintSaid = () => {
    const { what, id, title } = model.get("said");
    strip.replaceChildren();
    if (!SAID[what]) return;
    const [told, words, back] = SAID[what];
    const said = make("div", "gw-strip");
    said.setAttribute("role", "status");
    const button = press(words, "is-soft", () => (back === "open" ? open(id) : model.send({ type: "do", what: back, id })));
    said.append(make("span", "gw-grow", `${told}：${title}`), button);
    strip.append(said);
    if (document.activeElement === document.body) button.focus({ preventScroll: true }); // its row is gone, and the focus with it
  };
  const paint = () => { paintHead(); fill(); };

  const receive = (message) => {
    if (message.type === "rows") {
      const first = !loaded;
      loaded = true;
      if (message.fresh) rows.clear();
      years = null;
      message.rows.forEach((sent) => rows.set(sent[0], Object.fromEntries(FIELDS.map((name, at) => [name, sent[at]]))));
      paint();
      paintCard();
      if (first && kept.words) ask();
    } else if (message.type === "found" && message.number === asked) {
      found.show(message, kept.words.trim());
    }
  };
  const near = new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting) && !more.hidden && !kept.words) more.click(); }, { rootMargin: "300px" });
  near.observe(more);
  search.addEventListener("input", (event) => { if (!event.isComposing) typed(); });
  search.addEventListener("compositionend", typed);
  const heard = [["change:latest", paintCard], ["change:said", paintSaid], ["change:people", fill], ["msg:custom", receive]];
  heard.forEach(([name, does]) => model.on(name, does));
  paint();
  paintCard();
  paintSaid();
  model.send({ type: "ready" });
  return () => {
    window.clearTimeout(pause);
    near.disconnect();
    heard.forEach(([name, does]) => model.off(name, does));
  };
}

export default { render };
