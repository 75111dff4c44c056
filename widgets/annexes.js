// The attachments by name: each with a button to its own pages, and a menu to move it or take it out.

function render({ model, el }) {
  const box = make("section", "gw-annexes");
  box.setAttribute("aria-label", "附件正文");
  el.append(box);
  let menus = [];
  const send = (action, row) => {
    appOf(el).dispatchEvent(new CustomEvent("gw-flush"));
    model.send({ type: "do", action, index: row.index, name: row.name });
  };
  const line = (row) => {
    const out = make("div", "gw-note-line");
    out.dataset.name = row.name;
    const name = make("span", "gw-grow gw-clip", `${row.number}　${row.name}`);
    name.title = row.name;
    const words = row.written ? "改附件正文" : "写附件正文";
    const write = press(words, "is-soft", () => send("write", row));
    write.setAttribute("aria-label", `${words} ${row.name}`);
    const menu = menuButton("更多");
    menu.node.setAttribute("aria-label", `更多 ${row.name}`);
    menu.fill([
      { id: "up", label: "上移", off: row.first ? "已经是第一个附件" : "" },
      { id: "down", label: "下移", off: row.last ? "已经是最后一个附件" : "" },
      { id: "remove", label: "删除这个附件", danger: true, hint: row.written ? "名称和正文一起删；有文字时会先问，可以撤销" : "可以撤销" },
    ], (id) => send(id, row));
    menus.push(menu);
    out.append(name, make("span", "gw-muted gw-num gw-nowrap", row.state), write, menu.node);
    return out;
  };
  const paint = () => {
    const rows = model.get("rows");
    const focused = box.contains(document.activeElement) ? document.activeElement.closest(".gw-note-line") : null;
    const place = focused ? [...focused.querySelectorAll("button")].indexOf(document.activeElement) : -1;
    menus.forEach((menu) => menu.close(false));
    menus = [];
    box.hidden = !rows.length;
    box.replaceChildren(make("div", "gw-label", "附件正文（排在正文后面，另起一页；跟正文一起装订的才写）"), ...rows.map(line));
    const again = focused && [...box.querySelectorAll(".gw-note-line")].find((node) => node.dataset.name === focused.dataset.name);
    if (again) again.querySelectorAll("button")[place].focus(); // a row that moved keeps the focus
  };
  model.on("change:rows", paint);
  paint();
  return () => { model.off("change:rows", paint); menus.forEach((menu) => menu.close(false)); };
}

export default { render };
