// The import report: what was recognised, changed, left out, unclear; a left-out line goes back by one click.

const GROUPS = [
  ["unclear", "要您看一看", "is-should"],
  ["left_out", "没有带入", "is-must"],
  ["changed", "改动", "is-hint"],
  ["recognised", "认出", "is-done"],
];

function render({ model, el }) {
  const box = document.createElement("div");
  box.className = "gw-imported";
  el.append(box);
  const make = (tag, look, words) => {
    const node = document.createElement(tag);
    node.className = look;
    if (words !== undefined) node.textContent = words;
    return node;
  };
  const press = (words, look, message) => {
    const node = make("button", `gw-btn ${look}`, words);
    node.onclick = () => {
      const root = el.closest(".gw-app");
      if (root) root.dispatchEvent(new CustomEvent("gw-flush"));
      model.send(message);
    };
    return node;
  };

  const card = (note) => {
    const item = make("li", "gw-note");
    const top = make("div", "gw-row");
    top.append(make("span", "gw-grow", note.message));
    if (note.kind === "left_out") top.append(press("放回正文", "is-soft", { type: "put_back", index: note.index }));
    if (note.place) top.append(press("去看看", "is-quiet", { type: "go", index: note.index }));
    item.append(top);
    if (note.source) item.append(make("div", "gw-quote", (note.line ? `第 ${note.line} 行：` : "") + note.source));
    return item;
  };

  const paint = () => {
    const report = model.get("report");
    const open = new Set([...box.querySelectorAll("details[open]")].map((node) => node.dataset.kind));
    const first = !box.childElementCount;
    box.replaceChildren();
    box.append(make("p", "gw-2nd", `来自：${report.name}。原文件没有改动；每一行不在正文里，就在下面。`));
    if (report.half_width) {
      const strip = make("div", "gw-strip is-should");
      strip.append(make("span", "gw-grow", `正文里有 ${report.half_width} 处半角标点（如 , : ;），公文应用全角。`), press("全部改成全角", "is-soft", { type: "full_width" }));
      box.append(strip);
    }
    GROUPS.forEach(([kind, words, look]) => {
      const notes = report.notes.filter((note) => note.kind === kind);
      if (!notes.length) return;
      const part = document.createElement("details");
      part.dataset.kind = kind;
      part.open = first ? kind !== "recognised" : open.has(kind);
      const summary = make("summary", "");
      summary.append(make("span", `gw-chip ${look}`, `${words} ${notes.length}`));
      const list = make("ul", "gw-notes");
      notes.forEach((note) => list.append(card(note)));
      part.append(summary, list);
      box.append(part);
    });
    if (!report.notes.length) box.append(make("p", "", "没有需要说明的地方。"));
  };
  model.on("change:report", paint);
  paint();
  return () => model.off("change:report", paint);
}

export default { render };
