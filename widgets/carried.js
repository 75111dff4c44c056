// The line over the fields: how much of the section came from last year and is not looked at yet; one click or key confirms.

function render({ model, el }) {
  const box = make("div", "gw-strip gw-carried-strip");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "从上年带来的");
  const says = make("span", "gw-grow gw-num");
  says.setAttribute("role", "status");
  const root = () => el.closest(".gw-app");
  const face = () => model.get("face");
  let caret = { target: "", paragraph: 0, offset: 0 };
  const send = (message) => {
    root().dispatchEvent(new CustomEvent("gw-flush"));
    model.send({ section: caret.target.replace(/[#@].*$/, ""), paragraph: caret.paragraph, start: caret.offset, ...message });
  };
  const here = () => ((root().gwCarried || new Map()).get(caret.target) || []).find((each) => each[1] === caret.paragraph && each[2] <= caret.offset && caret.offset <= each[3]);
  const confirm = (on) => {
    const sentence = here();
    if (sentence) send({ type: "confirm", section: sentence[0], paragraph: sentence[1], start: sentence[2], on });
    else if (on) send({ type: "step", by: 1 });
  };
  const step = (by) => send({ type: "step", by });
  const one = press("这一句看过了", "is-soft", () => { confirm(false); back(); }, "F9：看过了，到下一句");
  const all = press("本节都看过了", "is-soft", () => { send({ type: "section", section: face().entry }); back(); });
  const next = press("下一句没看过的", "is-quiet", () => step(1), "F8，Shift+F8 是上一句");
  const years = press("", "is-quiet", () => send({ type: "year" }), "这些年份拿不准是不是报告年度，没有改，一处一处看");
  const back = () => { const area = root().gwArea; if (area && area.isConnected) area.focus({ preventScroll: true }); };
  [one, all, next, years].forEach((button) => button.addEventListener("mousedown", (event) => event.preventDefault())); // the caret stays in the text
  box.append(says, one, all, next, years);
  el.append(box);

  const dress = () => { one.setAttribute("aria-disabled", String(!here())); };
  const paint = () => {
    const told = face();
    box.hidden = !told.all;
    if (!told.all) return;
    const own = told.own > 0 ? (told.unseen ? `本节从上年带来 ${told.own} 句，还有 ${told.unseen} 句没看过` : `本节从上年带来 ${told.own} 句，都看过了`) : told.own === 0 ? "本节没有照上年的句子" : "";
    const whole = `全文 ${told.same}% 的句子和上年一样${told.left ? `，${told.left} 句没看过` : "，都看过了"}`;
    says.textContent = own ? `${own}。${whole}。` : `${whole}。`;
    one.hidden = !told.writes || !told.unseen;
    all.hidden = !told.writes || !told.unseen;
    next.hidden = !told.left;
    years.hidden = !told.years;
    years.textContent = `没有改的年份 ${told.years} 处`;
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
