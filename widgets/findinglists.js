// Two lists over the findings: what was called right, with who, when and why; and what 一键规范 would change.

function ignoredList({ send, paint }) {
  let rows = [];
  let shown = false;
  const toggle = () => { shown = !shown; if (shown) send({ type: "ignored" }); paint(); };
  const item = (row) => {
    const node = make("li");
    const words = make("p");
    words.append(make("b", "", row.words ? `“${row.words}”` : row.rule), `　${row.rule}${row.scope ? `　${row.scope}` : ""}`);
    node.append(words, make("p", "gw-muted gw-fd-small", `${row.who}　${row.at}${row.reason ? `　理由：${row.reason}` : ""}`));
    if (row.id) node.append(press("恢复", "is-soft", () => send({ type: "restore", id: row.id })));
    return node;
  };
  return {
    toggle,
    open: () => shown,
    fill(found) {
      rows = found;
      if (!rows.length) shown = false;
      paint();
      const top = document.querySelector(".gw-fd-ignored");
      if (top) top.closest(".gw-scroll").scrollTop = 0;
    },
    nodes() {
      if (!shown) return [];
      const node = make("section", "gw-fd-ignored");
      node.setAttribute("aria-label", "已忽略的");
      const top = make("div", "gw-row");
      top.append(make("h3", "gw-grow", `已忽略 ${rows.length}`), press("收起", "is-quiet", toggle, "Esc"));
      const list = make("ol");
      list.append(...rows.map(item));
      node.append(top, list);
      return [node];
    },
  };
}

function tidyBox({ send, paint }) {
  let preview = null;
  const stop = () => { preview = null; paint(); };
  const nodes = () => {
    if (!preview) return [];
    const node = make("section", "gw-fd-tidy");
    node.setAttribute("aria-label", "一键规范");
    node.append(make("h3", "", `一键规范会改 ${preview.count} 处，在 ${preview.texts} 段里`), make("p", "gw-muted gw-fd-small", "名称、引文、网址、表格里的数字和已忽略的不动；一次撤销就能全退回。"),
      previewOf(preview, "就这样改", () => { stop(); send({ type: "tidied" }); }, stop));
    return [node];
  };
  return { nodes, stop, open: () => Boolean(preview), take(message) {
    preview = message.count ? message : null;
    paint();
    if (!preview) return;
    const sure = document.querySelector(".gw-fd-tidy [data-key='sure']");
    if (sure) { sure.closest(".gw-scroll").scrollTop = 0; sure.focus({ preventScroll: true }); }
  } };
}
