// A table's cells as values: what is joined, how wide columns are, where a cell went when others changed the table.

const joinedAt = (merges, row, column) => merges.find(([r, c, h, w]) => row >= r && row < r + h && column >= c && column < c + w);

const quoted = (text) => (/[\t\n"]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

// Cells as spreadsheets take them.
function tabbed(rows, { row, column, rows: high, columns: wide }) {
  return `${rows.slice(row, row + high).map((line) => line.slice(column, column + wide).map(quoted).join("\t")).join("\n")}\n`;
}

function columnWidths(rows, merges) {
  return (rows[0] || []).map((_, column) => {
    const longest = Math.max(0, ...rows.map((line, row) => (joinedAt(merges, row, column) ? 0 : line[column].length)));
    return Math.min(220, Math.max(72, longest * 15 + 20));
  });
}

// `came` tells of each row and column which one it was; an empty one, that all stand where they stood.
const wentTo = (came, [row, column]) => (came.rows ? [came.rows.indexOf(row), came.columns.indexOf(column)] : [row, column]);
const cameFrom = (came, [row, column]) => (came.rows ? [came.rows[row], came.columns[column]] : [row, column]);

// Cells in which the checks found something are marked by the worst of it; `placed` are those of one table by its id.
// Marks the cells of the rows that are last year's and that nobody has looked at.
function markCarried(cells, carried, placed) {
  cells.flat().forEach((cell) => { if (cell) cell.classList.toggle("is-carried", Boolean(carried && carried.has(placed(cell.gwPlace)))); });
}

function markFound(cells, waves, placed) {
  cells.flat().forEach((cell) => {
    const found = (waves && cell && waves.get(placed(cell.gwPlace))) || [];
    const worst = ["must", "should", "hint"].find((weight) => found.some((wave) => wave[4] === weight));
    if (worst) cell.dataset.found = worst; else if (cell) delete cell.dataset.found;
  });
}
