// The panel 检查: findings by weight and rule, the strip under the form, the marks handed to fields and page, keys.

const PRESETS = [["draft", "起草", "只看必改"], ["submit", "送审", "加上建议"], ["review", "核稿", "全部，提示折着"]];
const ADVICE = { must: "送审前要改完，或者写明不改的理由", should: "", hint: "拿不准的，看一眼就行" };
const FEW = 4; // cards of one rule that are shown before the rest is asked for

function render({ model, el }) {
  el.classList.add("gw-fd-host");
  const view = make("section", "gw-fd");
  view.setAttribute("aria-label", "检查");
  const cards = new Map();
  const rules = new Map();
  const forms = new Map(); // by card, or by group as "rule:should:TY01": what is open in it, and what was typed there
  const nodes = new Map();
  const wide = new Set(); // groups of which all cards are shown
  const folds = new Set(["hint"]);
  let order = [];
  let current = "";
  let goesOn = []; // the finding that is being mended, and what is to be current when it is gone
  const root = () => el.closest(".gw-app");
  const face = () => model.get("face");
  const writing = () => Boolean(root()) && root().dataset.view === "write" && root().dataset.look === "write";
  const send = (message) => { if (root()) root().dispatchEvent(new CustomEvent("gw-flush")); model.send(message); };
  const formOf = (id) => { if (!forms.has(id)) forms.set(id, {}); return forms.get(id); };

  const head = make("div", "gw-pane-head");
  const told = make("span", "gw-2nd gw-num gw-nowrap gw-grow gw-clip");
  const away = press("", "is-quiet", () => ignored.toggle());
  const close = press("关闭", "is-quiet", () => show("write"), "Esc");
  head.append(make("h2", "", "检查"), told, away, close);
  const bar = make("div", "gw-fd-bar");
  const seg = make("div", "gw-seg");
  seg.setAttribute("role", "group");
  seg.setAttribute("aria-label", "查到什么程度");
  PRESETS.forEach(([name, words, title]) => {
    const node = press(words, "", () => { remembered("preset", name); send({ type: "preset", name }); }, title);
    node.dataset.preset = name;
    seg.append(node);
  });
  const tidy = press("一键规范", "is-soft", () => send({ type: "tidy" }), "标点、空格、数字写法这些机械的，一次改好；先看改了什么");
  bar.append(seg, make("span", "gw-grow"), tidy);
  const list = make("div", "gw-scroll gw-fd-list");
  list.tabIndex = 0;
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", "检查结果列表");
  const walk = make("div", "gw-fd-walk");
  walk.append(press("上一条", "is-quiet", () => step(-1), "Alt+K"), press("列表", "", () => alone(false)), press("下一条", "is-quiet", () => step(1), "Alt+J"));
  const live = make("div", "gw-offscreen");
  live.setAttribute("aria-live", "polite");
  const show = (name) => {
    const nav = root().querySelector(`.gw-views-nav [data-view="${name}"]`);
    if (nav) nav.click();
    if (name === "write") backTo();
  };
  const backTo = () => { const area = root().gwArea; if (area && area.isConnected) area.focus({ preventScroll: true }); };

  const alone = (on) => { if (root()) root().dataset.finding = on ? "one" : ""; }; // on a phone the chosen one has the sheet for itself
  const given = {
    current: () => current, form: formOf, rule: (name) => rules.get(name), writes: () => face().writes, keeps: () => face().keeps, send,
    open(id, mode) { const form = formOf(id); form.mode = mode; if (!mode) forms.delete(id); paint(); focusIn(id, mode); },
    go(card, at = 0) { choose(card.id); alone(true); send({ type: "go", id: card.id, at }); },
    mend(card, at, sure = false) {
      if (card.count > 1 && !sure) { Object.assign(formOf(card.id), { at }); send({ type: "preview", id: card.id, at }); return; }
      goesOn = [card.id, next(card.id)];
      forms.delete(card.id);
      send({ type: "fix", id: card.id, at, on: !view.contains(document.activeElement) }); // from the text by keys: on to the next place
    },
  };
  const next = (id) => order[order.indexOf(id) + 1] || order[order.indexOf(id) - 1] || "";
  const focusIn = (id, mode) => window.requestAnimationFrame(() => {
    const node = nodes.get(id) || list.querySelector(`[data-group="${CSS.escape(id)}"]`);
    if (!node || !view.contains(document.activeElement) && document.activeElement !== document.body) return;
    const wanted = node.querySelector(`[data-key="${mode === "preview" ? "sure" : mode in SCOPES ? "reason" : mode === "why" ? "why" : "none"}"]`);
    (wanted || node).focus({ preventScroll: !mode });
  });
  const strip = findingStrip({ mend: (card) => { cards.set(card.id, card); if (card.count > 1) look(card); else given.mend(card, 0); }, look: (card) => look(card), writes: given.writes });
  const look = (card) => { choose(card.id); show("check"); };

  // --- the list -------------------------------------------------------------------------------------------------
  const groups = () => {
    const found = new Map();
    order.forEach((id) => { const card = cards.get(id); if (!card) return; const key = `${card.weight} ${card.rule}`; found.set(key, [...(found.get(key) || []), card]); });
    return [...found.values()];
  };
  const cardNode = (card) => {
    const said = JSON.stringify([card, formOf(card.id), current === card.id, face().writes, face().keeps, rules.has(card.rule)]);
    const had = nodes.get(card.id);
    if (had && had.gwSaid === said) return had;
    const node = findingCard(card, given);
    node.gwSaid = said;
    nodes.set(card.id, node);
    return node;
  };
  const groupNode = (group) => {
    const [first] = group;
    if (group.length === 1) return cardNode(first);
    const key = `rule:${first.weight}:${first.rule}`;
    const node = make("section", "gw-fd-rule");
    node.dataset.group = key;
    const top = make("div", "gw-row gw-fd-rulehead");
    const name = (rules.get(first.rule) || { name: first.rule }).name;
    node.setAttribute("aria-label", `${name}，${group.length} 条`);
    top.append(make("h4", "gw-grow", `${name}　${group.length} 条`));
    const mendable = group.filter((card) => card.fixes.length);
    const form = formOf(key);
    if (mendable.length > 1 && face().writes && form.mode !== "preview") { const all = press("全部采纳", "is-soft", () => send({ type: "preview", rule: first.rule, weight: first.weight }), `先看这 ${mendable.length} 条改成什么`); all.dataset.key = "all"; top.append(all); }
    node.append(top);
    if (form.mode === "preview") node.append(previewOf(form.preview, `全部采纳 ${form.preview.count} 处`, () => { forms.delete(key); send({ type: "fix_all", rule: first.rule, weight: first.weight }); }, () => given.open(key, "")));
    const all = wide.has(key) || group.length <= FEW + 1;
    const seen = group.filter((card, at) => all || at < FEW || card.id === current);
    node.append(...seen.map(cardNode));
    if (!all) node.append(press(`再看 ${group.length - seen.length} 条`, "is-quiet", () => { wide.add(key); paint(); }));
    return node;
  };
  const weightNode = (weight, part) => {
    const node = make("details", `gw-fd-part is-${weight}`);
    node.open = !folds.has(weight);
    node.addEventListener("toggle", () => { if (node.open) folds.delete(weight); else folds.add(weight); });
    const top = make("summary");
    top.append(weightOf(weight, `${WEIGHTS[weight][0]} ${part.reduce((sum, group) => sum + group.length, 0)}`), make("small", "gw-muted", ADVICE[weight]));
    node.append(top, ...part.map(groupNode));
    return node;
  };
  const rest = () => { // what the preset does not show is told
    const { preset, counts } = face();
    const hidden = [["should", counts[1], "submit"], ["hint", counts[2], "review"]].filter(([, count], at) => count && PRESETS.findIndex(([name]) => name === preset) <= at);
    if (!hidden.length) return [];
    const node = make("div", "gw-strip gw-fd-rest");
    node.append(make("span", "gw-grow", `另有${hidden.map(([weight, count]) => `${WEIGHTS[weight][0]} ${count}`).join("、")} 条，这一档没有列出。`), press("都列出来", "is-soft", () => seg.lastElementChild.click()));
    return [node];
  };
  const noMusts = () => { // what a report needs to be handed on is said even while there is other work left
    const { at, counts } = face();
    if (!at || counts[0] || !order.length) return [];
    const node = make("p", "gw-fd-none gw-2nd");
    node.append(make("i", "gw-dot"), "没有必改了。");
    return [node];
  };
  const nothing = () => {
    const node = make("p", "gw-fd-none gw-2nd");
    node.append(make("i", "gw-dot"), face().at ? (face().preset === "review" ? "没有要改的了。" : `没有${face().preset === "draft" ? "必改" : "必改和建议"}。`) : "正在检查。");
    return node;
  };
  const paint = () => {
    const { preset, counts, at, open } = face();
    told.textContent = `必改 ${counts[0]}　建议 ${counts[1]}　提示 ${counts[2]}`;
    told.title = at ? `${at} 自动查过` : "";
    away.hidden = !face().ignored;
    away.textContent = `已忽略 ${face().ignored}`;
    tidy.hidden = !face().writes;
    [...seg.children].forEach((node) => { const on = node.dataset.preset === preset; node.classList.toggle("is-on", on); node.setAttribute("aria-pressed", String(on)); });
    if (!open) return;
    const focus = document.activeElement && list.contains(document.activeElement) ? document.activeElement : null;
    const spot = focus && [(focus.closest("[data-id]") || focus.closest("[data-group]") || { dataset: {} }).dataset, focus.dataset.key];
    const top = list.scrollTop;
    const found = groups();
    const parts = ["must", "should", "hint"].map((weight) => [weight, found.filter(([card]) => card.weight === weight)]).filter(([, part]) => part.length);
    list.replaceChildren(...ignored.nodes(), ...tidying.nodes(), ...noMusts(), ...(parts.length ? parts.map(([weight, part]) => weightNode(weight, part)) : [nothing()]), ...rest());
    nodes.forEach((node, id) => { if (!cards.has(id)) nodes.delete(id); });
    list.scrollTop = top;
    if (!focus || focus === document.activeElement || !spot) return;
    const again = focus.isConnected ? focus : nodes.get(spot[0].id) || list.querySelector(`[data-group="${CSS.escape(spot[0].group || "")}"]`) || nodes.get(current);
    const inner = again && spot[1] && again !== focus && again.querySelector(`[data-key="${spot[1]}"]`);
    (inner || again || list).focus({ preventScroll: true });
  };
  const ignored = ignoredList({ send, paint });
  const tidying = tidyBox({ send, paint });

  // --- the current one --------------------------------------------------------------------------------------------
  const choose = (id) => {
    if (id === current) return;
    current = id;
    const home = root();
    home.gwFinding = id;
    home.querySelectorAll(".gw-wave").forEach((node) => node.classList.toggle("is-current", node.dataset.id === id));
    home.dispatchEvent(new CustomEvent("gw-finding", { detail: id }));
    const card = cards.get(id);
    if (card) folds.delete(card.weight);
    paint();
    const node = nodes.get(id);
    if (node && node.isConnected) node.scrollIntoView({ block: "nearest" });
    if (card) live.textContent = `${WEIGHTS[card.weight][0]}：${card.says}`;
  };
  const step = (by) => send({ type: "step", id: current, by });
  const caret = (event) => { // the caret came to marked words, or left them
    const { target, paragraph, offset, at } = event.detail;
    const [row, place] = isWholeText(target) ? [null, at] : [paragraph, offset];
    const wave = ((root().gwWaves || new Map()).get(target) || []).find((each) => (row === null || each[1] === row) && each[2] <= place && place <= each[3]);
    if (!wave) { strip.hide(); return; }
    if (face().open) { strip.hide(); if (cards.has(wave[5])) choose(wave[5]); return; }
    if (strip.shown() === wave[5]) return;
    strip.wait(wave[5]);
    model.send({ type: "card", id: wave[5] });
  };

  // --- keys ---------------------------------------------------------------------------------------------------------
  const arrows = (event) => {
    const card = event.target.closest(".gw-fd-card");
    const all = [...list.querySelectorAll(".gw-fd-card")].filter((node) => node.offsetParent);
    const to = { ArrowDown: all[all.indexOf(card) + 1], ArrowUp: all[all.indexOf(card) - 1], Home: all[0], End: all[all.length - 1] }[event.key];
    if (event.target !== card && event.target !== list) return null;
    if (event.key === "Enter" && card) return () => given.go(cards.get(card.dataset.id));
    return to ? () => { to.focus(); } : null;
  };
  const escape = (event) => {
    const node = event.target.closest("[data-id], [data-group]");
    const id = node && (node.dataset.id || node.dataset.group);
    if (id && formOf(id).mode) return () => given.open(id, "");
    if (tidying.open()) return () => tidying.stop();
    if (ignored.open()) return () => ignored.toggle();
    return () => show("write");
  };
  const keys = (event) => {
    if (!writing() || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.target !== document.body && !root().contains(event.target)) return;
    const inside = view.contains(event.target);
    let does = null;
    if (event.altKey) does = { KeyJ: () => step(1), KeyK: () => step(-1), Enter: () => { const card = cards.get(face().open ? current : strip.shown()); if (card && card.fixes.length && face().writes) given.mend(card, 0); } }[event.code];
    else if (event.key === "F7") does = () => { if (face().open) { focusList(); } else show("check"); };
    else if (inside && event.key === "Escape") does = escape(event);
    else if (inside && !/^(INPUT|TEXTAREA)$/.test(event.target.tagName)) does = arrows(event);
    if (!does) return;
    event.preventDefault();
    event.stopPropagation();
    does();
  };
  const focusList = () => { const node = nodes.get(current) || list.querySelector(".gw-fd-card") || list; node.focus(); };

  // --- what comes from the program ------------------------------------------------------------------------------------
  const receive = (message) => {
    if (message.type === "marks") {
      const home = root() || document.body;
      if (message.fresh || !home.gwWaves) home.gwWaves = new Map();
      Object.entries(message.put).forEach(([target, rows]) => { if (rows.length) home.gwWaves.set(target, rows); else home.gwWaves.delete(target); });
      home.dispatchEvent(new CustomEvent("gw-waves", { detail: { targets: Object.keys(message.put), fresh: message.fresh } }));
      if (strip.shown() && ![...home.gwWaves.values()].flat().some((wave) => wave[5] === strip.shown())) strip.hide();
    } else if (message.type === "cards") {
      Object.entries(message.rules).forEach(([name, rule]) => rules.set(name, rule));
      message.put.forEach((card) => cards.set(card.id, card));
      order = message.order;
      const known = new Set(order);
      [...cards.keys()].forEach((id) => { if (!known.has(id)) { cards.delete(id); forms.delete(id); } });
      if (goesOn.length && !known.has(goesOn[0])) { const to = known.has(goesOn[1]) ? goesOn[1] : ""; goesOn = []; choose(to); }
      paint();
      if (document.activeElement === list && order.length) focusList(); // it was gone to before its cards came
    } else if (message.type === "card") { cards.set(message.card.id, message.card); strip.show(message.card); }
    else if (message.type === "current") { cards.set(message.card.id, message.card); choose(message.id); if (face().open) alone(true); else { strip.wait(message.id); strip.show(message.card); } }
    else if (message.type === "preview") {
      if (message.of.startsWith("rule:") && !message.count) return;
      Object.assign(formOf(message.of), { mode: "preview", preview: message, at: message.at });
      paint();
      focusIn(message.of, "preview");
    } else if (message.type === "ignored") ignored.fill(message.rows);
    else if (message.type === "tidy") tidying.take(message);
  };
  const faced = () => { const { open } = face(); if (open && view.dataset.open !== "1") opened(); view.dataset.open = open ? "1" : ""; if (!open) alone(false); paint(); };
  const opened = () => { strip.hide(); window.requestAnimationFrame(() => { if (root() && !root().querySelector(".gw-form").contains(document.activeElement)) focusList(); }); };

  model.on("msg:custom", receive);
  model.on("change:face", faced);
  document.addEventListener("keydown", keys, true);
  view.append(head, bar, list, walk, live);
  el.append(view);
  let home = null;
  const waiting = window.setInterval(() => {
    home = root();
    if (!home) return;
    window.clearInterval(waiting);
    home.addEventListener("gw-caret", caret);
    const form = home.querySelector(".gw-pane.gw-form");
    if (form) form.append(strip.node);
    model.send({ type: "ready", preset: remembered("preset") });
  }, 20);
  faced();
  return () => {
    window.clearInterval(waiting);
    model.off("msg:custom", receive);
    model.off("change:face", faced);
    document.removeEventListener("keydown", keys, true);
    if (home) { home.removeEventListener("gw-caret", caret); home.gwWaves = null; }
    strip.node.remove();
  };
}

const isWholeText = (target) => target === "title" || target.includes("@") || target.endsWith("#heading");

export default { render };
