// Word files: one with the annotations to send, a returned one whose summary is seen before anything is taken in.

function wordTrips(model) {
  const menu = menuButton("Word", "");
  const picker = make("input", "");
  picker.type = "file";
  picker.accept = ".docx";
  picker.hidden = true;
  picker.setAttribute("aria-label", "导入批改稿");
  picker.addEventListener("change", async () => {
    const file = picker.files[0];
    picker.value = "";
    if (file) model.send({ type: "file", name: file.name }, undefined, [await file.arrayBuffer()]);
  });
  const fill = () => menu.fill([
    { id: "word", label: "导出带批注的 Word", hint: "批注和修订都在里面" },
    ...(model.get("face").writes ? [{ id: "file", label: "导入批改稿", hint: "别人在 Word 里批好、改好的" }] : []),
    { id: "docx", label: "征求意见及采纳情况表（Word）", hint: "一条意见一行，存档用" },
    { id: "xlsx", label: "征求意见及采纳情况表（Excel）", hint: "一条意见一行，可以再排" },
    { id: "cover", label: "发文稿纸", hint: "各步的意见和签发的稿" },
  ], (id) => {
    if (id === "file") picker.click();
    else model.send(id === "word" ? { type: "word" } : { type: "table", which: id });
  });
  fill();

  const node = make("section", "gw-rv-stock gw-rv-brought");
  node.setAttribute("aria-label", "批改稿");
  node.hidden = true;
  const paint = () => {
    const brought = model.get("brought");
    node.hidden = !brought.name;
    if (node.hidden) { node.replaceChildren(); return; }
    const list = make("ol", "gw-scroll");
    list.tabIndex = 0;
    brought.items.forEach(([what, by, text]) => {
      const row = make("li", "");
      row.append(make("span", "gw-chip", what), ` ${by || "没有署名"}　${text}`);
      list.append(row);
    });
    const names = (brought.authors || []).map(([author, person]) => {
      const label = make("label", "gw-rv-label", `Word 里的“${author}”是 `);
      const input = make("input", "gw-rv-area");
      input.value = person;
      input.dataset.author = author;
      label.append(input);
      return label;
    });
    const people = () => [...node.querySelectorAll("[data-author]")].map((input) => [input.dataset.author, input.value]);
    const row = make("div", "gw-row");
    if (brought.takes) row.append(press("全部收进来", "is-primary", () => model.send({ type: "take", people: people() })));
    row.append(press(brought.takes ? "取消" : "知道了", "is-quiet", () => model.send({ type: "refuse" })));
    node.replaceChildren(make("h2", "", `批改稿：${brought.name}`), make("p", "", brought.summary), ...brought.notes.map((note) => make("p", "gw-muted", note)), list, ...names, row);
    row.firstElementChild.focus();
  };
  model.on("change:brought", paint);
  model.on("change:face", fill);
  paint();
  return { menu: menu.node, picker, node, stop() { model.off("change:brought", paint); model.off("change:face", fill); } };
}
