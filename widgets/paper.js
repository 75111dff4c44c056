// A line of paper: built as one element, and asked where in the report one of its characters was typed.
//
// A line: {r: role, x, w: px, a: align, g: px of empty space above, h: px, b: px from the top to the baseline (in a row
//          of a table: the part of each line's pitch over it), n: characters, t: [[face, size px, text], …],
//          d: [a rule drawn across the type area, or [px down, px thick] across the page, …], s: [[from, section, paragraph, start, generated], …]};
//          a picture has i: [its name, what is said of it, px from the top, px high].

const pictures = new Map(); // by name, each loaded once, so that a copy for the printer is there at once

function keepPicture(message, buffers) {
  if (pictures.has(message.name)) return;
  const image = make("img", "gw-picture");
  image.src = URL.createObjectURL(new Blob(buffers, { type: message.media }));
  pictures.set(message.name, image);
}

function addPicture(node, [name, told, top, height]) {
  const image = pictures.has(name) ? pictures.get(name).cloneNode() : make("img", "gw-picture");
  image.alt = told;
  image.title = told;
  image.draggable = false;
  image.style.cssText = `top:${top}px;height:${height}px`;
  node.append(image);
}

function addRuns(node, runs) {
  runs.forEach(([face, size, text]) => {
    const run = make(face === "latin" ? "i" : "span", `f-${face}`, text);
    run.style.fontSize = `${size}px`;
    node.append(run);
  });
}

// What CSS must be told as line-height, so that the baseline stands where the engine puts it. By itself a browser centres
// the characters, whose baseline then is 0.367 of their size under the middle.
function leading(height, baseline, runs) {
  const size = Math.max(0, ...runs.map((run) => run[1]));
  return size ? 2 * (baseline - 0.367 * size) : height;
}

function buildLine(line) {
  const node = make("div", `gw-ln is-${line.a} r-${line.r}${line.g < 0 ? " is-over" : ""}`);
  node.style.cssText = `margin-left:${line.x}px;width:${line.w}px;height:${line.h}px;line-height:${leading(line.h, line.b, line.t || [])}px;margin-top:${line.g}px`;
  if (line.c) fillRow(node, line);
  else if (line.i) addPicture(node, line.i);
  else addRuns(node, line.t);
  line.d.forEach((kind) => {
    const page = Array.isArray(kind); // across the page, not the type area
    const rule = make("b", page ? "gw-rule is-page" : `gw-rule is-${kind}`);
    if (page) rule.style.cssText = `top:${kind[0]}px;border-top-width:${kind[1]}px`;
    else rule.style.left = `${-line.x}px`;
    node.append(rule);
  });
  node.gwLine = line;
  return node;
}

// Where a character of a line (0 is the first) was typed.
function placeAt(line, inside) {
  if (!line.s.length) return null;
  let source = line.s[0];
  line.s.forEach((candidate) => { if (candidate[0] <= inside) source = candidate; });
  return { section: source[1], paragraph: source[2], offset: source[3] + (source[4] ? 0 : inside - source[0]) };
}

function caretFromPoint(x, y) {
  if (document.caretPositionFromPoint) {
    const position = document.caretPositionFromPoint(x, y);
    return position && { node: position.offsetNode, offset: position.offset };
  }
  const range = document.caretRangeFromPoint && document.caretRangeFromPoint(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}

function placeOfClick(event) {
  const node = event.target.closest ? event.target.closest(".gw-ln") : null;
  if (!node) return null;
  const found = caretFromPoint(event.clientX, event.clientY);
  const inside = (holder) => { // runs can hold marks of what was found in them
    if (!found || !holder.contains(found.node)) return 0;
    const spot = document.createRange();
    spot.setStart(holder, 0);
    spot.setEnd(found.node, found.offset);
    return Array.from(spot.toString()).length;
  };
  return node.gwLine.c ? placeInRow(node.gwLine, event.target, inside) : placeAt(node.gwLine, inside(node));
}

// Which line holds a place, and which of its characters; where a line ends and the next begins, the next one.
function spotOf(lines, place) {
  let spot = null;
  lines.forEach((line, index) => line.s.forEach(([from, section, paragraph, start, generated], at) => {
    if (generated || section !== place.section || paragraph !== place.paragraph) return;
    const length = (line.s[at + 1] ? line.s[at + 1][0] : line.n) - from;
    if (place.offset >= start && place.offset <= start + length) spot = { index, inside: from + place.offset - start };
  }));
  return spot;
}

// The left edge of a line's character, in pixels of the screen.
function edgeOf(node, inside) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  let rest = inside;
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const characters = Array.from(text.data);
    if (rest <= characters.length) {
      const range = document.createRange();
      range.setStart(text, characters.slice(0, rest).join("").length);
      range.collapse(true);
      const box = range.getClientRects()[0];
      if (box) return box.left;
    }
    rest -= characters.length;
  }
  return node.getBoundingClientRect().left;
}
