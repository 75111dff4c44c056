// A question with a few answers: native radio buttons, so that arrows and screen readers know what to do.

function render({ model, el }) {
  const name = `gw-${Math.random().toString(36).slice(2)}`;
  const { label, hint, answers, row } = model.get("face");
  const box = make("fieldset", "gw-choice");
  const list = make("div", row ? "gw-answers is-row" : "gw-answers"); // in a row only the note of the answer that holds is shown
  const held = make("div", "gw-hint");
  box.append(make("legend", "gw-label", label), list);
  const inputs = answers.map(([value, words, note]) => {
    const line = make("label", "gw-answer");
    const input = make("input");
    Object.assign(input, { type: "radio", name, value });
    const text = make("span");
    text.append(make("span", "", words), ...(row ? [] : [make("small", "", note)]));
    line.append(input, text);
    list.append(line);
    input.addEventListener("change", () => {
      appOf(el).dispatchEvent(new CustomEvent("gw-flush"));
      model.send({ type: "choose", value });
    });
    return input;
  });
  if (row) box.append(held);
  if (hint) box.append(make("div", "gw-hint", hint));
  el.append(box);
  const paint = () => inputs.forEach((input, at) => {
    input.checked = input.value === model.get("value");
    if (input.checked) held.textContent = answers[at][2];
  });
  const receive = (message) => {
    const chosen = inputs.find((input) => input.checked);
    if (message.type !== "focus" || !chosen) return;
    window.setTimeout(() => { if (!goneOn(appOf(el))) chosen.focus(); model.send({ type: "focused" }); }, 0); // its part is shown a moment later
  };
  model.on("change:value", paint);
  model.on("msg:custom", receive);
  paint();
  model.send({ type: "ready" });
  return () => { model.off("change:value", paint); model.off("msg:custom", receive); };
}

export default { render };
