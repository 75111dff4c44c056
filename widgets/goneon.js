// Whether the person has gone on since the program was last asked for something (root.gwGoneOn): an answer that comes late
// then takes neither the focus nor the caret away from where the person is now.

function goneOn(root) {
  const writes = (node) => Boolean(node.matches && node.matches("textarea, input, select") && node.closest(".gw-form"));
  const asks = (event) => event.ctrlKey || event.altKey || event.metaKey;
  const acts = [
    ["pointerdown", (event) => { root.gwGoneOn = writes(event.target); }],
    ["keydown", (event) => { root.gwGoneOn = writes(event.target) && !asks(event); }],
    ["input", (event) => { if (writes(event.target)) root.gwGoneOn = true; }],
    ["focusin", (event) => { if (writes(event.target)) root.gwGoneOn = true; }],
    ["paste", () => { root.gwGoneOn = false; }],
    ["drop", () => { root.gwGoneOn = false; }],
    ["gw-flush", () => { root.gwGoneOn = false; }], // something is about to be asked for
  ];
  acts.forEach(([name, does]) => root.addEventListener(name, does, true));
  return () => acts.forEach(([name, does]) => root.removeEventListener(name, does, true));
}
