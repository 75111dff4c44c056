// A button that opens a menu under itself: arrows move, Enter chooses, Esc closes and gives the focus back.

function menuButton(words, look = "is-quiet") {
  const button = press(words, `gw-caret ${look}`, () => (menu.isConnected ? close(true) : open()));
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  const menu = make("div", "gw-menu");
  menu.setAttribute("role", "menu");
  menu.setAttribute("aria-label", words);
  let away = null;

  const close = (back) => {
    if (!menu.isConnected) return;
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", away, true);
    if (back) button.focus();
  };
  const open = () => {
    const root = button.closest(".gw-app");
    if (!root || menu.isConnected || !menu.childElementCount) return;
    root.append(menu);
    const frame = root.getBoundingClientRect();
    const place = button.getBoundingClientRect();
    const left = Math.min(place.left - frame.left, frame.width - menu.offsetWidth - 8);
    menu.style.left = `${Math.max(8, left)}px`;
    menu.style.top = `${place.bottom - frame.top + 4}px`;
    menu.style.maxHeight = `${Math.max(120, frame.height - (place.bottom - frame.top) - 12)}px`;
    button.setAttribute("aria-expanded", "true");
    away = (event) => { if (!menu.contains(event.target) && event.target !== button) close(false); };
    document.addEventListener("pointerdown", away, true);
    (menu.querySelector("[aria-checked=true]") || menu.firstElementChild).focus();
  };
  button.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && !event.altKey) { event.preventDefault(); event.stopPropagation(); open(); }
  });
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.children];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (to !== undefined) items[(to + items.length) % items.length].focus();
    else if (event.key === "Escape") close(true);
    else if (event.key === "Tab") { close(true); return; } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  let filled = "";
  const fill = (items, choose) => {
    const wanted = JSON.stringify(items);
    if (wanted === filled) return; // an open menu keeps its focus while nothing in it changes
    filled = wanted;
    close(true);
    menu.replaceChildren(...items.map((item) => {
      const entry = make("button", item.danger ? "is-must" : "");
      entry.type = "button";
      entry.setAttribute("role", item.checked === undefined ? "menuitem" : "menuitemradio");
      if (item.checked !== undefined) entry.setAttribute("aria-checked", String(item.checked));
      entry.tabIndex = -1;
      entry.append(make("span", "", item.label));
      const note = item.off || item.hint;
      if (note) entry.append(make("small", "", note));
      if (item.off) entry.setAttribute("aria-disabled", "true");
      entry.addEventListener("click", () => { if (!item.off) { close(true); choose(item.id); } });
      return entry;
    }));
  };
  return { node: button, fill, close };
}
