// The preview as a pane of its own, with what the checks found marked under the words.

const render = ({ model, el }) => {
  const waves = paperMarks(() => {});
  const carried = carriedLines();
  const pane = paperPane(model, el, { also: (node, line) => { waves.dress(node, line); carried.dress(node, line); } });
  let home = null;
  const take = () => waves.set([...(home.gwWaves || new Map()).values()].flat().map(([section, paragraph, start, end, weight, id]) => ({ id, at: [[section, paragraph, start, end, weight]] })));
  const follow = (event) => { take(); if (!event.detail.typed) pane.redress(); }; // what is typed comes as lines of its own
  const brought = (event) => { carried.set(home.gwCarried); if (!event.detail.typed) pane.redress(); };
  const point = (event) => waves.choose(event.detail, pane.scroller);
  const waiting = window.setInterval(() => {
    home = el.closest(".gw-app");
    if (!home) return;
    window.clearInterval(waiting);
    home.addEventListener("gw-waves", follow);
    home.addEventListener("gw-finding", point);
    home.addEventListener("gw-carried", brought);
    take();
    carried.set(home.gwCarried);
    pane.redress();
  }, 30);
  return () => {
    window.clearInterval(waiting);
    if (home) { home.removeEventListener("gw-waves", follow); home.removeEventListener("gw-finding", point); home.removeEventListener("gw-carried", brought); }
    pane.close();
  };
};

export default { render };
