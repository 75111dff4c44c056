// What is being written in a card lives in this browser until it has become a remark or an answer.

const WRITTEN = { reply: "回复", partly: "部分采纳的理由", declined: "不采纳的理由", reopen: "重新打开的理由", edit: "改动" };
const shortened = (words) => (words.length > 20 ? `${words.slice(0, 19)}…` : words);

// Where a form stands, in a person's words, and all that is needed to go on with it.
function standing(form, compose, card) {
  const { kind, weight } = form;
  if (card) return { kind, weight, says: `第 ${card.n} 条批注的${WRITTEN[form.mode] || "文字"}`, replacement: form.mode === "edit" ? form.replacement : undefined };
  const aim = compose.aims.find((each) => each.name === form.aim) || compose.aims[0];
  const suggests = Boolean(form.suggests && aim.ranged);
  const says = aim.quote ? `对“${shortened(aim.quote)}”的${suggests ? "修改建议" : "批注"}` : "对整篇报告的批注";
  return { kind, weight, says, own: compose.own, words: compose.words, aim: aim.name, suggests, replacement: suggests && form.replacement !== aim.quote ? form.replacement : undefined };
}

function keptCards(node) {
  const kept = new Map(); // a card's id → the name it is kept under
  const report = () => appOf(node).gwReport || "";
  const forget = (id) => {
    if (!kept.has(id)) return;
    forgetText(report(), kept.get(id));
    kept.delete(id);
  };
  return {
    keep(id, form, compose, card) {
      const target = remarkOf(id, form.mode);
      if (kept.get(id) !== target) forget(id);
      const about = standing(form, compose, card);
      const said = form.text || "";
      const text = said.trim() ? said : about.replacement || "";
      if (!text.trim()) { forget(id); return; }
      kept.set(id, target);
      keepText(report(), target, text, JSON.stringify({ ...about, text: said }));
    },
    forget,
  };
}
