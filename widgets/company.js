// What others wrote comes into a field that somebody may be typing in: their change goes beside what is typed, never over it.

// The one stretch in which two texts differ, in code units.
function stretch(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  if (start && /[\ud800-\udbff]/.test(before[start - 1])) start -= 1;
  let end = 0;
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end += 1;
  if (end && /[\udc00-\udfff]/.test(before[before.length - end])) end -= 1;
  return { start, end: before.length - end, insert: after.slice(start, after.length - end) };
}

// `mine` and `theirs` both come from `base`: the text with both, or null where they touch, even at an end only: which
// comes first is a matter of sentences, and Python's.
function beside(base, mine, theirs) {
  if (mine === base) return theirs;
  const my = stretch(base, mine);
  const their = stretch(base, theirs);
  if (my.end >= their.start && their.end >= my.start) return null;
  const [first, last] = my.end < their.start ? [my, their] : [their, my];
  return base.slice(0, first.start) + first.insert + base.slice(first.end, last.start) + last.insert + base.slice(last.end);
}

// Where an offset of a text is after the text has become another: by the words it stood behind, or, when those are gone,
// before those that followed it (at a line's beginning the other way round); of several places the nearest to where it
// would be by counting.
function carried(offset, before, after) {
  const { start, end, insert } = stretch(before, after);
  if (offset < start) return offset;
  const guess = offset >= end ? offset + after.length - before.length : start + insert.length;
  const nearest = (words, shift) => {
    let best = -1;
    for (let at = after.indexOf(words); words && at >= 0; at = after.indexOf(words, at + 1)) {
      if (best < 0 || Math.abs(at + shift - guess) < Math.abs(best - guess)) best = at + shift;
    }
    return best;
  };
  const ahead = offset === 0 || before[offset - 1] === "\n";
  for (let size = 24; size >= 2; size -= 2) {
    const behind = before.slice(Math.max(0, offset - size), offset);
    const places = [nearest(behind, behind.length), nearest(before.slice(offset, offset + size), 0)];
    const found = (ahead ? places.reverse() : places).find((place) => place >= 0);
    if (found !== undefined) return found;
  }
  return Math.min(guess, after.length);
}

// A text put in the place of a field's own: the caret stays by its words, and its line where it is on the screen.
function bringIn(area, text, mirror, paint) {
  const focused = document.activeElement === area;
  const scroll = area.closest(".gw-scroll");
  const line = () => mirror.children[area.value.slice(0, area.selectionStart).split("\n").length - 1];
  const top = focused && line() ? line().getBoundingClientRect().top : null;
  const [start, end] = [area.selectionStart, area.selectionEnd].map((at) => carried(at, area.value, text));
  area.value = text;
  if (focused) area.setSelectionRange(start, end);
  paint();
  if (top !== null && line() && scroll) scroll.scrollTop += line().getBoundingClientRect().top - top;
}

// What others changed is seen for a moment, at the edge of its paragraphs.
function markTheirs(mirror, was, is) {
  const { start, insert } = stretch(was, is);
  const first = is.slice(0, start).split("\n").length - 1;
  const last = first + insert.split("\n").length - 1;
  [...mirror.children].slice(first, last + 1).forEach((node) => {
    node.classList.add("is-theirs");
    window.setTimeout(() => node.classList.remove("is-theirs"), 4000);
  });
}
