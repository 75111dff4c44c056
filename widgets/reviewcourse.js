// The steps under the top bar and the decision at the foot: what is done, what has become stale, what is still missing.

const STATES_OF = { done: "已办", current: "正在办", waiting: "还没到", stale: "已过时" };

// `course()` gives what stands, `send` asks, `show(ids)` leads to annotations.
function courseBars({ course, send, show }) {
  const steps = make("ol", "gw-rv-steps");
  steps.setAttribute("aria-label", "办理进度");
  const words = make("span", "gw-2nd gw-rv-words");
  const foot = make("footer", "gw-rv-foot");
  foot.setAttribute("aria-label", "办理决定");
  foot.hidden = true;
  const missing = make("div", "gw-rv-missing");
  const drafts = make("span", "gw-2nd");
  const acts = make("div", "gw-row");
  const why = make("span", "gw-muted gw-rv-why");
  why.id = `gw-why-${Math.random().toString(36).slice(2, 8)}`;
  foot.append(missing, drafts, why, acts);
  const past = make("section", "gw-rv-past");
  past.hidden = true;
  past.setAttribute("aria-label", "办理经过");
  let deciding = "";
  let told = "";
  let opinion = "";

  const closePast = () => { past.hidden = true; };
  const openPast = (step) => {
    past.hidden = false;
    const rows = step.decisions.map((each) => {
      const row = make("li", each.stale ? "is-stale" : "");
      row.append(make("p", "", `${each.words}　${each.who}　${each.at}　第 ${each.round} 轮`), ...(each.opinion ? [make("p", "gw-rv-said", `意见：${each.opinion}`)] : []));
      row.append(make("p", "gw-muted gw-rv-small", each.bound));
      if (each.stale) {
        row.append(make("p", "gw-says", "已过时：这以后正文又改过。"));
        const list = make("ul", "gw-rv-changes");
        row.append(press("这以后改了什么", "is-quiet", (event) => { event.currentTarget.hidden = true; send({ type: "since", id: each.id }); }), list);
        list.dataset.of = each.id;
      }
      return row;
    });
    const list = make("ol", "");
    list.append(...(rows.length ? rows : [make("li", "gw-muted", "这一步还没有人办。")]));
    const head = make("div", "gw-row");
    head.append(make("h2", "", step.label), make("span", "gw-grow"), press("关闭", "is-quiet", closePast));
    past.replaceChildren(head, ...(step.who.length ? [make("p", "gw-2nd", `由 ${step.who.join("、")} 办`)] : []), list);
    past.querySelector(".gw-btn").focus();
  };
  // What changed since the signature: a slip of the pen is called one here; the rest goes back to who signed.
  const openCorrections = () => {
    past.hidden = false;
    const head = make("div", "gw-row");
    head.append(make("h2", "", "签发以后的修改"), make("span", "gw-grow"), press("关闭", "is-quiet", closePast));
    const list = make("ol", "");
    course().corrections.forEach((each) => {
      const row = make("li", "");
      row.append(changed(each.runs), make("span", "gw-muted", each.grade));
      if (each.slip) row.append(press("算错别字", "is-soft", () => { send({ type: "slip", digest: each.digest }); closePast(); }, "最多两个字，不涉及数字、日期、名称；算作错别字就不用再请签发人看"));
      list.append(row);
    });
    past.replaceChildren(head, list);
    past.querySelector(".gw-btn").focus();
  };
  past.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); closePast(); } });

  const decide = (act) => {
    if (act.why) return;
    deciding = act.name;
    paint(true);
    const area = foot.querySelector("textarea");
    if (area) area.focus();
  };
  const form = (act) => {
    const box = make("div", "gw-rv-decide");
    const area = make("textarea", "gw-rv-area");
    area.rows = 2;
    area.value = opinion;
    area.setAttribute("aria-label", act.needs ? "意见" : "意见（可以不写）");
    area.placeholder = act.needs ? "写清为什么" : "意见（可以不写）";
    area.addEventListener("input", () => { opinion = area.value; });
    const go = () => { send({ type: "decide", name: act.name, opinion }); deciding = ""; opinion = ""; paint(true); };
    const stop = () => { deciding = ""; paint(true); };
    area.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { event.stopPropagation(); stop(); }
      else if (event.key === "Enter" && event.ctrlKey && !event.isComposing) { event.preventDefault(); go(); }
    });
    box.append(area, press(act.words, "is-primary", go, "Ctrl+回车"), press("取消", "is-quiet", stop));
    return box;
  };

  const paint = (again) => {
    const now = course();
    const said = JSON.stringify(now);
    if (!now.steps || (said === told && !again)) return;
    told = said;
    steps.replaceChildren(...now.steps.map((step, at) => {
      const item = make("li", `is-${step.state}`);
      if (step.state === "current") item.setAttribute("aria-current", "step");
      const button = press("", "is-quiet", () => openPast(step), `${step.label}：${STATES_OF[step.state]}`);
      button.append(make("span", "gw-rv-n", step.state === "done" ? "✓" : String(at + 1)), make("span", "gw-rv-step", step.label));
      if (step.state === "stale") button.append(make("span", "gw-chip is-should", "已过时"));
      button.append(make("span", "gw-offscreen", `（${STATES_OF[step.state]}）`));
      item.append(button);
      return item;
    }));
    words.textContent = now.words;
    words.title = now.words;
    const act = now.acts.find((each) => each.name === deciding);
    missing.replaceChildren(...(now.blocks.length ? [make("b", "", `还差 ${now.blocks.length} 项才能${now.next}`), ...now.blocks.map((block) => block.ids.length || block.checks ? press(block.words, "is-quiet gw-rv-link", () => (block.checks ? send({ type: "checks" }) : show(block.ids))) : make("span", "", block.words))] : now.says ? [make("b", "", now.says)] : []));
    if (now.corrections.length) missing.append(press(`签发以后改了 ${now.corrections.length} 处`, "is-quiet gw-rv-link", openCorrections));
    drafts.textContent = now.drafts ? `${now.drafts} 条草稿一起发出` : "";
    const off = now.acts.find((each) => each.why);
    why.textContent = off ? off.why : "";
    acts.replaceChildren(...(act ? [form(act)] : now.acts.map((each) => {
      const button = press(each.words, each.primary && !each.why ? "is-primary" : "", () => decide(each), each.why || "");
      button.setAttribute("aria-disabled", String(Boolean(each.why)));
      if (each.why) button.setAttribute("aria-describedby", why.id);
      button.dataset.act = each.name;
      return button;
    })));
    if (!act && now.drafts && now.sends) acts.prepend(press("只发批注", "is-soft", () => send({ type: "send" }), "先把草稿批注发出，不作决定"));
    foot.hidden = !now.acts.length && !now.blocks.length && !now.says;
  };
  return {
    steps, words, foot, past, paint,
    since(id, rows) {
      const list = [...past.querySelectorAll(".gw-rv-changes")].find((node) => node.dataset.of === id);
      if (list) list.replaceChildren(...(rows.length ? rows : [["", ""]]).map(([where, runs]) => { const item = make("li", ""); if (!where) item.append("没有查到改动"); else item.append(make("b", "", `${where}　`), changed(runs)); return item; }));
    },
  };
}
