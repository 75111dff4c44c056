// A card: what was said of the words, the thread, the suggestion as 删 and 增, and what one may do with it.

const SHAPES = { must: ["gw-dot is-tri", "is-must"], should: ["gw-dot is-sq", "is-should"] };

function chipOf(card) {
  const [shape, look] = SHAPES[card.weight];
  const chip = make("span", `gw-chip ${look}`);
  chip.append(make("i", shape), `${card.must} · ${card.about}`);
  return chip;
}

// Text as it is, with @names set apart.
function saying(text, look = "") {
  const node = make("p", `gw-rv-said ${look}`);
  text.split(/(@[^\s@，。；：、,.;:]{1,20})/).forEach((part, at) => node.append(at % 2 ? make("b", "gw-rv-at", part) : part));
  return node;
}

function changed(runs) {
  const node = make("p", "gw-rv-change");
  runs.forEach(([mark, text]) => {
    if (mark === "=") node.append(text);
    else { const tag = make(mark === "-" ? "del" : "ins", "", text); tag.setAttribute("aria-label", `${mark === "-" ? "删" : "增"}：${text}`); node.append(tag); }
  });
  return node;
}

// A field of its own in a card: a label, a text, the buttons under it. What was typed stays in `form` while others' acts rebuild the card.
function fieldIn(form, label, words, go, stop) {
  const box = make("div", "gw-rv-form");
  const area = make("textarea", "gw-rv-area");
  area.value = form.text || "";
  area.rows = 2;
  area.setAttribute("aria-label", label);
  area.dataset.form = form.mode;
  area.addEventListener("input", () => { form.text = area.value; });
  area.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); stop(); }
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey || event.altKey)) { event.preventDefault(); event.stopPropagation(); go(area.value); }
  });
  const row = make("div", "gw-row");
  row.append(press(words, "is-primary", () => go(area.value), "Ctrl+回车"), press("取消", "is-quiet", stop, "Esc"));
  box.append(make("label", "gw-rv-label", label), area, row);
  return box;
}

// `view`: {current, writes, form(id), send(message), sent(id), drop(id), open(id, mode), repoint(card), asked}; what was
// written stays until the card has come again with it.
function buildCard(card, view) {
  const on = view.current === card.id;
  const node = make("article", `gw-rv-card${on ? " is-current" : ""}${card.open ? "" : " is-closed"}${card.unread ? " is-unread" : ""}`);
  node.tabIndex = 0;
  node.dataset.id = card.id;
  if (on) node.setAttribute("aria-current", "true");
  const head = make("header", "gw-rv-head");
  const number = make("span", "gw-rv-no", String(card.n));
  const time = make("span", "gw-muted gw-num gw-rv-at-time", card.at);
  head.append(number, make("b", "gw-rv-by", card.who), chipOf(card));
  if (card.unread) head.append(make("span", "gw-chip is-unread", "未读"));
  head.append(make("span", "gw-grow"), time);
  node.setAttribute("aria-label", `批注 ${card.n}，${card.who}，${card.must}，${card.about}${card.closing ? `，已办结：${card.closing.word}` : ""}`);
  node.append(head);
  if (card.stands || card.scope !== "range") {
    const where = card.scope === "range" ? card.stands : `对${card.scope === "report" ? "整篇报告" : `这一节：${card.place}`}`;
    node.append(make("p", "gw-muted gw-rv-where", where));
  }
  if (on && card.words && !card.runs) node.append(make("p", "gw-muted gw-rv-quote", `“${card.words.length > 60 ? `${card.words.slice(0, 58)}…` : card.words}”`));
  if (card.gone) node.append(make("p", "gw-muted", "（这条批注已由本人删去）"));
  if (card.text) node.append(saying(card.text, on ? "" : "gw-rv-clamp"));
  if (card.runs) node.append(changed(card.runs));
  if (card.edited) node.append(make("p", "gw-muted gw-rv-small", "改过"));
  const thread = on ? card.replies : card.replies.slice(-1);
  if (thread.length < card.replies.length) node.append(make("p", "gw-muted gw-rv-small", `回复 ${card.replies.length} 条`));
  thread.forEach((reply) => {
    const box = make("div", "gw-rv-reply");
    const top = make("div", "gw-row gw-rv-small");
    top.append(make("span", "gw-muted gw-grow", `${reply.who}　${reply.at}${reply.edited ? "　改过" : ""}${reply.draft ? "　还没有发出" : ""}`));
    if (on && reply.mine && !reply.gone) top.append(press("删去回复", "is-quiet gw-rv-tiny", () => view.send({ type: "unreply", id: card.id, reply: reply.id })));
    box.append(top);
    box.append(reply.gone ? make("p", "gw-muted", "（这条回复已删）") : saying(reply.text, on ? "" : "gw-rv-clamp"));
    node.append(box);
  });
  if (card.closing) {
    const shut = make("div", "gw-rv-reply gw-rv-closed");
    shut.append(make("p", "", `${card.closing.word}　${card.closing.who}　${card.closing.at}`));
    if (card.closing.reason) shut.append(saying(card.closing.reason));
    node.append(shut);
  }
  if (card.draft) node.append(make("p", "gw-muted gw-rv-small", "草稿，随本轮决定一起发出"));
  if (card.came) node.append(make("p", "gw-muted gw-rv-small", "从 Word 带回"));
  if (on) node.append(...actsOf(card, view));
  node.addEventListener("focusin", () => view.choose(card.id));
  node.addEventListener("click", () => { if (window.getSelection().isCollapsed) view.choose(card.id); });
  return node;
}

function actsOf(card, view) {
  const form = view.form(card.id);
  const asked = view.asked();
  if (asked && asked.id === card.id) return [askedIn(asked, card, view)];
  const send = (message) => { if (view.sent(card.id)) view.send({ id: card.id, ...message }); };
  const stop = () => view.open(card.id, "");
  const needed = (words, go) => (text) => { if (text.trim()) go(text); else view.say(card.id, words); };
  const forms = {
    reply: () => fieldIn(form, "回复", "发出回复", needed("回复还没有写。", (text) => send({ type: "reply", text })), stop),
    partly: () => fieldIn(form, "部分采纳的理由（会留痕）", "部分采纳", needed("部分采纳要写理由。", (reason) => send({ type: "close", outcome: "partly", reason })), stop),
    declined: () => fieldIn(form, "不采纳的理由（会留痕）", "不采纳", needed("不采纳要写理由。", (reason) => send({ type: "close", outcome: "declined", reason })), stop),
    reopen: () => fieldIn(form, "重新打开的理由", "重新打开", needed("重新打开要写理由。", (reason) => send({ type: "reopen", reason })), stop),
    edit: () => editIn(form, card, view, send, stop),
  };
  if (forms[form.mode]) return [forms[form.mode](), ...(form.says ? [make("p", "gw-says", form.says)] : [])];
  const row = make("div", "gw-row gw-rv-acts");
  const button = (words, look, does, key) => { const node = press(words, look, does, key ? `${words}（${key}）` : ""); if (key) node.dataset.key = key; row.append(node); };
  const parts = [row];
  if (card.open && !card.draft && view.writes()) {
    button("采纳", "is-primary", () => send({ type: "close", outcome: "accepted", reason: "" }), "A");
    button("部分采纳", "", () => view.open(card.id, "partly"), "P");
    button("不采纳", "", () => view.open(card.id, "declined"), "N");
    parts.push(make("p", "gw-muted gw-rv-small", "不采纳、部分采纳要写理由，理由会留痕。"));
  }
  if (row.childElementCount) row.append(make("span", "gw-grow"));
  if (card.open && !card.draft) button("回复", "is-quiet", () => view.open(card.id, "reply"), "R");
  if (card.closing && card.mine) button("重新打开", "", () => view.open(card.id, "reopen"));
  if (card.lost && card.open && (card.mine || view.writes())) button("重新指到原文", "", () => view.repoint(card));
  if (card.mine && card.open) {
    button("改", "is-quiet", () => view.open(card.id, "edit"));
    button("删去", "is-quiet", () => send({ type: "remove" }));
  }
  return row.childElementCount ? parts : [];
}

// What came of a suggestion whose words have changed meanwhile: the result to confirm, or both texts.
function askedIn(asked, card, view) {
  const box = make("div", "gw-rv-asked");
  box.append(make("p", "", asked.says));
  if (asked.runs) box.append(changed(asked.runs));
  (asked.texts || []).forEach(([label, text]) => { box.append(make("p", "gw-muted gw-rv-small", label), make("p", "gw-rv-said", text || "（没有了）")); });
  const row = make("div", "gw-row");
  if (asked.runs) row.append(press("就这样改", "is-primary", () => view.send({ type: "close", id: card.id, outcome: "accepted", reason: "", sure: true })));
  row.append(press(asked.runs ? "先不改" : "知道了", "is-quiet", () => view.send({ type: "unasked" })));
  box.append(row);
  return box;
}

function choiceOf(options, value, label, change) {
  const select = make("select", "gw-select");
  select.setAttribute("aria-label", label);
  options.forEach(([name, words]) => { const option = make("option", "", words); option.value = name; select.append(option); });
  select.value = value;
  select.addEventListener("change", () => change(select.value));
  return select;
}

function termsRow(form, terms) {
  const row = make("div", "gw-row gw-rv-terms");
  form.kind = form.kind || "wording";
  form.weight = form.weight || "should";
  row.append(
    choiceOf(terms.kinds, form.kind, "类别", (value) => { form.kind = value; }),
    choiceOf(terms.weights, form.weight, "轻重", (value) => { form.weight = value; }),
  );
  return row;
}

function editIn(form, card, view, send, stop) {
  if (form.text === undefined) Object.assign(form, { text: card.text, kind: card.kind, weight: card.weight, replacement: card.replacement });
  const same = (text) => text.trim() === card.text.trim() && ["kind", "weight", "replacement"].every((name) => form[name] === card[name]);
  const box = fieldIn(form, "批注", "改好了", (text) => (same(text) ? stop() : send({ type: "edit", text, kind: form.kind, weight: form.weight, replacement: form.replacement })), stop);
  if (card.runs) box.insertBefore(replacing(form), box.lastElementChild);
  box.insertBefore(termsRow(form, view.terms()), box.lastElementChild);
  return box;
}

function replacing(form) {
  const box = make("div", "gw-rv-form");
  const area = make("textarea", "gw-rv-area");
  area.rows = 3;
  area.value = form.replacement || "";
  area.setAttribute("aria-label", "改成");
  area.dataset.form = "replacement";
  area.addEventListener("input", () => { form.replacement = area.value; });
  box.append(make("label", "gw-rv-label", "改成（全删去就是建议删掉）"), area);
  return box;
}

const suggested = (form) => Boolean(form.suggests) && form.replacement !== undefined;

// The card of an annotation that is being written; `compose.form` is what was written before its page ended.
function buildCompose(compose, view) {
  const form = view.form("new");
  if (form.serial !== compose.serial) {
    Object.keys(form).forEach((key) => delete form[key]);
    Object.assign(form, { mode: "new", serial: compose.serial, aim: compose.aims[0].name, text: "", suggests: compose.suggests, ...view.usual(), ...compose.form });
    if (compose.form && suggested(compose.form)) form.of = form.aim;
  }
  const aim = compose.aims.find((each) => each.name === form.aim) || compose.aims[0];
  const suggests = form.suggests && aim.ranged;
  if (suggests && form.of !== aim.name) { form.replacement = aim.quote; form.of = aim.name; }
  const node = make("article", "gw-rv-card is-current is-new");
  node.dataset.id = "new";
  node.setAttribute("aria-label", suggests ? "提修改建议" : "加批注");
  const head = make("header", "gw-rv-head");
  head.append(make("b", "", suggests ? "修改建议" : "新批注"), make("span", "gw-grow"), make("span", "gw-muted", "标在"), choiceOf(compose.aims.map((each) => [each.name, each.label]), aim.name, "标在哪里", (value) => { form.aim = value; view.again("new"); }));
  node.append(head);
  if (aim.quote && !suggests) node.append(make("p", "gw-muted gw-rv-quote", `“${aim.quote.length > 80 ? `${aim.quote.slice(0, 78)}…` : aim.quote}”`));
  const go = () => view.send({ type: "add", aim: aim.name, text: form.text || "", kind: form.kind, weight: form.weight, replacement: suggests ? form.replacement : null });
  const stop = () => { view.drop("new"); view.send({ type: "cancel" }); };
  const box = fieldIn(form, suggests ? "为什么改（可以不写）" : "意见", suggests ? "提出建议" : "加上批注", go, stop);
  box.insertBefore(termsRow(form, view.terms()), box.lastElementChild);
  const usual = menuButton("常用");
  usual.fill([...view.stock().map(([text, , ], at) => ({ id: String(at), label: text, hint: at < 9 ? `Ctrl+Alt+${at + 1}` : "" })), { id: "edit", label: "整理常用批注…" }], (id) => {
    if (id === "edit") { view.restock(); return; }
    const [text, kind, weight] = view.stock()[Number(id)];
    Object.assign(form, { text, kind, weight, filled: (form.filled || 0) + 1 });
    view.again("new");
  });
  const over = aim.ranged ? press(suggests ? "只写意见" : "写出改法", "is-quiet", () => { form.suggests = !suggests; view.again("new"); }) : null;
  box.lastElementChild.append(make("span", "gw-grow"), usual.node, ...(over ? [over] : []));
  if (suggests) node.append(replacing(form));
  node.append(box);
  return node;
}

// The office's remarks, one a line, to be edited.
function stockEditor(lines, save, stop) {
  const form = { mode: "stock", text: lines };
  const node = make("section", "gw-rv-stock");
  node.setAttribute("aria-label", "常用批注");
  const box = fieldIn(form, "常用批注，一行一条；开头可以写“必改”或者“建议”，再写类别，中间空一格。前九条有键。", "存下常用批注", save, stop);
  box.querySelector("textarea").rows = 10;
  node.append(make("h2", "", "常用批注"), box);
  return node;
}
