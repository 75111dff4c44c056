// Notes whether the person has gone on since the program was last asked for something (root.gwGoneOn), and in which of the
// notebook's views the hand is (window.gwHand): `goneOn` of dom.js tells by it whether an answer comes too late to lead.

function watchActs(root) {
  const writes = (node) => Boolean(node.matches && node.matches("textarea, input, select") && node.closest(".gw-form"));
  const asks = (event) => event.ctrlKey || event.altKey || event.metaKey;
  const note = (on) => { root.gwGoneOn = on; };
  const acts = [
    ["pointerdown", (event) => { window.gwHand = root; note(writes(event.target)); }],
    ["keydown", (event) => { window.gwHand = root; note(writes(event.target) && !asks(event)); }],
    ["input", (event) => { if (writes(event.target)) note(true); }],
    ["focusin", (event) => { if (writes(event.target)) note(true); }],
    ["paste", () => note(false)],
    ["drop", () => note(false)],
    ["gw-flush", () => note(false)], // something is about to be asked for
  ];
  acts.forEach(([name, does]) => root.addEventListener(name, does, true));
  return () => acts.forEach(([name, does]) => root.removeEventListener(name, does, true));
}
