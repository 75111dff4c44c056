// What was typed into the table of indicators and is not saved yet: shown in its cell, kept in this browser.

const amountTarget = (id, column, group) => `amount#${id}#${column}#${column === "name" || column === "unit" ? "" : group}`;

function keptAmounts(node) {
  // target → {text: what the cell says, base: what the report said before, told: what was sent of it, flying: messages
  // that are not answered for}
  const typed = new Map();
  const report = () => appOf(node).gwReport || "";
  const dirty = () => appOf(node).dispatchEvent(new CustomEvent("gw-dirty", { detail: { id: "data", dirty: typed.size > 0 } }));
  const forget = (target) => {
    typed.delete(target);
    forgetText(report(), target);
    dirty();
  };
  const note = (target, one, text) => {
    typed.set(target, { ...one, text });
    keepText(report(), target, text, one.base);
    dirty();
  };
  return {
    // What a cell says while the program has not answered for it; undefined when it has.
    said(target) {
      const one = typed.get(target);
      return one && one.flying ? one.told : undefined;
    },
    write(target, text, base) {
      const one = typed.get(target) || { base, told: undefined, flying: 0 };
      if (one.told === undefined && text === one.base) { if (typed.has(target)) forget(target); } else note(target, one, text);
    },
    send(target, text, base) {
      const one = typed.get(target) || { base, flying: 0 };
      note(target, { ...one, told: text, flying: one.flying + 1 }, text);
    },
    // Nothing is to be sent of what was typed.
    drop(target) {
      const one = typed.get(target);
      if (one && one.told === undefined) forget(target);
    },
    // The program has answered; `done` says that nothing is left to be saved: the report said so already, or will not take it.
    answered(target, done) {
      const one = typed.get(target);
      if (!one || !one.flying) return; // another view of the notebook asked
      one.flying -= 1;
      if (done && !one.flying && one.text === one.told) forget(target);
    },
    saved() {
      [...typed].forEach(([target, one]) => {
        if (one.told === undefined || one.flying) return;
        if (one.text === one.told) forget(target); else one.base = one.told;
      });
    },
  };
}
