// The buttons over a table's cells; `act` hears (what, value).

function gridBar(act) {
  const node = make("div", "gw-row gw-grid-bar");
  const more = menuButton("行、列、格子");
  more.fill([
    { id: "row_above", label: "在上面加一行" }, { id: "row_below", label: "在下面加一行" },
    { id: "column_left", label: "在左边加一列" }, { id: "column_right", label: "在右边加一列" },
    { id: "merge", label: "合并选中的格子", hint: "先按住 Shift 选，或用鼠标拖" }, { id: "split", label: "拆开合并的格子" },
    { id: "remove_row", label: "删除行", danger: true }, { id: "remove_column", label: "删除列", danger: true },
  ], (action) => act(action));
  const headed = make("select", "gw-select");
  headed.setAttribute("aria-label", "表头行数");
  headed.addEventListener("change", () => act("heads", Number(headed.value)));
  const side = make("input");
  side.type = "checkbox";
  side.addEventListener("change", () => act("side", Number(side.checked)));
  const named = make("label", "gw-row gw-side");
  named.append(side, make("span", "", "横排页"));
  named.title = "放在横过来的页上；列太多排不下时自动横排";
  node.append(
    press("加一行", "is-soft", () => act("row_below")), press("加一列", "is-soft", () => act("column_right")), more.node,
    make("span", "gw-grow"), headed, named,
  );
  const show = (rows, heads, landscape) => {
    headed.replaceChildren(...Array.from({ length: Math.min(rows, 4) + 1 }, (_, count) => {
      const option = make("option", "", count ? `表头 ${count} 行` : "没有表头");
      option.value = count;
      return option;
    }));
    headed.value = Math.min(heads, 4);
    side.checked = landscape;
  };
  return { node, show, close: () => more.close(false), focus: () => node.querySelector("button").focus() };
}
