// In a notebook the app fills what is left of the panel under its own code, so that there is one scroll bar, not two;
// and having no link of its own, the tab remembers which report was open, for when the kernel starts anew.

const LOW = 452;
const HIGH = 720;
const FOOT = 44; // what the notebook keeps empty under a cell

const inLab = () => Boolean(document.querySelector("#jp-top-panel, #jp-main-dock-panel, .jp-NotebookShell"));

function tabReport(name) {
  try {
    if (name === undefined) return window.sessionStorage.getItem("gongwen:report") || "";
    window.sessionStorage.setItem("gongwen:report", name);
  } catch (error) { /* not kept */ }
  return "";
}

function notebookRoom(root) {
  const stand = () => {
    const panel = root.closest(".jp-WindowedPanel-outer") || root.closest(".jp-Notebook");
    if (!panel) return;
    const under = panel.clientHeight - (root.getBoundingClientRect().top - panel.getBoundingClientRect().top + panel.scrollTop) - FOOT;
    const whole = panel.clientHeight - FOOT;
    root.style.setProperty("--gw-room", `${Math.max(LOW, Math.min(HIGH, Math.floor(under >= LOW ? under : whole)))}px`);
    if (root.gwPanel === panel) return;
    root.gwPanel = panel;
    watcher.disconnect();
    watcher.observe(panel);
  };
  const watcher = new ResizeObserver(stand);
  stand();
  return () => watcher.disconnect();
}
