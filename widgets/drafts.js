// The list of reports: the one last worked on at the top, then all of them, found by title, opened by a click.

function render({ model, el }) {
  const box = document.createElement("div");
  el.append(box);

  const text = (tag, words, look = "") => {
    const node = document.createElement(tag);
    node.className = look;
    node.textContent = words;
    return node;
  };
  const open = (id) => model.send({ type: "open", id });
  let wanted = "";

  const paint = () => {
    const rows = model.get("rows");
    const gone = model.get("gone");
    const typing = document.activeElement && el.contains(document.activeElement) && document.activeElement.tagName === "INPUT";
    box.replaceChildren();
    if (gone && gone.id) {
      const strip = text("div", "", "gw-strip is-acc");
      const back = text("button", "放回来", "gw-btn is-soft");
      back.onclick = () => model.send({ type: "restore", id: gone.id });
      strip.append(text("span", `已移到回收站：${gone.title}`, "gw-grow"), back);
      box.append(strip);
    }
    if (!rows.length) {
      const empty = text("div", "", "gw-empty");
      empty.append(text("h2", "还没有报告"), text("p", "在左边新建一份，或者把已有的稿子导入进来；也可以先看示例报告。", "gw-2nd"));
      box.append(empty);
      return;
    }
    const latest = rows[0];
    const resume = text("div", "", "gw-resume");
    const words = text("div", "", "gw-grow");
    words.append(text("h3", latest.title), text("p", `${latest.place}${latest.saved} 保存，${latest.characters} 字`, "gw-2nd"));
    const go = text("button", "继续写", "gw-btn is-soft");
    go.onclick = () => open(latest.id);
    resume.append(words, go);
    box.append(text("h2", "接着写"), resume);

    const head = text("div", "", "gw-row gw-listhead");
    const search = document.createElement("input");
    search.className = "gw-field";
    search.placeholder = "按标题查找";
    search.setAttribute("aria-label", "按标题查找");
    search.value = wanted;
    head.append(text("h2", "全部报告"), text("span", "", "gw-grow"), search);
    const table = text("table", "", "gw-table");
    const top = document.createElement("tr");
    ["标题", "种类", "年度", "最后保存", ""].forEach((name) => { const th = text("th", name); th.scope = "col"; top.append(th); });
    const thead = document.createElement("thead");
    thead.append(top);
    const body = document.createElement("tbody");
    const fill = () => {
      body.replaceChildren(...rows.filter((row) => row.title.includes(wanted)).map((row) => {
        const line = document.createElement("tr");
        const first = document.createElement("td");
        const name = text("button", row.title, "gw-linkbtn");
        name.title = row.title;
        name.onclick = () => open(row.id);
        first.append(name);
        const last = document.createElement("td");
        const remove = text("button", "删除", "gw-btn is-quiet");
        remove.setAttribute("aria-label", `删除 ${row.title}`);
        remove.onclick = () => model.send({ type: "delete", id: row.id });
        last.append(remove);
        line.append(first, text("td", row.kind), text("td", row.year, "gw-num"), text("td", row.saved, "gw-num"), last);
        return line;
      }));
      if (!body.childElementCount) {
        const none = document.createElement("tr");
        const cell = text("td", "没有这样标题的报告", "gw-2nd");
        cell.colSpan = 5;
        none.append(cell);
        body.append(none);
      }
    };
    search.oninput = (event) => { if (!event.isComposing) { wanted = search.value.trim(); fill(); } };
    search.addEventListener("compositionend", () => { wanted = search.value.trim(); fill(); });
    fill();
    table.append(thead, body);
    box.append(head, table);
    if (typing) search.focus();
  };
  model.on("change:rows", paint);
  model.on("change:gone", paint);
  paint();
  return () => { model.off("change:rows", paint); model.off("change:gone", paint); };
}

export default { render };
