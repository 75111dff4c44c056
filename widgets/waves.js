// Words that the checks found fault with, marked under them in the fields: typing moves the marks with their words and waits
// for nothing. A mark that is typed into goes; the next check says whether it stands again.
//
// A wave: [section, paragraph, start, end, weight, name, words], counted in code points. The app's element keeps all of them by
// target (gwWaves), so that a field or a page that is painted later has them too.

const isWhole = (target) => target === "title" || target.includes("@") || target.endsWith("#heading");

// Where waves stand in a text, in code units: [from, to, wave]; one whose words are not there is none.
function wavesIn(waves, target, text) {
  const rows = isWhole(target) ? null : text.split("\n");
  const heads = [0];
  if (rows) rows.forEach((row) => heads.push(heads[heads.length - 1] + row.length + 1));
  return waves.map((wave) => {
    const row = rows ? rows[wave[1]] : text;
    if (row === undefined) return null;
    const from = (rows ? heads[wave[1]] : 0) + units(row, wave[2]);
    return text.startsWith(wave[6], from) ? [from, from + wave[6].length, wave] : null;
  }).filter(Boolean);
}

function movedWaves(spots, before, after) {
  if (before === after) return spots;
  const { start, end, insert } = stretch(before, after);
  const by = insert.length - (end - start);
  return spots.map(([from, to, wave]) => (to <= start ? [from, to, wave] : from >= end ? [from + by, to + by, wave] : null)).filter(Boolean);
}

// The way back: what is kept for a target whose text is another now.
function wavesOf(spots, target, text) {
  return spots.map(([from, to, wave]) => {
    const head = isWhole(target) ? 0 : text.lastIndexOf("\n", from - 1) + 1;
    const paragraph = isWhole(target) ? wave[1] : text.slice(0, head).split("\n").length - 1;
    const start = points(text.slice(head, from));
    return [wave[0], paragraph, start, start + points(text.slice(from, to)), ...wave.slice(4)];
  });
}

// Marks ranges [from, to, weight, name] of a mirror's line; of two that overlap the graver.
function paintWaves(line, ranges, current) {
  line.querySelectorAll(":scope > .gw-wave").forEach((node) => node.replaceWith(...node.childNodes));
  line.normalize();
  const mark = line.firstElementChild && line.firstElementChild.matches(".gw-mark") ? line.firstElementChild.textContent.length : 0;
  const text = line.lastChild;
  if (!text || text.nodeType !== Node.TEXT_NODE) return;
  const grave = ["must", "should", "hint"];
  const taken = [];
  [...ranges].sort((a, b) => grave.indexOf(a[2]) - grave.indexOf(b[2])).forEach((range) => {
    if (range[0] >= mark && taken.every((each) => range[1] <= each[0] || range[0] >= each[1])) taken.push(range);
  });
  taken.sort((a, b) => b[0] - a[0]).forEach(([from, to, weight, name]) => {
    text.splitText(to - mark);
    const words = text.splitText(from - mark);
    const node = make("span", `gw-wave is-${weight}${name === current ? " is-current" : ""}`);
    node.dataset.id = name;
    words.replaceWith(node);
    node.append(words);
  });
}

// The waves of one field: `show` follows its text, `came` takes what the checks found in the text that Python has.
function fieldWaves(mirror, root) {
  let [target, text, spots] = ["", "", []];
  const all = () => { const home = root(); home.gwWaves = home.gwWaves || new Map(); return home.gwWaves; };
  const paint = () => {
    let at = 0;
    text.split("\n").forEach((row, index) => {
      const line = mirror.children[index];
      const head = at;
      at += row.length + 1;
      const own = spots.filter(([from, to]) => from < head + row.length && to > head)
        .map(([from, to, wave]) => [Math.max(from - head, 0), Math.min(to - head, row.length), wave[4], wave[5]]);
      const said = own.join("\u0001");
      if (!line || (line.gwWaves === said && Boolean(line.querySelector(".gw-wave")) === own.length > 0)) return;
      if (!own.length && !line.gwWaves) return;
      line.gwWaves = said;
      paintWaves(line, own, root().gwFinding);
    });
  };
  return {
    show(next, value) {
      if (next !== target) {
        [target, text] = [next, value];
        spots = wavesIn(all().get(target) || [], target, text);
      } else if (value !== text) {
        const had = spots.length;
        [spots, text] = [movedWaves(spots, text, value), value];
        if (had) {
          all().set(target, wavesOf(spots, target, text));
          root().dispatchEvent(new CustomEvent("gw-waves", { detail: { targets: [target], typed: true } }));
        }
      }
      paint();
    },
    came(detail, known) {
      if (detail.typed || !(detail.fresh || detail.targets.includes(target))) return;
      spots = movedWaves(wavesIn(all().get(target) || [], target, known), known, text);
      if (known !== text) all().set(target, wavesOf(spots, target, text));
      paint();
    },
  };
}
