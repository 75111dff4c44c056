// Whether the program behind the page is alive.

const PING = 2500;
const LOST = 8000;
const LONGEST = 180000; // a big file may keep the program from answering so long

function heart(model, changed) {
  let last = Date.now();
  let lost = false;
  let busy = 0;
  const beat = (message) => {
    if (message.type !== "pong") return;
    last = Date.now();
    if (lost) { lost = false; changed(false); }
  };
  model.on("msg:custom", beat);
  const timer = window.setInterval(() => {
    const asleep = Date.now() - last > 4 * LOST && !lost; // the machine slept: give the answer time
    if (asleep) last = Date.now();
    try { model.send({ type: "ping" }); } catch (error) { /* the answer that does not come says enough */ }
    if (!lost && Date.now() - last > LOST && Date.now() > busy && document.visibilityState === "visible") { lost = true; changed(true); }
  }, PING);
  const working = (on) => { busy = on ? Date.now() + LONGEST : 0; last = Date.now(); };
  return { lost: () => lost, working, stop() { window.clearInterval(timer); model.off("msg:custom", beat); } };
}
