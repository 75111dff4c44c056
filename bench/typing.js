// Measures each key from its event to the paint that shows it: keys are characters that occur nowhere else in the report.
() => {
  const stage = document.querySelector(".gw-stage");
  const waiting = new Map();
  const spent = [];
  window.gwSpent = spent;
  window.gwWaiting = waiting;
  document.addEventListener("beforeinput", (event) => { if (event.data) waiting.set(event.data, event.timeStamp); }, true);
  const watcher = new MutationObserver((changes) => {
    if (!waiting.size) return;
    let text = "";
    changes.forEach(({ addedNodes, target }) => {
      if (addedNodes.length) addedNodes.forEach((node) => { text += node.textContent; });
      else text += target.textContent;
    });
    const shown = [...waiting].filter(([key]) => text.includes(key));
    if (!shown.length) return;
    shown.forEach(([key]) => waiting.delete(key));
    const now = performance.now();
    shown.forEach(([, begun]) => spent.push([now - begun, 0]));
    const last = spent.slice(-shown.length);
    requestAnimationFrame(() => {
      const channel = new MessageChannel(); // its message comes right after the frame is painted
      channel.port1.onmessage = () => { const at = performance.now(); last.forEach((one, index) => { one[1] = at - shown[index][1]; }); };
      channel.port2.postMessage(0);
    });
  });
  watcher.observe(stage, { childList: true, subtree: true, characterData: true });
}
