// What is wrong with the marked words that the caret came to: said over the foot of the form, where nothing has to move for it.

function findingStrip({ mend, look, writes }) {
  const node = make("div", "gw-fd-strip");
  node.setAttribute("role", "status");
  node.hidden = true;
  node.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays in the text
  let shown = "";
  return {
    node,
    shown: () => shown,
    hide() { shown = ""; node.hidden = true; },
    wait(id) { shown = id; },
    show(card) {
      if (card.id !== shown) return;
      const says = make("span", "gw-grow gw-fd-strip-says", card.says);
      says.title = card.says;
      const acts = writes() && card.fixes.length ? [press(mendWords(card.fixes[0]), "is-soft", () => mend(card), "Alt+回车")] : [];
      node.className = `gw-fd-strip is-${card.weight}`;
      node.replaceChildren(weightOf(card.weight), says, ...acts, press("看这一条", "is-quiet", () => look(card), "F7"));
      node.hidden = false;
    },
  };
}
