// What a search found in the texts: reports, in each the places, the words marked; a click opens the report at the place.

function foundList(rowOf, open) {
  const box = make("section", "gw-found");
  box.setAttribute("aria-label", "正文里找到的");
  const status = make("p", "gw-2nd");
  status.setAttribute("role", "status");
  const list = make("ul");
  box.append(make("h3", "", "正文里找到的"), status, list);
  box.hidden = true;

  const place = (report, hit) => {
    const line = make("button", "gw-linkbtn gw-hit");
    line.type = "button";
    const text = make("span", "gw-hit-text");
    text.append(...hit.pieces.map(([words, marked]) => make(marked ? "mark" : "span", "", words)));
    line.append(...(hit.name ? [make("span", "gw-hit-place", hit.name)] : []), text);
    line.addEventListener("click", () => open(report, hit.place));
    return line;
  };
  const item = (report) => {
    const row = rowOf(report.id);
    const entry = make("li");
    const title = tagged(make("h4", "gw-wrap2"), row.tag, row.title);
    const about = [row.where === "archive" ? "已归档" : "", row.year, row.organs.join("、"), row.stage].filter(Boolean).join(" · ");
    entry.append(title, make("p", "gw-2nd gw-clip", about), ...report.hits.map((hit) => place(report.id, hit)));
    if (report.more) entry.append(make("p", "gw-muted", "这一份里还有别处"));
    return entry;
  };
  const words = (found, asked) => {
    if (found.failed) return found.failed;
    const waiting = found.waiting ? `还有 ${found.waiting} 份报告没有编进查找目录，编好就补上。` : "";
    if (found.more) return `只列出最近写的 ${found.reports.length} 份，多写几个字会更准。${waiting}`;
    if (!found.reports.length) return waiting || `别的正文里没有“${asked}”`;
    return waiting;
  };
  return {
    node: box,
    hide() { box.hidden = true; list.replaceChildren(); },
    say(text) { box.hidden = false; status.textContent = text; list.replaceChildren(); },
    wait() { if (box.hidden) { box.hidden = false; status.textContent = "正在找"; } },
    show(found, asked) {
      box.hidden = false;
      const known = found.reports.filter((report) => rowOf(report.id));
      status.textContent = words({ ...found, reports: known }, asked);
      list.replaceChildren(...known.map(item));
    },
  };
}
