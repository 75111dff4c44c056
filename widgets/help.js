// The help: keys first, then the manual as it stands beside the program; over the panes, closed by Esc.

function helpPanel(close) {
  const panel = make("section", "gw-help");
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", "使用手册和快捷键");
  panel.tabIndex = -1;
  const head = make("div", "gw-pane-head");
  head.append(make("h2", "", "使用手册和快捷键"), make("span", "gw-grow"), press("关闭", "is-quiet", close, "Esc"));
  const body = make("div", "gw-scroll");
  const list = make("dl", "gw-keys");
  KEYS.forEach(([key, words]) => list.append(make("dt", "gw-num", key), make("dd", "", words)));
  const manual = make("div", "gw-manual");
  body.append(make("h3", "", "快捷键"), list, manual);
  panel.append(head, body);
  return {
    node: panel,
    fill(blocks) { manual.replaceChildren(...blocks.map(([kind, text]) => make({ title: "h3", head: "h4", item: "li" }[kind] || "p", "", text))); },
  };
}
