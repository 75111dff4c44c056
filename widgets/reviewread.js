// A phone: the report as text to read, and the current card on a sheet from below.

const HEADS = ["title", "heading_1", "heading_2", "heading_3", "heading_4", "annex_title"];

function readingPane(marks, went) {
  const node = make("div", "gw-rv-read gw-scroll");
  node.tabIndex = 0;
  node.setAttribute("role", "region");
  node.setAttribute("aria-label", "报告文字");
  let told = "";
  const dress = () => [...node.children].forEach((block) => marks.dressText(block));
  node.addEventListener("click", (event) => {
    if (!window.getSelection().isCollapsed) return;
    const block = event.target.closest(".gw-rv-p");
    const found = block && caretFromPoint(event.clientX, event.clientY);
    went(found && block.contains(found.node) ? placeOfBoundary(found.node, found.offset, false) : null, event);
  });
  return {
    node, dress,
    fill(blocks) {
      const said = JSON.stringify(blocks);
      if (said === told) return;
      told = said;
      const top = node.scrollTop;
      node.replaceChildren(...blocks.map((block) => {
        const made = make("p", `gw-rv-p r-${block.r}${HEADS.includes(block.r) ? " is-head" : ""}`);
        made.append(make("span", "", block.t));
        made.gwLine = block;
        return made;
      }));
      dress();
      node.scrollTop = top;
    },
    bring(id) {
      const spot = node.querySelector(`.gw-sup[data-id="${CSS.escape(id)}"]`) || node.querySelector(`.gw-hl[data-ids~="${CSS.escape(id)}"]`);
      if (spot) node.scrollTop += spot.getBoundingClientRect().top - node.getBoundingClientRect().top - 120;
    },
  };
}

function cardSheet(close) {
  const node = make("section", "gw-rv-sheet");
  node.setAttribute("aria-label", "批注");
  node.hidden = true;
  const head = make("div", "gw-row");
  const place = make("div", "gw-rv-sheet-card");
  head.append(make("span", "gw-rv-sheet-grip"), make("span", "gw-grow"), press("关闭", "is-quiet", close));
  node.append(head, place);
  let told = "";
  return {
    node,
    show(card, said) {
      node.hidden = !card;
      if (!card) { told = ""; place.replaceChildren(); return; }
      if (said === told) return;
      told = said;
      const made = card(place.firstElementChild);
      place.replaceChildren(made);
      if (made.gwRefocus) made.gwRefocus();
    },
  };
}
