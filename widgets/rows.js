// A row of a table on paper: its cells as boxes that share their rules, each line of their text where Python put it.
//
// A row: a line whose c is [{p: the cell's place, x, w: px, from, on: whether it goes on from above and below, a: align,
//        i: px free at the right, y, l: px from the top and between lines, t: [[from in the row, from in the cell, runs], …]}, …].

const RULE = 1;

function fillRow(node, line) {
  node.classList.add("gw-tr");
  line.c.forEach((cell) => {
    const box = make("div", `gw-td${cell.from ? " is-from" : ""}${cell.on ? " is-on" : ""}`);
    box.style.cssText = `left:${cell.x - RULE / 2}px;width:${cell.w + RULE}px`;
    box.gwCell = cell;
    node.append(box);
  });
  line.c.forEach((cell) => cell.t.forEach(([, , runs], at) => {
    const text = make("div", `gw-tl is-${cell.a}`);
    const room = cell.w - 2 * line.m - cell.i;
    text.style.cssText = `left:${cell.x + line.m}px;width:${room}px;top:${cell.y + at * cell.l}px;height:${cell.l}px;line-height:${leading(cell.l, cell.l * line.b, runs)}px`;
    addRuns(text, runs);
    text.gwCell = cell;
    text.gwLine = at;
    node.append(text);
  }));
}

// Where a click on a row leads: to the character under it, or to the cell it fell into.
function placeInRow(line, target, inside) {
  const node = target.closest(".gw-tl, .gw-td");
  if (!node) return placeAt(line, 0);
  const cell = node.gwCell;
  const of = node.classList.contains("gw-tl") ? cell.t[node.gwLine] : null;
  return { section: line.s[0][1], paragraph: cell.p, offset: of ? of[1] + inside(node) : 0 };
}

// The element of a row that holds a character, and the character's number in it.
function textInRow(node, inside) {
  let found = null;
  node.querySelectorAll(".gw-tl").forEach((text) => { if (text.gwCell.t[text.gwLine][0] <= inside) found = text; });
  return found ? [found, inside - found.gwCell.t[found.gwLine][0]] : [node, 0];
}

function markCell(node, here) {
  node.querySelectorAll(".gw-td").forEach((box) => box.classList.toggle("is-here", box.gwCell.p === here.paragraph));
}
