// Items of numbered lists and quotations in a section's text: a mark begins the line, and what will be printed is shown over it.

const QUOTATION = "＃引：";
const FORMS = [
  ["（＃）", "（1）", "（1）（2）列项，编号自动编", "Digit4"],
  ["＃.", "1.", "1. 2. 列项，编号自动编", "Digit5"],
  ["＃是", "一是", "一是、二是列项，编号自动编", "Digit6"],
  [QUOTATION, "引文", "楷体，两边各缩进两个字", "Digit7"],
];
const OWN = "text/x-gongwen"; // on the clipboard, the text with its marks: for our own fields
const DIGITS = "零一二三四五六七八九";

const markOf = (row) => (FORMS.find(([mark]) => row.startsWith(mark)) || [""])[0];

function chinese(number) {
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10];
  const middle = tens ? `${tens === 1 && !hundreds ? "" : DIGITS[tens]}十` : hundreds && ones ? "零" : "";
  return `${hundreds ? `${DIGITS[hundreds]}百` : ""}${middle}${ones ? DIGITS[ones] : ""}`;
}

const numbered = (mark, number) => mark.replace("＃", mark === "＃是" && number < 1000 ? chinese(number) : number);

// Returns for every line what is shown in the place of its mark; counts as gongwen/paragraphs.py does. An item without
// text shows the number it is going to have.
function saidBy(rows) {
  let open = [];
  return rows.map((row) => {
    const mark = markOf(row);
    if (mark === QUOTATION) return "引文";
    if (row[0] === ANCHOR || !row.trim()) return "";
    if (!mark) { open = []; return ""; }
    const at = open.findIndex(([form]) => form === mark);
    const number = at < 0 ? 1 : open[at][1] + 1;
    if (row.slice(mark.length).trim()) open = [...(at < 0 ? open : open.slice(0, at)), [mark, number]];
    return numbered(mark, number);
  });
}

// How wide a mark or a number is, in characters.
const ems = (text) => [...text].reduce((sum, each) => sum + (each < "\u2000" ? 0.56 : 1), 0);

// Shows over a line's mark what is printed there; `line` holds the line's text.
function paintMark(line, text, says) {
  if (!says) return;
  let over = line.firstElementChild;
  if (!over) {
    over = make("span", "gw-mark", markOf(text));
    line.replaceChildren(over, text.slice(over.textContent.length));
  }
  if (over.dataset.says === says) return;
  over.dataset.says = says;
  over.style.setProperty("--gw-fit", `${Math.min(ems(over.textContent) / ems(says), 1)}em`);
}

// The mark of the line that an index of a text lies in: {start, end}, or null.
function markAt(text, index) {
  const start = text.lastIndexOf("\n", index - 1) + 1;
  const mark = markOf(text.slice(start, start + 4));
  return mark ? { start, end: start + mark.length } : null;
}

// Where a caret that stands in a mark goes: behind it, or, coming from there, to the line before.
function besideMark(text, caret, before) {
  const mark = markAt(text, caret);
  if (!mark || caret >= mark.end) return caret;
  return before === mark.end && caret > mark.start && mark.start ? mark.start - 1 : mark.end;
}

// What a stroke does at a mark: {start, end, insert}, or null when it does there what it does anywhere.
function strokeAtMark(text, caret, type) {
  const mark = markAt(text, caret);
  if (type.endsWith("Forward")) {
    const next = text[caret] === "\n" ? markAt(text, caret + 1) : null;
    return next && { start: caret, end: next.end, insert: "" };
  }
  if (!mark) return null;
  if (type.endsWith("Backward")) return caret === mark.end ? { ...mark, insert: "" } : null;
  if (type !== "insertLineBreak" && type !== "insertParagraph") return null;
  const rest = text.slice(mark.end).split("\n", 1)[0];
  if (!rest.trim()) return { start: mark.start, end: mark.end + rest.length, insert: "" };
  return { start: caret, end: caret, insert: `\n${text.slice(mark.start, mark.end)}` };
}

// Gives the lines from one index of a text to another a mark, or takes it from them when all have it: {text, start, end}.
function withMark(text, from, until, mark) {
  const first = text.slice(0, from).split("\n").length - 1;
  const last = text.slice(0, until).split("\n").length - 1;
  const rows = text.split("\n");
  const mine = rows.map((row, at) => at >= first && at <= last && row[0] !== ANCHOR && (first === last || Boolean(row.trim())));
  const had = rows.every((row, at) => !mine[at] || markOf(row) === mark);
  const put = rows.map((row, at) => (mine[at] ? (had ? "" : mark) + row.slice(markOf(row).length) : row));
  const moved = (index, at) => {
    const before = rows.slice(0, at).join("\n").length + (at ? 1 : 0);
    const own = Math.max(index - before - markOf(rows[at]).length * mine[at], 0) + markOf(put[at]).length * mine[at];
    return put.slice(0, at).join("\n").length + (at ? 1 : 0) + own;
  };
  return { text: put.join("\n"), start: moved(from, first), end: moved(until, last) };
}

// A text as it reads, numbers in the place of marks, for what is copied out of the field.
function asRead(rows, from, until) {
  const says = saidBy(rows);
  let at = 0;
  return rows.map((row, index) => {
    const [start, mark] = [at, markOf(row)];
    at += row.length + 1;
    const [a, b] = [Math.max(from - start, 0), Math.min(until - start, row.length)];
    if (b < 0 || a > row.length) return null;
    if (!mark || a >= mark.length) return row.slice(a, b);
    return (mark === QUOTATION ? "" : says[index]) + row.slice(mark.length, Math.max(b, mark.length));
  }).filter((row) => row !== null).join("\n");
}

// The buttons over a section's text; `choose` hears of the mark, `show` tells them which the caret's line has.
function markBar(choose) {
  const bar = make("div", "gw-marks");
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "这一段作列项或者引文");
  const buttons = FORMS.map(([mark, words, title, code]) => press(words, "is-quiet", () => choose(mark), `${title}（Ctrl+Alt+${code.slice(5)}）；再点一次变回正文`));
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays in the text
  bar.append(...buttons);
  return { node: bar, show(mark) { buttons.forEach((button, at) => button.setAttribute("aria-pressed", String(FORMS[at][0] === mark))); } };
}
