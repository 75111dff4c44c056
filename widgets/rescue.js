// Text this browser kept and the store never got: said where it belongs, compared, put back or let go.

function render({ model, el }) {
  const box = make("div", "gw-rescue");
  el.append(box);
  const open = new Set();

  const compared = (item) => {
    const both = make("div", "gw-compare");
    both.append(make("p", "gw-muted", "划线的是存档里有、本机没有的，加底色的是本机新写的。"));
    const text = make("p", "gw-compare-text");
    item.parts.forEach(([mark, words]) => {
      const long = mark === "=" && words.length > 120;
      text.append(make({ "-": "del", "+": "ins" }[mark] || "span", "", long ? `${words.slice(0, 50)}……${words.slice(-50)}` : words));
    });
    both.append(text);
    return both;
  };
  const copy = (item) => {
    const area = make("textarea", "gw-offscreen");
    area.value = item.text;
    box.append(area);
    area.select();
    document.execCommand("copy"); // works where the page is not served securely, too
    area.remove();
  };
  const strip = (item) => {
    const node = make("div", "gw-strip is-should");
    node.append(make("span", "gw-grow", `${item.place}：${item.at} ${item.says}，还在本机。`));
    const flip = press(open.has(item.index) ? "收起对照" : "先对照", "is-quiet", () => {
      if (open.has(item.index)) open.delete(item.index); else open.add(item.index);
      paint();
    });
    if (!item.gone) node.append(press(item.verb, "is-soft", () => model.send({ type: "put_back", index: item.index })));
    if (item.parts) node.append(flip);
    node.append(press("复制", "is-quiet", () => copy(item)), press("不要了", "is-quiet", () => model.send({ type: "drop", index: item.index })));
    if (item.parts && open.has(item.index)) node.append(compared(item));
    return node;
  };
  const paint = () => box.replaceChildren(...model.get("items").map(strip));
  const receive = (message) => { if (message.type === "forget") forgetTheirs(message.report, message.target); };
  model.on("msg:custom", receive);
  model.on("change:items", paint);
  paint();
  return () => { model.off("msg:custom", receive); model.off("change:items", paint); };
}

export default { render };
