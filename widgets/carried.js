// The line over the fields: how much of the section came from last year and is not looked at yet; one click or key confirms.

function render({ model, el }) {
  const box = make("div", "gw-strip gw-carried-strip");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "从上年带来的");
  const says = make("div", "gw-clip gw-num");
  says.setAttribute("role", "status");
  const root = () => el.closest(".gw-app");
  const face = () => model.get("face");
  let caret = { target: "", paragraph: 0, offset: 0 };
  const send = (message) => {
    root().dispatchEvent(new CustomEvent("gw-flush"));
    model.send({ section: caret.target.replace(/[#@].*$/, ""), paragraph: caret.paragraph, start: caret.offset, ...message });
  };
  const here = () => { // between two sentences it is the one that begins there
    if (caret.target.includes("@")) return ((root().gwCarried || new Map()).get(caret.target) || [])[0]; // a cell of a row
    const own = ((root().gwCarried || new Map()).get(caret.target) || []).filter((each) => each[1] === caret.paragraph && each[2] <= caret.offset && caret.offset <= each[3]);
    return own[own.length - 1];
  };
  const confirm = (on) => {
    const sentence = here();
    if (sentence) send({ type: "confirm", section: sentence[0], paragraph: sentence[1], start: sentence[2], on });
    else if (on) send({ type: "step", by: 1 });
  };
  const step = (by) => { if (face().left) send({ type: "step", by }); };
  const one = press("这一句看过了", "is-soft", () => { confirm(false); back(); }, "F9：看过了，到下一句");
  const all = press("本节都看过了", "is-soft", () => { if (face().unseen) send({ type: "section", section: face().entry }); back(); });
  const next = press("下一句", "is-quiet", () => step(1), "F8，Shift+F8 是上一句");
  const years = press("", "is-quiet", () => { if (face().years) send({ type: "year" }); }, "这些年份拿不准是不是报告年度，没有改，一处一处看");
  const back = () => { const area = root().gwArea; if (area && area.isConnected) area.focus({ preventScroll: true }); };
  [one, all, next, years].forEach((button) => button.addEventListener("mousedown", (event) => event.preventDefault())); // the caret stays in the text
  const acts = make("div", "gw-row");
  acts.append(one, all, next, years);
  box.append(says, acts);
  el.append(box);

  const dress = () => { one.setAttribute("aria-disabled", String(!here())); };
  const paint = () => {
    const told = face();
    box.hidden = !told.all;
    if (!told.all) return;
    const own = told.own > 0 ? (told.unseen ? `从上年带来 ${told.own} 句，还有 ${told.unseen} 句没看过` : `从上年带来 ${told.own} 句，都看过了`) : told.own === 0 ? "本节没有照上年的句子" : "";
    const whole = `全文 ${told.same}% 和上年一样，${told.left ? `还有 ${told.left} 句没看过` : "都看过了"}`;
    says.textContent = own ? `${own}。${whole}` : whole;
    says.title = says.textContent;
    [one, all].forEach((node) => { node.hidden = !told.writes; });
    all.setAttribute("aria-disabled", String(!told.unseen)); // nothing is hidden that would move the text under it
    next.setAttribute("aria-disabled", String(!told.left));
    years.setAttribute("aria-disabled", String(!told.years));
    years.textContent = `年份没改的 ${told.years} 处`;
    if (root()) dress();
  };
  const moved = (event) => { caret = event.detail; dress(); };
  const receive = (message) => {
    if (message.type !== "marks") return;
    const home = root();
    if (message.fresh || !home.gwCarried) home.gwCarried = new Map();
    Object.entries(message.put).forEach(([target, rows]) => { if (rows.length) home.gwCarried.set(target, rows); else home.gwCarried.delete(target); });
    home.dispatchEvent(new CustomEvent("gw-carried", { detail: { targets: Object.keys(message.put), fresh: message.fresh } }));
    dress();
  };
  const keys = (event) => {
    const home = root();
    if (!home || home.dataset.view !== "write" || home.dataset.look !== "write" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!face().left || (event.target !== document.body && !home.contains(event.target))) return;
    const does = { F8: () => step(event.shiftKey ? -1 : 1), F9: () => { if (face().writes) confirm(true); } }[event.key];
    if (!does) return;
    event.preventDefault();
    event.stopPropagation();
    does();
  };
  model.on("change:face", paint);
  model.on("msg:custom", receive);
  document.addEventListener("keydown", keys, true);
  paint();
  let home = null;
  const waiting = window.setInterval(() => {
    home = root();
    if (!home) return;
    window.clearInterval(waiting);
    home.addEventListener("gw-caret", moved);
    home.addEventListener("gw-carried", dress);
    model.send({ type: "ready" });
  }, 20);
  return () => {
    window.clearInterval(waiting);
    model.off("change:face", paint);
    model.off("msg:custom", receive);
    document.removeEventListener("keydown", keys, true);
    if (home) { home.removeEventListener("gw-caret", moved); home.removeEventListener("gw-carried", dress); }
  };
}

export default { render };
