// Copy, cut and paste in a field of report text, and the caret's steps beside what stands in it as one piece.

function clipboard(area, { marks, many, numbered, lines, put }) {
  area.addEventListener("paste", (event) => {
    const text = event.clipboardData ? (marks && event.clipboardData.getData(OWN)) || event.clipboardData.getData("text/plain") : "";
    if (!text) return;
    event.preventDefault();
    const start = !area.selectionStart || area.value[area.selectionStart - 1] === "\n";
    const plain = cleaned(text, many(), start);
    put(numbered() && !area.selectionStart ? plain.replace(NUMBER, "") : plain);
  });
  const copy = (event) => {
    const [from, until] = [area.selectionStart, area.selectionEnd];
    const text = area.value.slice(from, until);
    if (!marks || !text.split("\n").some((each) => markOf(each))) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", asRead(lines(), from, until));
    event.clipboardData.setData(OWN, text);
    if (event.type === "cut") put("");
  };
  area.addEventListener("copy", copy);
  area.addEventListener("cut", copy);
}

// The caret stands before or after a table's place or a mark, never in it; the function is called after each step.
function stepper(area, marks) {
  let before = 0;
  return () => {
    const caret = area.selectionStart;
    const place = area.value.includes(ANCHOR) && caret === area.selectionEnd ? anchorAt(area.value, caret) : null;
    if (place && caret > place.start && caret < place.end) {
      const to = before >= place.end ? place.start : place.end;
      area.setSelectionRange(to, to);
    }
    const beside = marks && caret === area.selectionEnd && !place ? besideMark(area.value, caret, before) : caret;
    if (beside !== caret) area.setSelectionRange(beside, beside);
    before = area.selectionStart;
  };
}
