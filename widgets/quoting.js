// The list of figures that opens at the caret: words narrow it, arrows choose an indicator, Enter says it, Tab goes to other ways to say it.

function render({ model, el }) {
  const card = make("div", "gw-quoting");
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", "插入数据");
  const find = make("input", "gw-field gw-grow");
  Object.assign(find, { type: "text", autocomplete: "off", spellcheck: false, placeholder: "找指标" });
  const list = make("ul", "gw-quoting-list");
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "指标");
  list.id = `gw-${Math.random().toString(36).slice(2)}`;
  find.setAttribute("role", "combobox");
  find.setAttribute("aria-label", "找指标");
  find.setAttribute("aria-expanded", "true");
  find.setAttribute("aria-controls", list.id);
  const year = make("select", "gw-field");
  year.setAttribute("aria-label", "哪一年的数");
  const ways = make("div", "gw-quoting-ways");
  ways.setAttribute("role", "group");
  ways.setAttribute("aria-label", "写法");
  const says = make("p", "gw-2nd");
  says.setAttribute("role", "status");
  const row = make("div", "gw-row");
  row.append(find, year);
  card.append(row, list, ways, says);

  let [home, place, told, rows, at, sayings, composing] = [null, null, null, [], 0, null, false];

  const touch = window.matchMedia("(pointer: coarse)").matches;
  const close = (back) => {
    if (!card.isConnected) return;
    card.remove();
    document.removeEventListener("pointerdown", away, true);
    if (back && home.gwArea && home.gwArea.isConnected) home.gwArea.focus({ preventScroll: true });
  };
  const away = (event) => { if (!card.contains(event.target)) close(false); };
  const current = () => rows[at];
  const named = () => told.ends && current()[0] === told.named; // its name stands before the caret already
  const insert = (way) => {
    if (!current()) return;
    const words = sayings[way].map(([text]) => text).join("");
    const quote = { id: current()[0], period: year.value, named: named() };
    close(true);
    home.dispatchEvent(new CustomEvent("gw-quoted", { detail: { target: place.target, words, quote } }));
  };
  const look = (all) => {
    sayings = null;
    if (current()) model.send({ type: "look", id: current()[0], period: year.value, named: named(), rows: all });
    else { ways.replaceChildren(); says.textContent = told.rows.length ? "没有这样的指标。换几个字试试。" : ""; }
  };
  const mark = () => {
    [...list.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === at)));
    const node = list.children[at];
    if (node) { find.setAttribute("aria-activedescendant", node.id); node.scrollIntoView({ block: "nearest" }); } else find.removeAttribute("aria-activedescendant");
  };
  const paint = (keep) => {
    const words = find.value.trim();
    rows = told.rows.filter((each) => !words || each[1].includes(words) || each[2].includes(words));
    at = Math.max(0, rows.findIndex((each) => each[0] === keep));
    list.replaceChildren(...rows.slice(0, 200).map((each, index) => {
      const item = make("li", each[3] ? "" : "is-none");
      item.id = `${list.id}-${index}`;
      item.setAttribute("role", "option");
      item.append(make("span", "gw-clip", each[1]), make("span", "gw-num gw-2nd", each[3] ? `${each[3]}${each[4]}` : "没有填"));
      item.addEventListener("mousedown", (event) => event.preventDefault());
      item.addEventListener("click", () => { at = index; mark(); look(); });
      return item;
    }));
    mark();
  };
  const say = (message) => {
    if (!current() || message.id !== current()[0] || message.period !== year.value) return;
    if (message.rows) { told.rows = message.rows; paint(message.id); }
    sayings = message.phrases;
    ways.replaceChildren(...sayings.map((pieces, way) => {
      const button = press("", "gw-quoting-way", () => insert(way));
      button.append(...pieces.map(([text, figure]) => make("span", figure ? "gw-val" : "", text)));
      return button;
    }));
    says.textContent = sayings.length ? `${touch ? "点一种写法就插入" : "回车插入第一种写法，Tab 选别的"}；以后改表，这里跟着变` : "这一年还没有填这个数，请先到“数据”里填。";
  };
  const step = (by) => {
    if (!rows.length) return;
    const shown = Math.min(rows.length, 200);
    at = (at + by + shown) % shown;
    mark();
    look();
  };
  find.addEventListener("compositionstart", () => { composing = true; });
  find.addEventListener("compositionend", () => { composing = false; filter(); });
  const filter = () => { if (told.came) { paint(); look(); } };
  find.addEventListener("input", () => { if (!composing) filter(); });
  year.addEventListener("change", () => look(true));
  card.addEventListener("keydown", (event) => {
    if (event.isComposing || composing || event.ctrlKey || event.altKey || event.metaKey) return;
    const inside = event.target === find;
    if (event.key === "Escape") close(true);
    else if (inside && event.key === "ArrowDown") step(1);
    else if (inside && event.key === "ArrowUp") step(-1);
    else if (inside && event.key === "Enter") { if (sayings && ways.firstElementChild) ways.firstElementChild.click(); }
    else if (event.key === "Tab") {
      const stops = [find, year, ...ways.children].filter((node) => !node.hidden);
      stops[(stops.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1) + stops.length) % stops.length].focus();
    } else { event.stopPropagation(); return; }
    event.preventDefault();
    event.stopPropagation();
  });

  const put = () => { // under the caret's line or over it, where there is more room: the line stays in sight
    const frame = home.getBoundingClientRect();
    const wide = Math.min(420, frame.width - 16);
    const [below, above] = [frame.bottom - place.bottom - 14, place.top - frame.top - 14];
    const under = below >= 420 || below >= above;
    Object.assign(card.style, {
      width: `${wide}px`, left: `${Math.max(8, Math.min(place.left - frame.left - 24, frame.width - wide - 8))}px`, maxHeight: `${Math.max(under ? below : above, 200)}px`,
      top: under ? `${Math.max(8, Math.min(place.bottom - frame.top + 6, frame.height - 208))}px` : "auto", bottom: under ? "auto" : `${Math.min(frame.bottom - place.top + 6, frame.height - 208)}px`,
    });
    home.append(card);
  };
  const show = (message) => { // what was typed meanwhile has gone into the field, which was there at once
    told = { ...message, came: true };
    year.replaceChildren(...told.periods.map(([period, words]) => { const option = make("option", "", words); option.value = period; return option; }));
    const none = !told.rows.length;
    [row, list, ways].forEach((node) => { node.hidden = none; });
    says.replaceChildren(...(none ? ["指标表里还没有数。", press("去“数据”里填", "is-soft", () => { close(false); model.send({ type: "table" }); })] : []));
    paint(told.named);
    if (none) says.querySelector("button").focus({ preventScroll: true });
    else look();
  };
  const wanted = (event) => {
    place = event.detail;
    home.dispatchEvent(new CustomEvent("gw-flush"));
    [told, rows, at] = [{ rows: [], periods: [], named: "", ends: false }, [], 0];
    find.value = "";
    [list, ways, says].forEach((node) => node.replaceChildren());
    row.hidden = false;
    put();
    document.addEventListener("pointerdown", away, true);
    find.focus({ preventScroll: true });
    model.send({ type: "open", target: place.target, at_text: place.at });
  };
  const receive = (message) => {
    if (message.type === "none") close(true);
    else if (message.type === "list" && card.isConnected) show(message);
    else if (message.type === "phrases" && card.isConnected) say(message);
  };
  model.on("msg:custom", receive);
  const waiting = window.setInterval(() => {
    home = el.closest(".gw-app");
    if (!home) return;
    window.clearInterval(waiting);
    home.addEventListener("gw-quote", wanted);
  }, 30);
  return () => {
    window.clearInterval(waiting);
    close(false);
    model.off("msg:custom", receive);
    if (home) home.removeEventListener("gw-quote", wanted);
  };
}

export default { render };
