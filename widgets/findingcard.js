// A finding's card: what is wrong and where, what a mend makes of the sentence, why, and what one may do.

const WEIGHTS = { must: ["必改", "gw-dot is-tri"], should: ["建议", "gw-dot is-sq"], hint: ["提示", "gw-dot"] };
const SCOPES = { place: "忽略此处", word: "本文忽略此词", office: "加入单位词库" };
const SETTLED = "核对过了"; // for what the import has mended already
const LONG = 11; // characters of a mend that a button says in full

function runsOf(runs) {
  const node = make("p", "gw-fd-runs");
  runs.forEach(([mark, text]) => {
    if (mark === "=") { node.append(text); return; }
    const tag = make({ "-": "del", "+": "ins" }[mark] || "b", "", text);
    if (mark !== "!") tag.setAttribute("aria-label", `${mark === "-" ? "删" : "增"}：${text}`);
    node.append(tag);
  });
  return node;
}

function weightOf(weight, words = WEIGHTS[weight][0]) {
  const node = make("span", `gw-fd-weight is-${weight}`);
  node.append(make("i", WEIGHTS[weight][1]), words);
  return node;
}

const mendWords = ([label]) => (label.length > LONG ? "采纳" : label.startsWith("改为") || label === "删去" ? `采纳：${label}` : label);

// The clause, the sense of it, a wrong and a right example.
function whyOf(rule) {
  const box = make("div", "gw-fd-why");
  box.append(make("p", "", rule.why), make("p", "gw-muted", `依据：${rule.clause}`));
  [["wrong", "错例"], ["right", "正例"]].forEach(([name, words]) => {
    if (!rule[name]) return;
    const line = make("p", `gw-fd-example is-${name}`);
    line.append(make("span", "gw-muted", `${words}　`), rule[name].length > 120 ? `${rule[name].slice(0, 118)}…` : rule[name]);
    box.append(line);
  });
  return box;
}

// What mending would change, a sentence a line, to be done or left.
function previewOf(preview, words, go, stop) {
  const box = make("div", "gw-fd-preview");
  const list = make("ol");
  preview.rows.forEach((row) => { const item = make("li"); item.append(make("span", "gw-muted gw-fd-small", row.place), runsOf(row.runs)); list.append(item); });
  if (preview.parts) list.append(make("li", "gw-muted", "加上模板里缺的一节"));
  if (preview.more) list.append(make("li", "gw-muted", `还有 ${preview.more} 句，改法一样`));
  list.tabIndex = 0;
  list.setAttribute("aria-label", "改动预览");
  const row = make("div", "gw-row");
  const done = press(words, "is-primary", go);
  done.dataset.key = "sure";
  row.append(done, press("先不改", "is-quiet", stop, "Esc"));
  box.append(list, row);
  return box;
}

// Asks for the reason why a finding that must be answered is left.
function reasonOf(form, card, must, go, stop) {
  const words = card.settled && form.mode === "place" ? SETTLED : SCOPES[form.mode];
  const box = make("div", "gw-fd-reason");
  const label = make("label", "gw-2nd", card.settled ? "核对的结果（会留痕）" : must ? "不改的理由（会留痕）" : "理由（可以不写）");
  const line = make("input", "gw-field");
  line.type = "text";
  line.maxLength = 500;
  line.value = form.text || "";
  line.dataset.key = "reason";
  label.append(line);
  const says = make("p", "gw-says");
  const send = () => { if (must && !line.value.trim()) { says.textContent = "必改的要写理由。"; line.focus(); } else go(line.value.trim()); };
  line.addEventListener("input", () => { form.text = line.value; });
  line.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); event.stopPropagation(); send(); } });
  const row = make("div", "gw-row");
  row.append(press(words, "is-primary", send), press("取消", "is-quiet", stop, "Esc"));
  says.setAttribute("role", "alert");
  box.append(label, says, row);
  return box;
}

// `view`: {current(), form(id), open(id, mode), rule(name), writes(), keeps(), send(message), go(card), mend(card, at)}.
function findingCard(card, view) {
  const form = view.form(card.id);
  const node = make("article", `gw-fd-card is-${card.weight}${view.current() === card.id ? " is-current" : ""}`);
  node.tabIndex = 0;
  node.dataset.id = card.id;
  if (view.current() === card.id) node.setAttribute("aria-current", "true");
  node.setAttribute("aria-label", `${WEIGHTS[card.weight][0]}：${card.says}。${card.place}`);
  const head = make("p", "gw-fd-says", card.says);
  node.append(head);
  if (card.runs.length) node.append(runsOf(card.runs));
  const foot = make("div", "gw-fd-foot");
  const why = press("依据", "is-quiet gw-caret", () => view.open(card.id, form.mode === "why" ? "" : "why"));
  why.dataset.key = "why";
  why.setAttribute("aria-expanded", String(form.mode === "why"));
  foot.append(make("span", "gw-muted gw-fd-small gw-grow", card.place), why, ...moreOf(card, view));
  node.append(foot);
  if (form.mode === "why" && view.rule(card.rule)) node.append(whyOf(view.rule(card.rule)));
  node.append(...actsOf(card, form, view));
  node.addEventListener("click", (event) => { if (!event.target.closest("button, input, label, ol, .gw-fd-why") && window.getSelection().isCollapsed) view.go(card); });
  return node;
}

// What is seldom wanted: the word called right everywhere, the finding handed on as an annotation.
function moreOf(card, view) {
  if (!view.keeps()) return [];
  const items = [{ id: "remark", label: "转为批注", hint: "交给大家在“批注”里办" }];
  if (card.word) items.unshift({ id: "word", label: SCOPES.word, hint: `“${card.word}”在这份报告里不再提` }, { id: "office", label: SCOPES.office, hint: `“${card.word}”全单位都不再提` });
  const made = menuButton("更多");
  made.fill(items, (id) => (id === "remark" ? view.send({ type: "remark", id: card.id }) : leave(card, view, id)));
  made.node.dataset.key = "more";
  return [made.node];
}

// What must be mended is left with a reason only.
function leave(card, view, scope) {
  const form = view.form(card.id);
  form.scope = scope;
  form.text = card.settled ? "已对照原文核对" : "";
  if (card.weight === "must") view.open(card.id, scope); else view.send({ type: "ignore", id: card.id, scope, reason: "" });
}

function actsOf(card, form, view) {
  const close = () => view.open(card.id, "");
  const must = card.weight === "must";
  if (form.mode === "preview" && form.preview) return [previewOf(form.preview, "就这样改", () => view.mend(card, form.at, true), close)];
  if (form.mode in SCOPES) return [reasonOf(form, card, must, (reason) => { view.open(card.id, ""); view.send({ type: "ignore", id: card.id, scope: form.scope, reason }); }, close)];
  const row = make("div", "gw-row gw-fd-acts");
  const button = (key, words, look, does, title = "") => { const made = press(words, look, does, title); made.dataset.key = key; row.append(made); return made; };
  const menu = (key, words, items, choose) => { const made = menuButton(words); made.fill(items, choose); made.node.dataset.key = key; row.append(made.node); };
  if (view.writes()) {
    if (card.fixes.length) button("mend", mendWords(card.fixes[0]), "is-soft", () => view.mend(card, 0), `${card.fixes[0][0]}（写作里按 Alt+回车）`);
    if (card.fixes.length > 1) menu("ways", "别的改法", card.fixes.map(([label, after], at) => ({ id: String(at), label, hint: after })), (id) => view.mend(card, Number(id)));
  }
  if (view.keeps()) button("ignore", card.settled ? SETTLED : SCOPES.place, "", () => leave(card, view, "place"), card.settled ? "程序已经改好，看过没有问题就点这里" : "");
  if (card.count > 1) button("next", "逐处看", "is-quiet", () => view.go(card, (form.seen = ((form.seen || 0) + 1) % card.count)), `共 ${card.count} 处，点一下看下一处`);
  return row.childElementCount ? [row] : [];
}
