// Beside the table: where the current indicator is quoted, how it can be said, figures that could be linked; its source below.

function quotedWords(before, words, after, look) {
  const line = make("p", "gw-data-quote");
  line.append(make("span", "", `……${before}`), make("span", look, words), make("span", "", `${after}……`));
  return line;
}

function dataSide(send, flush) {
  const side = make("aside", "gw-data-side gw-scroll");
  side.setAttribute("aria-label", "引用和插入");
  let told = null;
  let chosen = 0;

  let keeping = ""; // the figure that is to stay as it is written, while its reason is being written
  const reasonLine = (figure) => {
    const form = make("form", "gw-data-keep");
    const input = make("input", "gw-field gw-grow");
    Object.assign(input, { type: "text", maxLength: 500, placeholder: "为什么和数据表不一样" });
    input.setAttribute("aria-label", `保留 ${figure.words} 的理由`);
    const close = () => { keeping = ""; paint(); };
    form.append(input, press("保留", "is-soft", () => form.requestSubmit()), press("取消", "is-quiet", close));
    form.addEventListener("submit", (event) => { event.preventDefault(); if (input.value.trim()) { keeping = ""; send({ type: "keep", link: figure.id, reason: input.value }); } else input.focus(); });
    form.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.isComposing) { event.preventDefault(); event.stopPropagation(); close(); } });
    return form;
  };
  const figureCard = (figure) => {
    const stale = figure.state !== "true";
    const card = make("div", stale ? "gw-data-card is-stale" : "gw-row gw-data-figure");
    const row = stale ? make("div", "gw-row") : card;
    if (stale) card.append(make("strong", "", figure.right ? `正文是 ${figure.words}，数据表是 ${figure.right}` : `正文是 ${figure.words}，表里${figure.period}的数还没有填`), row);
    else row.append(make("span", "gw-grow gw-2nd", `${figure.words} · ${figure.period}`));
    if (stale && figure.right && told.may) row.append(press(`改为 ${figure.right}`, "is-primary", () => send({ type: "right", link: figure.id })));
    if (stale && figure.right && told.may) row.append(press(`保留 ${figure.words}，写明理由`, "", () => { keeping = figure.id; paint(); side.querySelector(".gw-data-keep input").focus(); }));
    row.append(press("去看", "is-quiet", () => send({ type: "see", id: told.current, link: figure.id })));
    if (told.may) row.append(press("断开", "is-quiet", () => send({ type: "unlink", link: figure.id }), "字留在正文里，以后不再跟着表变"));
    if (stale && keeping === figure.id) card.append(reasonLine(figure));
    return card;
  };
  const quotes = () => {
    const part = make("section");
    part.append(make("h3", "", told.detail ? `写在哪里：${told.detail.name}` : "写在哪里"));
    if (!told.quotes.length) part.append(make("p", "gw-muted", "正文里还没有引用这一项。"));
    told.quotes.forEach((text) => {
      const line = make("p", "gw-data-text");
      line.append(...text.pieces.map(([words, look]) => make("span", look ? `gw-val ${look.split(" ").map((each) => `is-${each}`).join(" ")}` : "", words)));
      part.append(make("h4", "gw-2nd", `${text.title} · ${text.label}`), line, ...text.figures.map(figureCard));
    });
    return part;
  };
  const insertion = () => {
    const part = make("section");
    part.append(make("h3", "", told.detail ? `插入到光标处：${told.detail.name}` : "插入到光标处"));
    if (!told.phrases.length) { part.append(make("p", "gw-muted", "表里还没有这一年的数，填了才能插入。")); return part; }
    const group = make("div", "gw-data-says");
    group.setAttribute("role", "radiogroup");
    group.setAttribute("aria-label", "插入写法");
    chosen = Math.min(chosen, told.phrases.length - 1);
    told.phrases.forEach((pieces, index) => {
      const label = make("label", `gw-data-say${index === chosen ? " is-on" : ""}`);
      const radio = make("input");
      radio.type = "radio";
      radio.name = "gw-data-phrase";
      radio.checked = index === chosen;
      radio.addEventListener("change", () => { chosen = index; paint(); side.querySelectorAll("input[type=radio]")[index].focus(); });
      const words = make("span");
      words.append(...pieces.map(([text, figure]) => make("span", figure ? "gw-val" : "", text)));
      label.append(radio, words);
      group.append(label);
    });
    const row = make("div", "gw-row");
    const put = press("插入正文", "is-primary", () => send({ type: "insert", id: told.current, at: chosen }));
    if (!told.may) put.setAttribute("aria-disabled", "true");
    row.append(put, make("span", "gw-2nd", told.caret ? `光标在${told.caret}；以后改表，正文跟着变` : "先到“写作”里点一下要插入的地方"));
    part.append(group, row);
    return part;
  };
  const offering = () => {
    const part = make("section");
    if (!told.offers.length || !told.may) return part;
    const row = make("div", "gw-row");
    row.append(make("h3", "gw-grow", `和表里一样、还没有引用的 ${told.offers.length} 处`), press("全部引用", "is-soft", () => send({ type: "offer" })));
    part.append(row);
    told.offers.slice(0, 30).forEach((offer, index) => {
      const card = make("div", "gw-data-card");
      const line = make("div", "gw-row");
      line.append(make("span", "gw-grow gw-2nd", `${offer.label} · ${offer.name}`), press("引用", "is-quiet", () => send({ type: "offer", at: index })));
      card.append(quotedWords(offer.before, offer.words, offer.after, "gw-val is-offer"), line);
      part.append(card);
    });
    return part;
  };
  const bringing = () => {
    const part = make("section");
    const found = told.brought;
    if (!found) return part;
    part.append(make("h3", "", `导入“${found.name}”`), ...found.sure.map((line) => make("p", "gw-data-line1", line)));
    const list = (words, lines, look = "") => {
      if (!lines.length) return;
      const fold = make("details", `gw-data-fold ${look}`);
      fold.open = look !== "";
      const items = make("ul");
      items.append(...lines.map((line) => make("li", "", line)));
      fold.append(make("summary", "", words), items);
      part.append(fold);
    };
    list(`要改的 ${found.changed.length} 个（原来的 → 文件里的）`, found.changed, "is-should");
    list(`没有读进来的 ${found.unread.length} 处`, found.unread, "is-should");
    list("要新增的", found.new);
    list("别的说明", found.notes);
    const row = make("div", "gw-row");
    if (found.does) row.append(press("带入", "is-primary", () => send({ type: "bring", how: "all" })));
    if (found.does && found.changed.length) row.append(press("只带入新的，不改已有的", "is-soft", () => send({ type: "bring", how: "new" })));
    row.append(press(found.does ? "不带入" : "知道了", "is-quiet", () => send({ type: "bring", how: "" })));
    part.append(row);
    return part;
  };
  const paint = () => {
    const held = side.querySelector(".gw-data-keep input");
    const [words, focused] = [held ? held.value : "", held && document.activeElement === held];
    const troubles = make("section");
    if (told.detail) troubles.append(...told.detail.doubts.map(([sentence, sure]) => make("p", `gw-data-fault ${sure ? "is-must" : ""}`, `${sure ? "▲" : "■"} ${told.detail.name} ${sentence}`)));
    troubles.append(...told.faults.map((sentence) => make("p", "gw-data-fault", sentence)));
    side.replaceChildren(bringing(), troubles, ...(told.detail ? [quotes(), insertion(), offering()] : []));
  };
  return { node: side, show(message) { if (!told || told.current !== message.current) chosen = 0; told = message; flush(); paint(); } };
}

// The box under the table: what is counted and where from, how it is computed, who entered it.
function dataSource(send) {
  const box = make("form", "gw-data-source");
  box.setAttribute("aria-label", "来源与口径");
  const fields = {};
  let [told, dirty, id] = [null, false, ""];
  const line = (name, label, tag = "input", type = "text") => {
    const wrap = make("label", `gw-data-line is-${name}`);
    const input = make(tag);
    if (tag === "input") input.type = type;
    if (tag === "textarea") input.rows = 2;
    input.addEventListener("input", () => { dirty = true; dress(); });
    fields[name] = input;
    wrap.append(make("span", "", label), input);
    return wrap;
  };
  const many = make("select");
  many.multiple = true;
  many.size = 4;
  many.setAttribute("aria-label", "用到的指标，占比和完成率按次序选两项");
  const kind = make("select");
  kind.setAttribute("aria-label", "怎么得来");
  const order = [];
  many.addEventListener("change", () => {
    const now = [...many.selectedOptions].map((option) => option.value);
    order.splice(0, order.length, ...order.filter((each) => now.includes(each)), ...now.filter((each) => !order.includes(each)));
    dirty = true;
    dress();
  });
  kind.addEventListener("change", () => { dirty = true; dress(); });
  const save = press("存", "is-soft", (event) => { event.preventDefault(); put(); });
  const order_ = make("span", "gw-2nd");
  const trail = make("p", "gw-2nd");
  const bars = make("div", "gw-data-bars");
  bars.setAttribute("role", "img");
  const more = make("details", "gw-data-more");
  const rule = make("div", "gw-row");
  rule.append(line("whole", "只能填整数", "input", "checkbox"), line("least", "不小于"), line("most", "不大于"), line("places", "小数位数"));
  const from = make("div", "gw-row gw-data-from");
  from.append(kind, many, order_);
  more.append(make("summary", "", "限制和算法"), rule, from);
  const first = make("div", "gw-data-col");
  first.append(make("h3", "", "来源与口径"), line("definition", "口径", "textarea"), line("source", "来源"), line("aliases", "文中的叫法"), more, save, trail);
  const chart = make("div", "gw-data-col");
  const head = make("h3");
  chart.append(head, bars);
  box.append(chart, first);
  box.addEventListener("submit", (event) => { event.preventDefault(); put(); });
  box.addEventListener("focusout", (event) => { if (dirty && !box.contains(event.relatedTarget)) put(); });
  const put = () => {
    if (!told || !told.may || !dirty) return;
    dirty = false;
    const places = Number.parseInt(fields.places.value, 10);
    send({
      type: "detail", id, definition: fields.definition.value, source: fields.source.value, aliases: fields.aliases.value, whole: fields.whole.checked,
      least: fields.least.value, most: fields.most.value, places: Number.isNaN(places) ? 0 : Math.min(Math.max(places, 0), 8) + 1,
      formula: kind.value ? [kind.value, ...order].join(" ") : "",
    });
    dress();
  };
  const dress = () => {
    save.setAttribute("aria-disabled", String(!dirty));
    many.hidden = !kind.value;
    order_.textContent = kind.value ? order.map((each) => (told.rows.find((row) => row.id === each) || { name: "？" }).name).join(kind.value === "share" || kind.value === "completion" ? " ÷ " : "、") : "";
  };
  const fill = (detail) => {
    ["definition", "source", "aliases", "least", "most"].forEach((name) => { fields[name].value = detail[name]; });
    fields.whole.checked = detail.whole;
    fields.places.value = detail.places < 0 ? "" : String(detail.places);
    const [name, ...ids] = detail.formula.split(" ").filter(Boolean);
    kind.replaceChildren(...[["", "填的数"], ...told.formulas].map(([key, words]) => { const option = make("option", "", words); option.value = key; return option; }));
    kind.value = name || "";
    kind.disabled = !told.may || (!detail.formula && detail.trail.length > 0);
    order.splice(0, order.length, ...ids);
    many.replaceChildren(...told.rows.filter((row) => row.id !== id).map((row) => { const option = make("option", "", row.name); option.value = row.id; option.selected = ids.includes(row.id); return option; }));
  };
  const draw = (detail) => {
    head.textContent = `${detail.name}${detail.unit ? `（${detail.unit}）` : ""}`;
    const most = Math.max(...detail.bars.map(([, , value]) => Math.abs(value)), 0) || 1;
    bars.replaceChildren(...detail.bars.slice(-6).map(([year, text, value], index, list) => {
      const row = make("div", `gw-data-bar${index === list.length - 1 ? " is-now" : ""}`);
      const bar = make("i");
      bar.style.width = `${Math.max(1, (Math.abs(value) / most) * 70)}%`;
      row.append(make("span", "", year), bar, make("b", "gw-num", text));
      return row;
    }));
    bars.setAttribute("aria-label", detail.bars.map(([year, text]) => `${year}${text}${detail.unit}`).join("，"));
  };
  return {
    node: box,
    flush: put,
    show(message) {
      told = message;
      box.hidden = !message.detail;
      if (!message.detail) return;
      const same = id === message.detail.id;
      if (!same && dirty) put();
      id = message.detail.id;
      if (!(same && (dirty || box.contains(document.activeElement)))) { dirty = false; fill(message.detail); }
      [...box.querySelectorAll("input, textarea, select")].forEach((node) => { if (node !== kind) node.disabled = !message.may; });
      trail.textContent = message.detail.told || message.detail.trail.join("；");
      draw(message.detail);
      dress();
    },
  };
}
