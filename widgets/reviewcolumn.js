// The cards beside the paper: each by its line, in the order of the text, none over another. The current one stands level
// with its words and the others give way. Only cards in sight are on the page.

const APART_PX = 10;
const SPARE_PX = 500;

// `paper` is the pane of the pages, `build(id)` makes a card, `told(id)` what it is built from, `guess(id)` its height before it was built.
function cardColumn(scroller, paper, { build, told, guess }) {
  const layer = make("div", "gw-rv-layer");
  scroller.append(layer);
  let items = []; // [{id, y}]: y where its line stands in the paper's scroller
  let tops = [];
  let current = "";
  let level = null; // where the current card stands, in the paper's scroller: by its line, higher where it would not be seen whole
  let last = 0; // where the paper was scrolled to
  const heights = new Map();
  const nodes = new Map();
  const heightOf = (id) => heights.get(id) || guess(id);
  const indexOf = (id) => items.findIndex((item) => item.id === id);

  const layout = () => {
    const at = indexOf(current);
    const raw = [];
    let foot = 0;
    const down = (from, to) => { for (let index = from; index < to; index += 1) { raw[index] = Math.max(items[index].y, foot); foot = raw[index] + heightOf(items[index].id) + APART_PX; } };
    down(0, at < 0 ? items.length : at);
    if (at >= 0) {
      raw[at] = level === null ? items[at].y : level;
      for (let index = at - 1; index >= 0; index -= 1) raw[index] = Math.min(raw[index], raw[index + 1] - APART_PX - heightOf(items[index].id));
      foot = raw[at] + heightOf(current) + APART_PX;
      down(at + 1, items.length);
    }
    const base = Math.min(0, raw.length ? raw[0] : 0) - 12;
    tops = raw.map((y) => y - base);
    layer.style.height = `${Math.max(foot, paper.total()) - base + 40}px`;
    items.forEach((item, index) => { const node = nodes.get(item.id); if (node) node.style.top = `${tops[index]}px`; });
  };

  const inPaper = (index) => index >= 0 && items[index].y >= paper.scroller.scrollTop - 20 && items[index].y < paper.scroller.scrollTop + paper.scroller.clientHeight - 20;

  // Where the column would stand by itself when the paper stands where it does: level with the current card's words while
  // they are in sight, else so that cards pass the middle of the window together with their lines.
  const wanted = () => {
    const at = indexOf(current);
    const { scrollTop, clientHeight, scrollHeight } = paper.scroller;
    if (inPaper(at)) return tops[at] - ((level === null ? items[at].y : level) - scrollTop);
    if (!items.length) return scrollTop;
    const part = scrollHeight > clientHeight ? scrollTop / (scrollHeight - clientHeight) : 0;
    const here = scrollTop + part * clientHeight;
    const end = items.length - 1;
    const points = [[0, 0], ...items.map((item, index) => [item.y, tops[index]]), [Math.max(paper.total(), items[end].y + 1), Math.max(layer.offsetHeight, 1)]];
    let after = points.findIndex((point) => point[0] > here);
    if (after < 1) after = points.length - 1;
    const [[x0, y0], [x1, y1]] = [points[after - 1], points[after]];
    return y0 + (y1 - y0) * (x1 > x0 ? Math.min(1, (here - x0) / (x1 - x0)) : 1) - part * scroller.clientHeight;
  };

  const anchor = () => { // the card that must stay where it is when others change their heights
    const top = scroller.scrollTop;
    const inSight = (index) => index >= 0 && tops[index] + heightOf(items[index].id) > top && tops[index] < top + scroller.clientHeight;
    const at = indexOf(current);
    const index = inSight(at) ? at : items.findIndex((_item, each) => inSight(each) && tops[each] >= top);
    return index < 0 ? null : { id: items[index].id, y: tops[index] - top };
  };
  const keep = (held) => {
    const index = held ? indexOf(held.id) : -1;
    if (index >= 0) scroller.scrollTop = tops[index] - held.y;
  };

  const put = (item, index) => {
    const had = nodes.get(item.id);
    const said = told(item.id);
    if (had && had.gwTold === said) { had.style.top = `${tops[index]}px`; return false; }
    const node = build(item.id, had);
    node.gwTold = said;
    node.style.top = `${tops[index]}px`;
    nodes.set(item.id, node);
    if (had && had !== node) { had.replaceWith(node); if (node.gwRefocus) node.gwRefocus(); }
    else if (!node.isConnected) {
      const next = items.slice(index + 1).map((each) => nodes.get(each.id)).find((each) => each && each.isConnected);
      layer.insertBefore(node, next || null);
    }
    return true;
  };

  const paint = () => {
    for (let round = 0; round < 4; round += 1) {
      const [from, to] = [scroller.scrollTop - SPARE_PX, scroller.scrollTop + scroller.clientHeight + SPARE_PX];
      const shown = new Set();
      const fresh = [];
      items.forEach((item, index) => {
        if (tops[index] > to || tops[index] + heightOf(item.id) < from) return;
        shown.add(item.id);
        put(item, index);
        fresh.push(item.id);
      });
      nodes.forEach((node, id) => {
        if (shown.has(id) || (node.contains(document.activeElement) && indexOf(id) >= 0)) return;
        node.remove();
        nodes.delete(id);
      });
      const differs = fresh.filter((id) => { const height = nodes.get(id).offsetHeight; return height && heights.get(id) !== height; });
      if (!differs.length) return;
      const held = anchor();
      differs.forEach((id) => heights.set(id, nodes.get(id).offsetHeight));
      layout();
      keep(held);
    }
  };

  const align = () => {
    last = paper.scroller.scrollTop;
    const at = indexOf(current);
    if (at >= 0) level = Math.max(last + 8, Math.min(items[at].y, last + scroller.clientHeight - heightOf(current) - 8));
    layout();
    if (at >= 0) scroller.scrollTop = tops[at] - (level - last);
  };
  const follow = () => { // the paper was scrolled
    const by = paper.scroller.scrollTop - last;
    last = paper.scroller.scrollTop;
    if (!by) return;
    const rigid = scroller.scrollTop + by;
    const most = Math.abs(by) * 4;
    scroller.scrollTop = rigid + Math.min(most, Math.max(-most, wanted() - rigid));
    paint();
  };
  paper.scroller.addEventListener("scroll", follow, { passive: true });
  scroller.addEventListener("scroll", () => window.requestAnimationFrame(paint), { passive: true });

  return {
    node: (id) => nodes.get(id),
    count: () => nodes.size,
    current: () => current,
    show(next) {
      const held = anchor();
      const old = new Map(items.map((item) => [item.id, item.y]));
      items = next;
      const now = items.find((item) => item.id === current);
      if (!now || old.get(current) !== now.y) level = null;
      layout();
      const same = held && old.get(held.id) === (items.find((item) => item.id === held.id) || {}).y;
      if (same) keep(held); else scroller.scrollTop = wanted();
      last = paper.scroller.scrollTop;
      paint();
    },
    choose(id) {
      const before = current;
      current = id;
      level = null;
      [before, id].forEach((each) => heights.delete(each));
      layout();
      [before, id].forEach((each) => { const index = indexOf(each); if (index >= 0 && nodes.has(each)) { put(items[index], index); heights.set(each, nodes.get(each).offsetHeight); } });
      align();
      paint();
      align(); // by its real height, now that it is there
      paint();
    },
    refresh() { layout(); paint(); },
  };
}
