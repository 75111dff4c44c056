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
  const text = line.lastChild;
  const mark = line.firstElementChild && line.firstElementChild.matches(".gw-mark") ? line.firstElementChild.textContent.length : 0;
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

// Marks ranges [from, to, look] of a line that quote the table of indicators, within waves and across their ends.
function paintTokens(line, ranges) {
  ranges.forEach(([from, to, look]) => {
    textsOf(line).forEach(([node, head]) => {
      const [start, end] = [Math.max(from - head, 0), Math.min(to - head, node.length)];
      if (end <= start || node.parentNode.matches(".gw-mark, .gw-anchor")) return;
      if (end < node.length) node.splitText(end);
      const words = start ? node.splitText(start) : node;
      const token = make("span", `gw-token is-${look}`);
      words.replaceWith(token);
      token.append(words);
    });
  });
}

// The pieces of text of a mirror's line, each with the number of code units before it.
function textsOf(line) {
  const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let at = 0; walk.nextNode(); at += walk.currentNode.length) found.push([walk.currentNode, at]);
  return found;
}

function bare(line) {
  line.querySelectorAll(".gw-token").forEach((node) => node.replaceWith(...node.childNodes));
  line.querySelectorAll(":scope > .gw-wave").forEach((node) => node.replaceWith(...node.childNodes));
  line.normalize();
}

// Marks of one field as the app's element keeps them by target under the name `store`: `show` follows its text and tells the app
// by `event` that they moved, `came` takes what Python found in the text it has, and says whether that was about this field.
function keptMarks(root, store, event) {
  let [target, text, spots] = ["", "", []];
  const all = () => { const home = root(); home[store] = home[store] || new Map(); return home[store]; };
  return {
    text: () => text,
    spots: () => spots,
    show(next, value) {
      if (next !== target) {
        [target, text] = [next, value];
        spots = wavesIn(all().get(target) || [], target, text);
      } else if (value !== text) {
        const had = spots.length;
        [spots, text] = [movedWaves(spots, text, value), value];
        if (had) {
          all().set(target, wavesOf(spots, target, text));
          root().dispatchEvent(new CustomEvent(event, { detail: { targets: [target], typed: true } }));
        }
      }
    },
    came(detail, known) {
      if (detail.typed || !(detail.fresh || detail.targets.includes(target))) return false;
      spots = movedWaves(wavesIn(all().get(target) || [], target, known), known, text);
      if (known !== text) all().set(target, wavesOf(spots, target, text));
      return true;
    },
  };
}

// The waves of one field and the figures quoted in it: `show` follows its text, `came` takes what the checks found in the text
// that Python has, `quote` the figures quoted in that text. Those are found anew from it each time, so that one whose digits are
// typed over goes at once and is back when they are.
function fieldWaves(mirror, root) {
  const waves = keptMarks(root, "gwWaves", "gw-waves");
  let [quoted, asked] = [[], []];
  const paint = () => {
    let at = 0;
    waves.text().split("\n").forEach((row, index) => {
      const line = mirror.children[index];
      const head = at;
      at += row.length + 1;
      const within = (list) => list.filter(([from, to]) => from < head + row.length && to > head)
        .map(([from, to, wave]) => [Math.max(from - head, 0), Math.min(to - head, row.length), wave[4], wave[5]]);
      const [own, figures] = [within(waves.spots()), within(quoted)];
      const said = [own, figures].map((list) => list.join("\u0001")).join("\u0002");
      const marked = Boolean(line && line.querySelector(".gw-wave, .gw-token"));
      if (!line || (line.gwWaves === said && marked === own.length + figures.length > 0)) return;
      if (!own.length && !figures.length && !marked) return;
      line.gwWaves = said;
      bare(line);
      paintWaves(line, own, root().gwFinding);
      paintTokens(line, figures);
    });
  };
  return {
    show(next, value, known) {
      waves.show(next, value);
      quoted = asked.length ? movedWaves(wavesIn(asked, next, known), known, value) : [];
      paint();
    },
    quote(tokens) { asked = tokens; },
    came(detail, known) { if (waves.came(detail, known)) paint(); },
  };
}
