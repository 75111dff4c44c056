// One sentence, two wordings: both shown against what they came from; one of four answers, none chosen beforehand.

function render({ model, el }) {
  const box = make("div", "gw-disputes");
  el.append(box);
  const drafts = new Map(); // answers begun and not given, by question: {answer, text}
  const later = new Set();

  const marked = (parts) => {
    const text = make("p", "gw-dispute-text");
    parts.forEach(([mark, words]) => text.append(make({ "-": "del", "+": "ins" }[mark] || "span", "", words)));
    return text;
  };
  const words = (item) => {
    const { mine, theirs } = item;
    if (item.kind === "mine_deleted") return `${mine.by}删去了这一处，${theirs.by}又在里面写了字，所以还留着。要留下，还是删去？`;
    if (item.kind === "theirs_deleted") return `${theirs.by}删去了这一处，${mine.by}又在里面写了字，所以放了回来。要留下，还是删去？`;
    if (item.kind === "amount") return `${mine.by}和${theirs.by}给“${item.place}”填了不一样的数。两个数都已保存，选好以前，先用${theirs.by}的；选定以后，正文、表和图跟着变。`;
    return `${mine.by}和${theirs.by}都改了${item.place}的这一句。两种写法都已保存，选好以前，版面上先用${theirs.by}的。`;
  };
  const answers = (item) => {
    const { mine, theirs } = item;
    if (item.kind === "mine_deleted") return [["theirs", "留下", "", null], ["mine", "删去", "", null]];
    if (item.kind === "theirs_deleted") return [["mine", "留下", "", null], ["theirs", "删去", "", null]];
    if (item.kind === "amount") {
      const shown = (side) => make("p", side.text ? "gw-dispute-text" : "gw-2nd", side.text || "（删去这个数）");
      return [
        ["mine", mine.by === "您" ? "用我的" : `用${mine.by}的`, mine.at, shown(mine)],
        ["theirs", theirs.by === "您" ? "用我的" : `用${theirs.by}的`, theirs.at, shown(theirs)],
        ["own", "填另一个数", "", null],
      ];
    }
    return [
      ["mine", mine.by === "您" ? "用我的" : `用${mine.by}的`, mine.at, mine.text ? marked(mine.parts) : make("p", "gw-2nd", "（删去这一句）")],
      ["theirs", theirs.by === "您" ? "用我的" : `用${theirs.by}的`, theirs.at, theirs.text ? marked(theirs.parts) : make("p", "gw-2nd", "（删去这一句）")],
      ["both", "两句都留，前后排", "", null],
      ["own", "我来改成一句", "", null],
    ];
  };

  const card = (item, number, all) => {
    const amount = item.kind === "amount";
    const draft = drafts.get(item.id) || { answer: "", text: amount ? item.mine.amount || item.theirs.amount : item.mine.text || item.theirs.text };
    drafts.set(item.id, draft);
    const node = make("section", "gw-dispute");
    const head = make("div", "gw-row");
    const title = { text: "同一句有两种写法", amount: "同一个数填得不一样" }[item.kind] || "一个删去，一个还在写";
    node.setAttribute("aria-label", title);
    head.append(make("h2", "", title), make("span", "gw-2nd", all > 1 ? `第 ${number} 处，共 ${all} 处` : ""), make("span", "gw-grow"), press(amount ? "在数据里看" : "在正文里看", "is-quiet", () => model.send({ type: "go", id: item.id })));
    node.append(head, make("p", "", words(item)));
    if ((item.kind === "text" || amount) && item.base) {
      const base = make("div", "gw-dispute-base");
      base.append(make("b", "gw-2nd", "改之前"), make("span", "gw-2nd", item.base));
      node.append(base);
    }
    const grid = make("div", "gw-dispute-grid");
    grid.setAttribute("role", "radiogroup");
    const own = make("div", "gw-dispute-own");
    const area = make("textarea", "gw-field");
    area.value = draft.text;
    area.rows = amount ? 1 : 3;
    area.setAttribute("aria-label", amount ? "定下来的数" : "定下来的写法");
    area.addEventListener("input", () => { draft.text = area.value; });
    own.append(make("p", "gw-2nd", amount ? "定下来的数" : "定下来的写法（程序不替您拼句子）"), area);
    const done = press("就这样定", "is-primary", () => {
      if (!draft.answer) return;
      model.send({ type: "settle", id: item.id, answer: draft.answer, text: draft.text });
    });
    const choose = (value) => {
      draft.answer = value;
      own.hidden = value !== "own";
      done.setAttribute("aria-disabled", String(!draft.answer));
      [...grid.children].forEach((each) => each.classList.toggle("is-on", each.dataset.value === value));
    };
    answers(item).forEach(([value, label, at, body]) => {
      const option = make("label", "gw-dispute-option");
      option.dataset.value = value;
      const line = make("div", "gw-row");
      const input = make("input");
      Object.assign(input, { type: "radio", name: `gw-${item.id}`, value, checked: draft.answer === value });
      input.addEventListener("change", () => { choose(value); if (value === "own") area.focus(); });
      line.append(input, make("b", "", label), make("span", "gw-grow"), make("span", "gw-2nd gw-num", at));
      option.append(line);
      if (body) option.append(body);
      grid.append(option);
    });
    const foot = make("div", "gw-row");
    foot.append(press("以后再定", "is-quiet", () => { later.add(item.id); paint(); }), make("span", "gw-grow"), done);
    node.append(grid, own, foot);
    choose(draft.answer);
    return node;
  };
  const folded = (item) => {
    const strip = make("div", "gw-strip is-should");
    strip.append(make("span", "gw-grow", `${item.place}有一处还没有定。`), press("现在定", "is-soft", () => { later.delete(item.id); paint(); }));
    return strip;
  };
  let known = new Set();
  let waiting = 0;
  const paint = () => {
    const app = el.closest(".gw-app");
    window.clearTimeout(waiting);
    if (!app) { waiting = window.setTimeout(paint, 20); return; } // where it will stand says what it shows
    const beside = Boolean(el.closest(".gw-data")); // in the view 数据 only what its table asks
    const items = model.get("items").filter((item) => !beside || item.kind === "amount");
    const fresh = items.some((item) => item.here && !known.has(item.id));
    known = new Set(items.map((item) => item.id));
    const focus = document.activeElement && box.contains(document.activeElement) ? document.activeElement.tagName : "";
    if (focus === "TEXTAREA") return; // what is being written there is not taken away
    box.replaceChildren(...items.map((item, at) => (later.has(item.id) ? folded(item) : card(item, at + 1, items.length))));
    const typing = document.activeElement && document.activeElement.classList.contains("gw-area") && app.contains(document.activeElement);
    if (fresh && typing && box.firstElementChild) { // the sentence under the caret is another's now: keys must not run into it
      box.firstElementChild.tabIndex = -1;
      box.firstElementChild.focus({ preventScroll: true });
      box.firstElementChild.scrollIntoView({ block: "nearest" });
    }
    const more = beside ? 0 : model.get("elsewhere");
    if (more) {
      const strip = make("div", "gw-strip is-should");
      strip.append(make("span", "gw-grow", `别的节里还有 ${more} 处要您定。`), press("去看", "is-soft", () => model.send({ type: "go", id: "" })));
      box.append(strip);
    }
  };
  model.on("change:items", paint);
  model.on("change:elsewhere", paint);
  paint();
  return () => { window.clearTimeout(waiting); model.off("change:items", paint); model.off("change:elsewhere", paint); };
}

export default { render };
