// A table of the county: a click on a head sorts by it, once more the other way round; what is typed into the box above narrows it.
//
// Python sends heads and rows as they are to stand; sorting and narrowing only change what is seen.

const MUST = new Set(["未报", "打不开", "年度不对"]);

const SHORT = 12; // characters that are not broken into lines: a name, a state

function render({ model, el }) {
  const box = make("div", "gw-ct");
  const bar = make("div", "gw-row gw-ct-bar");
  const find = make("input", "gw-ct-find");
  Object.assign(find, { type: "search", placeholder: "在表里找" });
  find.setAttribute("aria-label", "在表里找");
  const count = make("span", "gw-muted");
  count.setAttribute("aria-live", "polite");
  bar.append(find, count, make("span", "gw-grow"), press("下载这张表", "is-soft", () => model.send({ type: "csv" }), "CSV 文件，表格程序能打开"));
  const room = make("div", "gw-ct-room");
  room.tabIndex = 0;
  room.setAttribute("role", "region");
  const table = make("table", "gw-ct-table");
  room.append(table);
  box.append(bar, room);
  el.append(box);

  let by = -1;
  let down = false;

  const numeric = (rows, at) => rows.every((row) => row[at] === null || row[at] === "" || typeof row[at] === "number");
  const before = (one, other) => {
    const [a, b] = [one[by], other[by]];
    const none = (value) => value === null || value === "";
    if (none(a) || none(b)) return none(a) - none(b); // what is not there comes last, whichever way
    const found = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh-Hans-CN", { numeric: true });
    return down ? -found : found;
  };

  const draw = () => {
    const { heads, rows } = model.get("table");
    room.setAttribute("aria-label", model.get("table").name || "表");
    const words = find.value.trim();
    const seen = rows.filter((row) => !words || row.some((cell) => String(cell ?? "").includes(words)));
    if (by >= 0) seen.sort(before);
    count.textContent = words ? `${seen.length} / ${rows.length} 行` : `${rows.length} 行`;
    const numbers = heads.map((_, at) => numeric(rows, at));
    const top = make("tr");
    heads.forEach((head, at) => {
      const cell = make("th", numbers[at] ? "is-number" : "");
      cell.scope = "col";
      cell.setAttribute("aria-sort", at !== by ? "none" : down ? "descending" : "ascending");
      const button = make("button", "gw-ct-head", `${head}${at !== by ? "" : down ? " ▼" : " ▲"}`);
      button.type = "button";
      button.addEventListener("click", () => {
        down = by === at ? !down : numbers[at]; // of numbers the largest are wanted first
        by = at;
        draw();
        table.querySelectorAll(".gw-ct-head")[at].focus();
      });
      cell.append(button);
      top.append(cell);
    });
    const head = make("thead");
    head.append(top);
    const body = make("tbody");
    seen.forEach((row) => {
      const line = make("tr");
      row.forEach((cell, at) => {
        const node = make("td", numbers[at] ? "is-number" : "", cell === null ? "" : typeof cell === "number" ? cell.toLocaleString("zh-CN", { maximumFractionDigits: 4 }) : cell);
        if (String(cell ?? "").length <= SHORT) node.classList.add("is-short");
        if (MUST.has(cell)) node.classList.add("is-must");
        line.append(node);
      });
      body.append(line);
    });
    if (!seen.length) {
      const line = make("tr");
      const node = make("td", "gw-muted", words ? "没有含这些字的行。" : "没有。");
      node.colSpan = heads.length || 1;
      line.append(node);
      body.append(line);
    }
    table.replaceChildren(head, body);
  };

  model.on("change:table", () => { by = -1; down = false; find.value = ""; draw(); });
  find.addEventListener("input", draw);
  // keys typed into the box are not JupyterLab's
  find.addEventListener("keydown", (event) => event.stopPropagation());
  model.on("msg:custom", (message, buffers) => {
    if (message.type !== "download") return;
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([buffers[0]], { type: "text/csv" }));
    link.download = message.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
  draw();
}

export default { render };
