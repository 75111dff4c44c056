// Who may do what in a report: a line above for who may only read, and a card in which those who draft name people.

function render({ model, el }) {
  const strip = make("div", "gw-only");
  strip.setAttribute("role", "status");
  const card = make("section", "gw-members");
  card.setAttribute("aria-label", "谁能做什么");
  el.append(strip, card);
  let rows = null; // what is being changed: [name, role], or null while nothing is

  const choice = (roles, value, change) => {
    const select = make("select", "gw-field");
    select.setAttribute("aria-label", "能做什么");
    roles.forEach(([key, words, does]) => {
      const option = make("option", "", `${words}：${does}`);
      option.value = key;
      option.selected = key === value;
      select.append(option);
    });
    select.addEventListener("change", () => change(select.value));
    return select;
  };
  const line = (face, row) => {
    const out = make("div", "gw-row");
    const name = make("input", "gw-field gw-members-name");
    Object.assign(name, { type: "text", maxLength: 40, value: row[0], placeholder: "姓名" });
    name.setAttribute("aria-label", "姓名");
    name.setAttribute("list", "gw-members-known");
    name.addEventListener("input", () => { row[0] = name.value; });
    out.append(name, choice(face.roles, row[1], (value) => { row[1] = value; }), press("去掉", "is-quiet", () => { rows.splice(rows.indexOf(row), 1); paint(); }));
    return out;
  };
  const shown = (face, [name, role]) => {
    const [, words, does] = face.roles.find(([key]) => key === role) || ["", role, ""];
    return make("p", "", `${name}　${words}（${does}）`);
  };
  const paint = () => {
    const face = model.get("face");
    strip.hidden = !face.only;
    strip.textContent = face.only || "";
    card.hidden = !face.open;
    if (!face.open) { rows = null; card.replaceChildren(); return; }
    const head = make("div", "gw-row");
    head.append(make("h2", "", "谁能做什么"), make("span", "gw-grow"), press("关上", "is-quiet", () => model.send({ type: "close" })));
    const says = make("p", "gw-2nd", face.people.length ? "没有列在这里的人，都只能看、导出。" : "现在谁也没有列，能打开这份报告的人都能改。列上人以后，没有列的人只能看、导出。");
    card.replaceChildren(head, says);
    if (!face.may) { card.append(...face.people.map((each) => shown(face, each)), make("p", "gw-2nd", "要改这张表，请找拟稿的人。")); return; }
    rows = rows || (face.people.length ? face.people.map((each) => [...each]) : [[face.me, "drafter"], ["", "checker"]]);
    const known = make("datalist");
    known.id = "gw-members-known";
    face.known.forEach((name) => { const option = make("option"); option.value = name; known.append(option); });
    const foot = make("div", "gw-row");
    foot.append(
      press("加一个人", "is-soft", () => { rows.push(["", "reader"]); paint(); card.querySelectorAll(".gw-members-name")[rows.length - 1].focus(); }),
      press("就这样定", "is-primary", () => model.send({ type: "set", people: rows.filter(([name]) => name.trim()) })),
    );
    if (face.people.length) foot.append(press("都去掉，谁都能改", "is-quiet", () => model.send({ type: "set", people: [] })));
    card.append(known, ...rows.map((row) => line(face, row)), foot);
    if (face.unsure) card.append(make("p", "gw-2nd", "这里的名字是各人自己填的，没有人核实：填上同一个名字，就有同样的权限。要管得住，请管理员接上单位的登录。"));
  };
  let before = "";
  const changed = () => {
    const now = JSON.stringify(model.get("face").people);
    if (now !== before) rows = null; // another said otherwise, or this was stored
    before = now;
    paint();
  };
  model.on("change:face", changed);
  paint();
  return () => { model.off("change:face", changed); };
}

export default { render };
