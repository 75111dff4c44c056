// The places of tables in a section's text: a line of one mark and the table's id, shown as 〔表1：…〕 and kept whole.

const ANCHOR = "\ufffc";

// Returns a text whose lines are places of known tables or hold none: what was typed beside one goes to a line of its
// own, the remains of a broken one go away (the table then stands nowhere, and undo brings its place back). `had` are
// the lines before.
function mendAnchors(text, known, had) {
  const bare = had.filter((row) => row[0] === ANCHOR).map((row) => row.slice(1));
  if (!text.includes(ANCHOR) && !bare.length) return text;
  const ids = [...known].sort((one, other) => other.length - one.length);
  const rows = [];
  text.split("\n").forEach((row) => {
    if (bare.includes(row)) return;
    if (!row.includes(ANCHOR)) { rows.push(row); return; }
    row.split(ANCHOR).forEach((part, at) => {
      const id = at ? ids.find((each) => part.startsWith(each)) : undefined;
      if (id) rows.push(ANCHOR + id);
      const rest = id ? part.slice(id.length) : at ? part.replace(/^[\w-]*/, "") : part;
      if (rest) rows.push(rest);
    });
  });
  return rows.join("\n");
}

// The place of a table that an index of a text lies in: {start, end} of its line, or null.
function anchorAt(text, index) {
  const start = text.lastIndexOf("\n", index - 1) + 1;
  if (text[start] !== ANCHOR) return null;
  const end = text.indexOf("\n", start);
  return { start, end: end < 0 ? text.length : end };
}

// What deleting backwards or forwards at an index would touch of a table's place: its line, to be chosen first.
function anchorBeside(text, index, backwards) {
  const here = anchorAt(text, index);
  if (here && (backwards ? index > here.start : index < here.end)) return here;
  const near = backwards ? index - 1 : index + 1;
  return (backwards ? text[index - 1] : text[index]) === "\n" ? anchorAt(text, near) : here && text[index - 1] === "\n" ? here : null;
}

function anchorChip(label) {
  const chip = make("span", "gw-anchor", `〔${label}〕`);
  chip.title = "这里放一张表，在下面改。整行删掉，表格就不印了；可以撤销";
  return chip;
}
