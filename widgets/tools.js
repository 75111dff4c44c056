// The head of the writing pane: where one is, and what can be done with this section.

function render({ model, el }) {
  const head = make("div", "gw-pane-head");
  const title = make("h2", "gw-clip");
  const count = make("span", "gw-muted gw-nowrap");
  const add = menuButton("加一节");
  const does = menuButton("本节操作");
  head.append(title, count, make("span", "gw-grow"), add.node, does.node);
  el.append(head);

  const choose = (id) => {
    const root = el.closest(".gw-app");
    if (root) root.dispatchEvent(new CustomEvent("gw-flush"));
    model.send({ type: "do", id });
  };
  const paint = () => {
    const face = model.get("face");
    title.textContent = face.title;
    title.title = face.title;
    count.textContent = face.count;
    add.fill(face.add, choose);
    does.fill(face.does, choose);
    add.node.hidden = !face.add.length;
    does.node.hidden = !face.does.length;
  };
  model.on("change:face", paint);
  paint();
  return () => { model.off("change:face", paint); add.close(false); does.close(false); };
}

export default { render };
