// The list of reports: the one last worked on at the top, then all of them, found by title, opened by a click.

const COLUMNS = ["标题", "种类", "年度", "最后保存", ""];

function render({ model, el }) {
  const strip = make("div");
  const bin = make("details", "gw-bin");
  const card = make("div", "gw-latest");
  const head = make("div", "gw-row gw-listhead");
  const search = make("input", "gw-field");
  search.type = "search";
  search.placeholder = "按标题查找";
  search.setAttribute("aria-label", "按标题查找");
  head.append(make("h2", "", "全部报告"), make("span", "gw-grow"), search);
  const table = make("table", "gw-table");
  const thead = make("thead");
  const top = make("tr");
  COLUMNS.forEach((name) => { const cell = make("th", "", name); cell.scope = "col"; top.append(cell); });
  thead.append(top);
  const body = make("tbody");
  table.append(thead, body);
  const empty = make("div", "gw-empty");
  empty.append(make("h2", "", "还没有报告"), make("p", "gw-2nd", "在左边新建一份，或者把已有的稿子导入进来；也可以先看示例报告。"));
  el.append(strip, card, head, table, empty, bin);

  const open = (id) => model.send({ type: "open", id });
  const line = (row) => {
    const name = press(row.title, "gw-linkbtn", () => open(row.id), row.title);
    name.className = "gw-linkbtn";
    tagged(name, row.tag, row.title);
    const remove = press("删除", "is-quiet", () => model.send({ type: "delete", id: row.id }));
    remove.setAttribute("aria-label", `删除 ${row.title}`);
    const cells = [make("td"), make("td", "", row.kind), make("td", "gw-num", row.year), make("td", "gw-num", row.saved), make("td")];
    cells[0].append(name);
    cells[4].append(remove);
    const tr = make("tr");
    tr.append(...cells);
    return tr;
  };
  const fill = () => {
    const wanted = search.value.trim();
    const rows = model.get("rows").filter((row) => `${row.tag}${row.title}`.includes(wanted) || row.year === wanted);
    body.replaceChildren(...rows.map(line));
    if (rows.length) return;
    const none = make("td", "gw-2nd", "没有这样标题的报告");
    none.colSpan = COLUMNS.length;
    const tr = make("tr");
    tr.append(none);
    body.append(tr);
  };
  const paintCard = () => {
    const latest = model.get("latest");
    card.replaceChildren();
    if (!latest.id) return;
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
    const box = make("div", "gw-resume");
    box.append(words, press("继续写", "is-soft", () => open(latest.id)));
    card.append(make("h2", "", "接着写"), box);
  };
  const paint = () => {
    const some = model.get("rows").length > 0;
    [head, table].forEach((node) => { node.hidden = !some; });
    empty.hidden = some;
    paintCard();
    fill();
  };
  const restore = (id) => model.send({ type: "restore", id });
  const paintGone = () => {
    const gone = model.get("gone");
    strip.replaceChildren();
    if (!gone.id) return;
    const words = make("div", "gw-strip");
    words.setAttribute("role", "status");
    words.append(make("span", "gw-grow", `已移到回收站：${gone.title}`), press("放回来", "is-soft", () => restore(gone.id)));
    strip.append(words);
  };
  const paintBin = () => {
    const rows = model.get("bin");
    bin.hidden = !rows.length;
    bin.replaceChildren(make("summary", "gw-2nd", `回收站（${rows.length} 份）`), ...rows.map((row) => {
      const line = make("div", "gw-note-line");
      const back = press("放回来", "is-quiet", () => restore(row.id));
      back.setAttribute("aria-label", `放回来 ${row.title}`);
      line.append(tagged(make("span", "gw-grow gw-clip"), row.tag, row.title), make("span", "gw-num gw-nowrap gw-2nd", row.saved), back);
      return line;
    }));
  };
  search.addEventListener("input", (event) => { if (!event.isComposing) fill(); });
  search.addEventListener("compositionend", fill);
  model.on("change:rows", paint);
  model.on("change:latest", paintCard);
  model.on("change:gone", paintGone);
  model.on("change:bin", paintBin);
  paint();
  paintGone();
  paintBin();
  return () => { model.off("change:rows", paint); model.off("change:latest", paintCard); model.off("change:gone", paintGone); model.off("change:bin", paintBin); };
}

export default { render };
