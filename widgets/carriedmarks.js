// Sentences of last year's report that nobody has touched yet: a ground under their words in the fields, a bar beside their
// lines on the pages. The ground is a highlight of the browser's own, so that no element is put into the text for it; where
// there is none, the bar alone says it. The app's element keeps them by target (gwCarried), as waves of waves.js.

const ground = typeof Highlight === "function" && typeof CSS !== "undefined" && CSS.highlights ? CSS.highlights.get("gw-carried") || new Highlight() : null;
if (ground) CSS.highlights.set("gw-carried", ground);

// The text node of a line that holds a character, and which of its characters that is.
function nodeAt(line, index) {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let rest = index;
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (rest <= node.data.length) return [node, rest];
    rest -= node.data.length;
    last = node;
  }
  return last && [last, last.data.length];
}

// The marks of one field: `show` follows its text, `came` takes what Python found in the text it has, `paint` puts them anew.
function carriedMarks(mirror, root) {
  const marks = keptMarks(root, "gwCarried", "gw-carried");
  let ranges = [];
  const wipe = () => { if (ground) ranges.forEach((range) => ground.delete(range)); ranges = []; };
  const under = (line, from, to) => {
    const [start, end] = [nodeAt(line, from), nodeAt(line, to)];
    if (!ground || !start || !end) return;
    const range = document.createRange();
    range.setStart(...start);
    range.setEnd(...end);
    ground.add(range);
    ranges.push(range);
  };
  const paint = () => {
    const spots = marks.spots();
    if (!spots.length && !ranges.length && !mirror.querySelector(".is-carried")) return;
    wipe();
    let head = 0;
    marks.text().split("\n").forEach((row, index) => {
      const line = mirror.children[index];
      const own = spots.filter(([from, to]) => from < head + row.length && to > head);
      if (line) {
        line.classList.toggle("is-carried", own.length > 0);
        own.forEach(([from, to]) => under(line, Math.max(from - head, 0), Math.min(to - head, row.length)));
      }
      head += row.length + 1;
    });
  };
  return {
    paint,
    show(next, value) { marks.show(next, value); paint(); },
    came(detail, known) { if (marks.came(detail, known)) paint(); },
    close: wipe,
  };
}

// The bars beside the lines of the pages.
function carriedLines() {
  let found = new Map(); // by section and paragraph: [start, end] of its marked sentences
  const marked = (line) => line.s.some(([from, section, paragraph, start, generated], at) => {
    const end = start + (line.s[at + 1] ? line.s[at + 1][0] : line.n) - from;
    return !generated && (found.get(`${section} ${paragraph}`) || []).some((each) => each[0] < end && each[1] > start);
  });
  return {
    set(kept) {
      found = new Map();
      (kept || new Map()).forEach((rows) => rows.forEach(([section, paragraph, start, end]) => {
        const key = `${section} ${paragraph}`;
        found.set(key, [...(found.get(key) || []), [start, end]]);
      }));
    },
    dress(node, line) {
      if (line.c) return;
      node.classList.toggle("is-carried", found.size > 0 && marked(line));
      if (line.x) node.style.setProperty("--gw-indent", `${line.x}px`);
    },
  };
}
