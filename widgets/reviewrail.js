// The rail at the left: which cards are listed, and those whose words are gone.

const STATES = [["open", "未办结"], ["closed", "已办结"], ["mine", "我提的"], ["unread", "未读"], ["todo", "待我处理"]];

function reviewRail({ changed, orphan, writes }) {
  const node = make("nav", "gw-rv-rail");
  node.setAttribute("aria-label", "批注筛选");
  const wanted = { state: "open", kind: "", who: "", round: 0 };
  const holds = {
    open: (card) => card.open, closed: (card) => !card.open, mine: (card) => card.mine, unread: (card) => card.unread,
    // what waits for this person: of who writes the report, what nobody answered; of others, their own that were answered
    todo: (card) => card.open && !card.draft && (writes() ? !card.mine : card.mine && card.replies.length > 0 && !card.replies[card.replies.length - 1].mine),
  };
  const fits = (card, but = "") => (but === "state" || holds[wanted.state](card)) && (but === "kind" || !wanted.kind || card.kind === wanted.kind)
    && (but === "who" || !wanted.who || card.by === wanted.who) && (but === "round" || !wanted.round || card.round === wanted.round);

  const pick = (words, count, on, does) => {
    const button = press("", "is-quiet gw-rv-pick", does);
    button.append(make("span", "gw-clip", words), make("span", "gw-num", String(count)));
    button.classList.toggle("is-on", on);
    button.setAttribute("aria-pressed", String(on));
    return button;
  };
  let told = "";
  const paint = (cards, kinds) => {
    const count = (but, is) => cards.filter((card) => fits(card, but) && is(card)).length;
    const parts = [["批注", STATES.map(([name, words]) => [words, cards.filter(holds[name]).length, wanted.state === name, () => { wanted.state = name; changed(); }])]];
    const group = (title, key, values) => { if (values.length > 1 || wanted[key]) parts.push([title, values.map(([value, words, is]) => [words, count(key, is), wanted[key] === value, () => { wanted[key] = wanted[key] === value ? (key === "round" ? 0 : "") : value; changed(); }])]); };
    group("类别", "kind", kinds.filter(([name]) => cards.some((card) => card.kind === name)).map(([name, words]) => [name, words, (card) => card.kind === name]));
    group("谁提的", "who", [...new Set(cards.map((card) => card.by))].map((who) => [who, who, (card) => card.by === who]));
    group("轮次", "round", [...new Set(cards.map((card) => card.round))].sort((a, b) => a - b).map((round) => [round, `第 ${round} 轮`, (card) => card.round === round]));
    const gone = cards.filter((card) => card.lost && card.open);
    const said = JSON.stringify([parts, gone, writes()]);
    if (said === told) return;
    told = said;
    const focus = document.activeElement && node.contains(document.activeElement) ? document.activeElement.dataset.pick : "";
    node.replaceChildren();
    parts.forEach(([title, rows]) => {
      node.append(make("h2", "", title));
      rows.forEach(([words, number, on, does]) => { const button = pick(words, number, on, does); button.dataset.pick = `${title} ${words}`; node.append(button); });
    });
    const title = make("h2", "", "原文已删 ");
    title.append(make("span", "gw-count", String(gone.length)));
    if (gone.length) node.append(title, ...gone.map(orphan));
    const back = focus && [...node.querySelectorAll("[data-pick]")].find((button) => button.dataset.pick === focus);
    if (back) back.focus();
  };
  return { node, paint, fits: (card) => fits(card), wanted, show(card) { if (!fits(card)) { Object.assign(wanted, { state: card.open ? "open" : "closed", kind: "", who: "", round: 0 }); changed(); } } };
}
