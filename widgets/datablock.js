// A block of cells of the table of indicators: chosen with Shift or by drawing over it, copied as spreadsheets take it,
// filled with one amount, emptied at once. One corner is the cell the field is in, the other is `far`.

function cellBlock(body, grid) {
  let far = null; // [row, column] by their place in the table
  const spot = (place) => [grid.ids().indexOf(place.id), grid.columns().indexOf(place.column)];
  const bounds = () => {
    const at = grid.at();
    if (!far || !at) return null;
    const [[row, column], [down, right]] = [spot(at), far];
    return { top: Math.min(row, down), left: Math.min(column, right), rows: Math.abs(row - down) + 1, columns: Math.abs(column - right) + 1 };
  };
  let painted = [];
  const paint = () => {
    painted.forEach((cell) => { cell.classList.remove("is-chosen"); cell.removeAttribute("aria-selected"); });
    const block = bounds();
    const lines = block ? [...body.children].slice(block.top, block.top + block.rows) : [];
    painted = lines.flatMap((line) => [...line.querySelectorAll("[data-column]")].slice(block.left, block.left + block.columns));
    painted.forEach((cell) => { cell.classList.add("is-chosen"); cell.setAttribute("aria-selected", "true"); });
  };
  const to = (row, column) => {
    const [rows, columns] = [grid.ids().length, grid.columns().length];
    far = [Math.min(Math.max(row, 0), rows - 1), Math.min(Math.max(column, 0), columns - 1)];
    const block = bounds();
    if (block && block.rows * block.columns === 1) far = null;
    paint();
    grid.told(far ? `选了 ${block.rows} 行 ${block.columns} 列。Ctrl+C 复制（可以贴到 Excel），Delete 清空里面的数，Ctrl+V 填上` : "");
    const cell = far && body.children[far[0]].querySelectorAll("[data-column]")[far[1]];
    if (cell) cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  return {
    chosen: () => Boolean(bounds()),
    extend(down, right) { const [row, column] = far || spot(grid.at()); to(row + down, column + right); },
    reach(place) { if (grid.at()) to(...spot(place)); },
    drop() { if (far) { far = null; paint(); } },
    repaint() { if (far) paint(); },
    // The block's words, one row a line; a cell with a break or a mark stands in marks.
    text() {
      const { top, left, rows, columns } = bounds();
      const cell = (words) => (/[\t\n"]/.test(words) ? `"${words.replace(/"/g, '""')}"` : words);
      const names = grid.columns().slice(left, left + columns);
      return grid.ids().slice(top, top + rows).map((id) => names.map((name) => cell(grid.valueOf(id, name))).join("\t")).join("\n");
    },
    // The block as messages name it: the cell at its upper left, and how far it goes.
    message() {
      const { top, left, rows, columns } = bounds();
      return { id: grid.ids()[top], column: grid.columns()[left], rows, columns };
    },
    filled(words) {
      const { rows, columns } = bounds();
      return Array(rows).fill(Array(columns).fill(words).join("\t")).join("\n");
    },
  };
}
