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

// `mine` and `theirs` both come from `base`: the text with both, or null where they touch.
function beside(base, mine, theirs) {
  if (mine === base) return theirs;
  const my = stretch(base, mine);
  const their = stretch(base, theirs);
  if (my.end > their.start && their.end > my.start) return null;
  if (my.start === their.start && my.end === their.end) return null;
  const [first, last] = my.start <= their.start && my.end <= their.start ? [my, their] : [their, my];
  return base.slice(0, first.start) + first.insert + base.slice(first.end, last.start) + last.insert + base.slice(last.end);
}

// Where an offset of a text is after the text has become another.
function carried(offset, before, after) {
  const { start, end, insert } = stretch(before, after);
  if (offset <= start) return offset;
  return offset >= end ? offset + after.length - before.length : start + insert.length;
}
