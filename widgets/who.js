// Who sits here: asked once on the start page, politely; a name that the office's own login gave is only shown.

const ASKED = "gongwen:name-asked";

function render({ model, el }) {
  const box = make("section", "gw-who");
  box.setAttribute("aria-label", "您的名字");
  const label = make("label", "", "您是谁？");
  const field = make("input", "gw-field");
  Object.assign(field, { type: "text", maxLength: 40, autocomplete: "name", placeholder: "如：王小明", id: `gw-who-${Math.random().toString(36).slice(2)}` });
  label.htmlFor = field.id;
  const words = make("span", "gw-2nd");
  const asked = () => { try { return Boolean(window.localStorage.getItem(ASKED)); } catch (error) { return false; } };
  const close = () => {
    try { window.localStorage.setItem(ASKED, "1"); } catch (error) { /* it will be asked again */ }
    model.send({ type: "close" });
    box.hidden = true;
  };
  const take = () => {
    const name = field.value.trim();
    if (!name) { field.focus(); return; }
    keepName(name);
    model.send({ type: "named", name });
    close();
  };
  const done = press("就用这个名字", "is-primary", take);
  const later = press("先不填", "is-quiet", close);
  field.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); take(); } });
  box.append(label, field, done, later, words);
  el.append(box);

  const paint = () => {
    const face = model.get("face");
    const vouched = face.verified;
    box.hidden = !(face.open || (face.asks && !asked() && !keptName()));
    [field, done].forEach((node) => { node.hidden = vouched; });
    label.textContent = vouched ? `您是${face.name}` : "您是谁？";
    later.textContent = face.open ? "关上" : "先不填";
    later.hidden = face.open && !face.start; // in a report the card below closes both
    if (document.activeElement !== field) field.value = face.by === "typed" ? face.name : keptName();
    words.textContent = vouched ? `${face.words}。` : "写上名字，同事就知道哪一处是谁写的。只记在这个浏览器里，没有人核实。";
  };
  model.on("change:face", paint);
  paint();
  return () => { model.off("change:face", paint); };
}

export default { render };
