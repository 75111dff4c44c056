// Taking the Word file away: a button for the kind chosen last, and a menu beside it that says what the two kinds are for.

const TAKES = [
  { id: "", label: "可编辑稿", hint: "在 Word、WPS 里还要改字，选这个" },
  { id: "final", label: "定稿", hint: "每行每页固定，在哪里打开都和预览一样；用于印发、归档，不宜再改字" },
];

function download(message, buffers) {
  const url = URL.createObjectURL(new Blob(buffers, { type: message.mime }));
  const link = make("a");
  link.href = url;
  link.download = message.name;
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(url), 60000);
}

// `take` makes the file; the kind is remembered in this browser.
function taker(take) {
  const node = make("span", "gw-split");
  let kind = "";
  const again = () => take(kind === "final");
  const button = press("导出 Word", "is-primary", again);
  const menu = menuButton("导出哪一种", "is-primary");
  const choose = (id) => { remembered("export", id); dress(); };
  const dress = () => {
    kind = remembered("export") === "final" ? "final" : "";
    const { label, hint } = TAKES.find((item) => item.id === kind);
    menu.node.replaceChildren(make("span", "", label), make("span", "", "导出")); // a phone has room for one button: it asks each time
    menu.node.setAttribute("aria-label", `导出哪一种：${label}`);
    button.title = `${label}：${hint}（Ctrl+E）`;
    menu.fill(TAKES.map((item) => ({ ...item, checked: item.id === kind })), (id) => { choose(id); again(); });
  };
  dress();
  node.append(button, menu.node);
  return { node, again, close: () => menu.close(false) };
}
