// Runs the cells of the program's own notebooks when one is opened and when its kernel was restarted, so that nobody need know what a cell is.
//
// A JupyterLab extension written by hand: what a bundler would make is an object with init and get under the extension's name.

(() => {
  const CELLS = { // only the cell that opens the app by itself, and its parameters; an analyst's own cells are never run
    "workbook.ipynb": /^\s*Workbook\((?:report)?\)\s*$/m,
    "county.ipynb": /^\s*panel = County\([^()]*\)\s*$/m,
  };
  const nameOf = (path) => path.split("/").pop();

  const start = async (app, panel) => {
    const { model, widgets } = panel.content;
    const cells = Array.from(model.cells);
    const opens = CELLS[nameOf(panel.context.path)];
    const index = cells.findIndex((cell) => cell.type === "code" && opens.test(cell.sharedModel.getSource()));
    if (index < 0 || !widgets[index]) return;
    app.shell.activateById(panel.id);
    const first = cells.findIndex((cell) => cell.type === "code" && (cell.getMetadata("tags") || []).includes("parameters"));
    for (const at of first >= 0 && first < index ? [first, index] : [index]) {
      panel.content.activeCellIndex = at;
      await app.commands.execute("notebook:run-cell");
    }
    await panel.context.save(); // it is written bare; a notebook that is not saved would ask questions when it is closed
  };

  const follow = (app, panel) => {
    let ended = false;
    let running = false;
    const run = async () => {
      if (running) return;
      running = true;
      try { await start(app, panel); } finally { running = false; }
    };
    panel.sessionContext.statusChanged.connect((_context, status) => {
      if (["restarting", "autorestarting", "terminating", "dead"].includes(status)) ended = true;
      else if (status === "idle" && ended) { ended = false; run(); }
    });
    panel.sessionContext.ready.then(run);
  };

  const activate = (app) => {
    const seen = new WeakSet();
    const look = () => {
      for (const panel of app.shell.widgets("main")) {
        const path = panel.context && panel.context.path;
        if (!path || !(nameOf(path) in CELLS) || seen.has(panel) || !panel.sessionContext) continue;
        if (seen.has(panel.context)) continue; // a second view of a notebook that runs already
        seen.add(panel);
        seen.add(panel.context);
        panel.context.ready.then(() => panel.revealed || Promise.resolve()).then(() => follow(app, panel));
      }
    };
    app.restored.then(() => {
      if (app.shell.collapseLeft) app.shell.collapseLeft(); // the room is the app's; the bar brings the files back
      look();
      app.shell.layoutModified.connect(look);
    });
  };

  const plugin = { id: "gongwen-open:plugin", autoStart: true, activate };
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["gongwen-open"] = {
    init: () => undefined,
    get: async () => () => ({ __esModule: true, default: plugin }),
  };
})();
