// The link to a report that was just stored: in the web page its own address, in JupyterLab the workbook's notebook beside this one.

function address(report) {
  if (!inLab()) return `?report=${encodeURIComponent(report)}`;
  const found = window.location.pathname.match(/^(.*?\/lab)(?:\/workspaces\/[^/]+)?(?:\/tree\/(.*\/)?[^/]*)?$/);
  return found ? `${found[1]}/tree/${found[2] || ""}workbook.ipynb` : window.location.pathname;
}

function render({ model, el }) {
  const draw = () => {
    const { report, title } = model.get("link");
    el.replaceChildren();
    if (!report) return;
    const strip = make("p", "gw-strip is-done");
    const link = make("a", "gw-ct-link", `打开“${title}”`);
    link.href = address(report);
    link.target = "_blank";
    link.rel = "opener"; // the new tab takes along which report is meant
    link.addEventListener("click", () => { if (inLab()) tabReport(report); });
    strip.append("已存进库里。", link);
    el.append(strip);
  };
  model.on("change:link", draw);
  draw();
}

export default { render };
