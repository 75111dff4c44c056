// The timeline at the left: it grows at its top, figures are asked for what is in sight, and nothing painted is painted again.

const FOLDS = ["saved", "merged"];
const BIG = ["milestone", "created"];

// `chosen()` gives the two versions compared; `went` hears that something was chosen here.
function timelinePane(model, chosen, went) {
  const node = make("nav", "gw-past");
  node.setAttribute("aria-label", "版本时间线");
  const head = make("div", "gw-pane-head");
  const named = press("只看定名的稿", "is-quiet", () => model.send({ type: "named", on: !model.get("named") }));
  const scroller = make("div", "gw-scroll");
  scroller.tabIndex = 0;
  scroller.setAttribute("role", "group");
  scroller.setAttribute("aria-label", "版本列表，最新的在上面");
  const list = make("ol", "gw-past-list");
  const end = make("li", "gw-past-end");
  const known = new Map(); // key → {node, told}
  const figures = new Map(); // key → {last, title, words}

  const marker = markForm(model, () => marker.toggle(false));
  const mark = press("给这一稿定名", "is-soft", () => marker.toggle(marker.node.hidden));
  marker.opener = mark;
  head.append(make("h2", "", "版本"), make("span", "gw-grow"), named);
  const foot = make("p", "gw-muted gw-past-foot", "每次保存都留着。恢复旧稿也算新的一版，不会盖掉现在的文字。");
  const again = make("div", "gw-past-mark");
  again.append(mark, marker.node);
  scroller.append(list, foot);
  node.append(head, again, scroller);

  const wanted = new Set();
  let asking = 0;
  const ask = () => {
    asking = 0;
    const keys = [...wanted].slice(0, 30);
    wanted.clear();
    if (keys.length) model.send({ type: "figures", keys });
  };
  const eye = new IntersectionObserver((seen) => seen.filter((each) => each.isIntersecting).forEach(({ target }) => {
    if (target === end) { if (list.childElementCount - 1 < model.get("total")) model.send({ type: "more" }); return; }
    const event = target.gwEvent;
    const had = figures.get(event.key);
    if (event.counted && (!had || had.last !== event.last)) wanted.add(event.key);
    if (wanted.size && !asking) asking = window.setTimeout(ask, 120);
  }), { root: scroller, rootMargin: "80px" });

  const figured = (item, event) => {
    const had = figures.get(event.key);
    if (!had || !event.counted) return;
    item.querySelector(".gw-past-figures").textContent = had.words || "\u00a0";
    if (had.title) {
      const words = { merged: "合并：", restored: "恢复：" }[event.what] || "";
      item.querySelector(".gw-past-title").textContent = words + had.title;
      item.querySelector(".gw-past-title").title = words + had.title;
    }
  };
  const inner = (event) => {
    const main = make("button", "gw-past-main");
    main.type = "button";
    main.title = [...FOLDS, "restored"].includes(event.what) ? "看这里改了什么" : "和当前稿比较";
    const title = make(BIG.includes(event.what) ? "b" : "span", "gw-past-title", event.title);
    title.title = event.title;
    main.append(title, make("small", "gw-num", event.sub));
    if (event.counted) main.append(make("small", "gw-num gw-past-figures", "\u00a0"));
    if (event.note) main.append(make("small", "", event.note));
    main.addEventListener("click", () => { went(); model.send({ type: "look", key: event.key }); });
    const acts = make("span", "gw-past-acts");
    [["a", "作甲"], ["b", "作乙"]].forEach(([side, words]) => {
      const act = press(words, "is-quiet", () => { went(); model.send({ type: "choose", a: 0, b: 0, [side]: event.last }); }, `比较时把这一稿当作${words.slice(1)}`);
      act.setAttribute("aria-label", `${words}：${event.title}，${event.sub}`);
      acts.append(act);
    });
    const parts = [main, make("span", "gw-past-tag"), acts];
    if (FOLDS.includes(event.what) && event.saves > 1) {
      const open = event.items.length > 0;
      const fold = press(open ? "收起" : `逐次看 ${event.saves} 次保存`, "is-quiet gw-past-fold", () => model.send({ type: "unfold", key: event.key }));
      fold.setAttribute("aria-expanded", String(open));
      parts.push(fold);
      if (open) {
        const saves = make("ol", "gw-past-saves");
        event.items.forEach((item) => {
          const line = make("li");
          line.append(press(item.words, "is-quiet", () => { went(); model.send({ type: "choose", a: item.before, b: item.number }); }, "看这一次保存改了什么"));
          saves.append(line);
        });
        parts.push(saves);
      }
    }
    if (event.texts) {
      const both = make("details", "gw-past-texts");
      both.append(make("summary", "", "看两种写法"));
      event.texts.forEach(([who, text]) => { const line = make("p"); line.append(make("b", "gw-2nd", `${who}：`), make("span", "", text)); both.append(line); });
      parts.push(both);
    }
    return parts;
  };
  const owner = (events, number) => events.find((event) => event.what === "milestone" && event.last === number)
    || events.find((event) => event.first <= number && number <= event.last && !["answered", "exported", "imported"].includes(event.what));

  const dress = () => {
    const events = model.get("events");
    const { a, b } = chosen();
    const [mine, theirs] = [owner(events, a), owner(events, b)];
    events.forEach((event, at) => {
      const item = known.get(event.key).node;
      const sides = [event === mine ? "甲" : "", event === theirs ? "乙" : ""].filter(Boolean);
      item.classList.toggle("is-a", event === mine);
      item.classList.toggle("is-b", event === theirs);
      const now = at === 0 && !model.get("named");
      const tag = now ? ["当前稿", ...sides].join(" · ") : sides.length ? `比较：${sides.join("、")}` : "";
      item.classList.toggle("has-tag", Boolean(tag));
      const place = item.querySelector(".gw-past-tag");
      if (place.textContent !== tag) place.textContent = tag;
    });
  };
  const paint = () => {
    const events = model.get("events");
    const nodes = events.map((event) => {
      const told = JSON.stringify(event);
      const had = known.get(event.key);
      if (had && had.told === told) return had.node;
      const item = had ? had.node : make("li", "gw-past-item");
      const open = item.querySelector("details[open]");
      const focus = item.contains(document.activeElement) ? document.activeElement.className : "";
      item.className = `gw-past-item is-${event.what}${BIG.includes(event.what) ? " is-big" : ""}`;
      item.gwEvent = event;
      item.replaceChildren(...inner(event));
      if (open && item.querySelector("details")) item.querySelector("details").open = true;
      if (focus) { const back = [...item.querySelectorAll("button")].find((each) => each.className === focus); if (back) back.focus(); }
      figured(item, event);
      known.set(event.key, { node: item, told });
      eye.unobserve(item);
      eye.observe(item);
      return item;
    });
    const keys = new Set(events.map((event) => event.key));
    [...known.keys()].filter((key) => !keys.has(key)).forEach((key) => { known.get(key).node.remove(); known.delete(key); });
    nodes.forEach((item, at) => { if (list.children[at] !== item) list.insertBefore(item, list.children[at] || null); });
    if (list.lastElementChild !== end) list.append(end);
    eye.unobserve(end);
    eye.observe(end);
    named.setAttribute("aria-pressed", String(model.get("named")));
    named.classList.toggle("is-on", model.get("named"));
    again.hidden = !model.get("newest");
    dress();
  };
  const receive = (message) => {
    if (message.type !== "figures") return;
    figures.set(message.key, message);
    const had = known.get(message.key);
    if (had) figured(had.node, had.node.gwEvent);
  };
  return { node, paint, dress, receive, scroller, close: () => { eye.disconnect(); window.clearTimeout(asking); } };
}

// The few fields that give the version that stands a name.
function markForm(model, done) {
  const node = make("form", "gw-past-form");
  node.hidden = true;
  const name = make("input", "gw-field");
  Object.assign(name, { type: "text", maxLength: 20, placeholder: "名称，如：送审稿" });
  name.setAttribute("aria-label", "这一稿的名称");
  const note = make("input", "gw-field");
  Object.assign(note, { type: "text", maxLength: 300, placeholder: "说明，可不填" });
  note.setAttribute("aria-label", "说明，可不填");
  const chips = make("div", "gw-row");
  model.get("usual").forEach((words) => chips.append(press(words, "is-quiet", () => { name.value = words; dress(); name.focus(); })));
  const save = press("定名", "is-primary", () => {});
  save.type = "submit";
  const dress = () => save.setAttribute("aria-disabled", String(!name.value.trim()));
  const foot = make("div", "gw-row");
  foot.append(save, press("取消", "is-quiet", () => done()));
  node.append(chips, name, note, foot);
  name.addEventListener("input", dress);
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!name.value.trim()) { name.focus(); return; }
    model.send({ type: "mark", name: name.value.trim(), note: note.value.trim() });
    name.value = note.value = "";
    done();
  });
  node.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); done(); } });
  dress();
  const form = {
    node,
    opener: null,
    toggle(open) {
      node.hidden = !open;
      form.opener.setAttribute("aria-expanded", String(open));
      if (open) name.focus(); else form.opener.focus();
    },
  };
  return form;
}
