// Small parts of a field: a calendar that writes a date as documents print it, and a caret brought into sight.

function calendar(write) {
  const input = make("input", "gw-field gw-date");
  input.type = "date";
  input.setAttribute("aria-label", "在日历里选");
  input.title = "在日历里选";
  input.addEventListener("change", () => {
    const [year, month, day] = input.value.split("-").map(Number);
    if (day) write(`${year}年${month}月${day}日`);
  });
  return input;
}

// Where a caret is on the screen that stands so many code units into a mirror's line.
function caretRect(line, offset) {
  const range = document.createRange();
  const [text, head] = textsOf(line).find(([node, before]) => offset <= before + node.length) || [null, 0];
  range.setStart(text || line, text ? offset - head : 0);
  range.collapse(true);
  return range.getClientRects()[0] || line.getBoundingClientRect();
}

function bringInSight(line, offset, scroller) {
  const place = caretRect(line, offset);
  if (!scroller) return;
  const view = scroller.getBoundingClientRect();
  const room = Math.min(80, view.height / 4);
  if (place.top < view.top + 8) scroller.scrollTop += place.top - view.top - room;
  else if (place.bottom > view.bottom - 8) scroller.scrollTop += place.bottom - view.bottom + room;
}
