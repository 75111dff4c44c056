// Who may only read finds every field closed: it can be selected and copied, and nothing in it changes.

const PRESSED = ["radio", "checkbox", "file", "color", "range"];

function reader(root) {
  let on = false;
  const close = () => root.querySelectorAll(".gw-form textarea, .gw-form input").forEach((node) => {
    if (PRESSED.includes(node.type)) node.disabled = on;
    else if (node.readOnly !== on) node.readOnly = on;
  });
  const watcher = new MutationObserver(close);
  const stop = (event) => {
    if (!on || !event.target.closest(".gw-form")) return;
    const writes = event.type !== "keydown" || ["Delete", "Backspace", "Enter"].includes(event.key) || (event.ctrlKey && event.altKey);
    if (!writes) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const kinds = ["beforeinput", "paste", "cut", "drop", "keydown"];
  kinds.forEach((kind) => root.addEventListener(kind, stop, true));
  return {
    set(reads) {
      if (reads === on) return;
      on = reads;
      root.classList.toggle("is-reading", on);
      if (on) watcher.observe(root, { childList: true, subtree: true }); else watcher.disconnect();
      close();
    },
    stop() {
      watcher.disconnect();
      kinds.forEach((kind) => root.removeEventListener(kind, stop, true));
    },
  };
}
