// The import report: short, grouped; every note leads to its place, a left-out line goes back by one click.

const GROUPS = [
  ["unclear", "要您看一看", "is-should", "gw-dot is-sq", ""],
  ["left_out", "没有带入", "is-must", "gw-dot is-tri", "多是网页或打印留下的杂字。是正文的，点“放回正文”。"],
  ["changed", "改动", "is-hint", "gw-dot", ""],
  ["recognised", "认出", "is-done", "gw-dot", ""],
];

function render({ model, el }) {
  const box = make("div", "gw-imported");
  el.append(box);
  const closed = new Set(["recognised"]);
  const send = (message) => {
    const root = el.closest(".gw-app");
    if (root) root.dispatchEvent(new CustomEvent("gw-flush"));
    model.send(message);
  };

  const buttons = (note) => {
    const out = [];
    const of = note.source ? `：${note.source.slice(0, 20)}` : "";
    const add = (words, look, type) => {
      const node = press(words, look, () => send({ type, index: note.index }));
      node.setAttribute("aria-label", words + of);
      out.push(node);
    };
    if (note.done) { const done = make("span", "gw-st is-done"); done.append(make("i", "gw-dot"), make("span", "", "已补上")); out.push(done); }
    if (note.place) add("看这里", "is-quiet", "go");
    if (note.kind === "left_out") add("放回正文", "is-soft", "put_back");
    return out;
  };
  const line = (note) => {
    const row = make("div", "gw-note-line");
    const quote = make("span", "gw-quote", note.source || note.message);
    quote.title = (note.line ? `第 ${note.line} 行：` : "") + (note.source || note.message);
    row.append(quote, ...buttons(note));
    return row;
  };
  const card = (message, notes) => {
    const item = make("li", "gw-note");
    const count = notes.length > 1 ? `（${notes.length} 处）` : "";
    if (notes.length === 1 && !notes[0].source) {
      const row = make("div", "gw-note-line");
      row.append(make("span", "gw-grow", message), ...buttons(notes[0]));
      item.append(row);
    } else item.append(make("div", "", message + count), ...notes.map(line));
    return item;
  };
  const part = ([kind, words, look, shape, advice], notes) => {
    const node = make("details");
    node.open = !closed.has(kind);
    node.addEventListener("toggle", () => { if (node.open) closed.delete(kind); else closed.add(kind); });
    const summary = make("summary");
    const done = notes.filter((note) => note.done).length;
    const chip = make("span", `gw-chip ${look}`);
    chip.append(make("i", shape), make("span", "", done === notes.length && done ? words : `${words} ${notes.length - done}`));
    summary.append(chip, make("span", "gw-muted", done ? `已补上 ${done} 处` : ""));
    const list = make("ul", "gw-notes");
    const groups = new Map();
    notes.forEach((note) => groups.set(note.message, [...(groups.get(note.message) || []), note]));
    groups.forEach((same, message) => list.append(card(message, same)));
    node.append(summary, ...(advice ? [make("p", "gw-muted", advice)] : []), list);
    return node;
  };
  const marks = (report) => {
    if (!report.half_width && !report.had) return [];
    const strip = make("div", `gw-strip ${report.half_width ? "is-should" : "is-done"}`);
    if (report.half_width) strip.append(make("span", "gw-grow", `正文里有 ${report.half_width} 处半角标点（如 , : ;），公文用全角。`), press("全部改成全角", "is-soft", () => send({ type: "full_width" })));
    else strip.append(make("i", "gw-dot"), make("span", "gw-grow", "半角标点都已改成全角。"));
    return [strip];
  };

  const years = (report) => {
    if (report.years < 2) return [];
    const strip = make("div", "gw-strip is-should");
    const year = make("input", "gw-field gw-year");
    Object.assign(year, { value: report.year, maxLength: 4, inputMode: "numeric" });
    year.setAttribute("aria-label", "全部填成哪一年");
    year.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) fill.click(); });
    const fill = press("全部填上", "is-soft", () => send({ type: "fill_years", year: year.value }));
    strip.append(make("span", "gw-grow", `正文里有 ${report.years} 处年份没写完（如 20xx）。`), make("span", "", "全部填成"), year, make("span", "", "年"), fill);
    return [strip];
  };

  const last = (report) => {
    if (!report.next.length) return [];
    const [was, year] = report.next;
    const strip = make("div", "gw-strip");
    strip.append(make("span", "gw-grow", `这是 ${was} 年度的。要接着写新的一年，就拿它作底稿：年份改好，每句话记着是上年的。`), press(`作为上年的底稿，写${year}年度`, "is-soft", () => send({ type: "next_year", year })));
    return [strip];
  };

  const paint = () => {
    const report = model.get("report");
    const focus = document.activeElement && box.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
    const head = make("div", "gw-row gw-imported-head");
    head.append(make("p", "gw-2nd gw-grow", `来自“${report.name}”，原文件没有改动。不在正文里的每一行都列在下面。`), report.read ? press("回到报告", "is-soft", () => send({ type: "read" })) : press("看完了", "is-primary", () => send({ type: "read" }), "去写报告；这一页留在大纲里，随时可以再看"));
    const groups = GROUPS.map((group) => [group, report.notes.filter((note) => note.kind === group[0])]).filter(([, notes]) => notes.length);
    box.replaceChildren(head, ...last(report), ...years(report), ...marks(report), ...groups.map(([group, notes]) => part(group, notes)));
    if (!groups.length) box.append(make("p", "", "没有需要说明的地方。"));
    if (focus) { const again = [...box.querySelectorAll("button")].find((node) => node.getAttribute("aria-label") === focus); (again || box.querySelector("button")).focus(); }
  };
  model.on("change:report", paint);
  paint();
  return () => model.off("change:report", paint);
}

export default { render };
