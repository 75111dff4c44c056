// The view 数据: the table with its bar, what lies under it, and beside it where the text quotes it.

function render({ model, el }) {
  const host = make("div", "gw-data-host");
  const main = make("div", "gw-data-main");
  const bar = make("div", "gw-pane-head gw-data-head");
  const send = (message) => {
    appOf(el).dispatchEvent(new CustomEvent("gw-flush"));
    model.send(message);
  };
  let told = null;
  host.hidden = true; // until there is something to act on
  const grid = dataGrid(send, (id) => { if (told) told.current = id; model.send({ type: "choose", id }); });
  const source = dataSource(send);
  const side = dataSide(send, () => {});
  const periods = make("select", "gw-data-periods");
  periods.setAttribute("aria-label", "显示哪些年");
  periods.addEventListener("change", () => send({ type: "periods", periods: told.choices[periods.selectedIndex][1] }));
  const group = make("select", "gw-data-periods");
  group.setAttribute("aria-label", "全部，还是其中一个村、一个单位、一类人的数");
  group.addEventListener("change", () => send({ type: "group", name: group.value }));
  const add = press("加一项", "", () => { grid.flush(); send({ type: "add", after: told.current }); });
  const draws = menuButton("做表和图", "");
  const row = menuButton("这一项", "is-quiet");
  const bring = press("导入 Excel、CSV", "", () => { grid.flush(); send({ type: "import" }); });
  const sheet = menuButton("下载空表", "is-quiet");
  const empty = make("div", "gw-data-empty");
  empty.append(
    make("h3", "", "还没有数据"),
    make("p", "", "把要写进报告的数放在这里：正文、表格和图都从这里取，改一处，处处跟着变。"),
    make("p", "gw-2nd", "可以导入 Excel、CSV，在 Excel 里复制了到这里粘贴（连表头），也可以点“加一项”自己填。"),
  );
  const grow = make("span", "gw-grow");
  bar.append(make("h2", "", "指标表"), periods, group, grow, row.node, draws.node, sheet.node, bring, add);
  main.append(bar, empty, grid.node, grid.says, source.node);
  host.append(main, side.node);
  el.append(host);

  const dress = () => {
    const has = told.rows.length > 0;
    empty.hidden = has;
    [grid.node, grid.says].forEach((node) => { node.hidden = !has; });
    side.node.hidden = !has && !told.brought;
    bring.hidden = !told.may;
    sheet.fill([
      ...(told.statutory ? [{ id: "statutory", label: "政府信息公开的三张表", hint: "填好了再导入" }] : []),
      ...(has ? [{ id: "empty", label: "本年空着的指标表", hint: "填好了再导入" }, { id: "full", label: "现在的指标表（带数）", hint: "" }] : []),
    ], (what) => send({ type: "sheet", what }));
    sheet.node.hidden = !has && !told.statutory;
    [add, row.node, draws.node].forEach((node) => { node.hidden = !told.may || (node !== add && !has); });
    periods.hidden = !has || !told.choices.length;
    const now = JSON.stringify(told.periods.map(([period]) => period));
    periods.replaceChildren(...told.choices.map(([words, list]) => { const option = make("option", "", words); option.selected = JSON.stringify(list) === now; return option; }));
    group.hidden = !told.groups.length;
    group.replaceChildren(...["", ...told.groups].map((name) => { const option = make("option", "", name || "全部"); option.value = name; option.selected = name === told.group; return option; }));
    const current = told.rows.find((each) => each.id === told.current);
    row.fill(current ? [
      { id: "up", label: "上移一行" }, { id: "down", label: "下移一行" },
      { id: "remove", label: `删去“${current.name}”`, danger: true, hint: current.quotes ? `正文里引用了 ${current.quotes} 处，字会留着` : "" },
    ] : [], (what) => send(what === "remove" ? { type: "remove", id: told.current } : { type: "move", id: told.current, by: what === "up" ? -1 : 1 }));
    draws.fill(told.recipes.map(([id, label, tabular]) => ({ id, label, hint: tabular ? "表格，放到光标那一段后面" : "图，放到光标那一段后面" })), (recipe) => send({ type: "draw", recipe, ids: grid.picks() }));
  };
  const receive = (message) => {
    if (message.type === "show") {
      told = message;
      host.hidden = false;
      dress();
      grid.show(message);
      source.show(message);
      side.show(message);
    } else if (message.type === "edit") grid.enter(message.id, message.column);
    else if (message.type === "refused") grid.refuse(message);
    else if (message.type === "taken") grid.taken(message);
    else if (message.type === "saved") grid.saved();
  };
  const pasted = (event) => { // cells copied in a spreadsheet, while no field has the caret
    const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!host.offsetParent || !told || !told.may || !text.includes("\t") || event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    send({ type: "paste", id: "", column: "", text: text.replace(/\r\n?/g, "\n") });
  };
  const flush = () => { grid.flush(); source.flush(); };
  model.on("msg:custom", receive);
  let home = null;
  const waiting = window.setInterval(() => {
    home = el.closest(".gw-app");
    if (!home) return;
    window.clearInterval(waiting);
    home.addEventListener("gw-flush", flush);
    document.addEventListener("paste", pasted);
    model.send({ type: "ready" });
  }, 20);
  return () => {
    window.clearInterval(waiting);
    if (home) home.removeEventListener("gw-flush", flush);
    document.removeEventListener("paste", pasted);
    model.off("msg:custom", receive);
    draws.close();
    sheet.close();
    row.close();
  };
}

export default { render };
