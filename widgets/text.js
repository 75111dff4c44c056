// Text as Python counts it: code points, splices, and what a paste must lose before it is a paragraph of a report.

const points = (text) => (/[\ud800-\udfff]/.test(text) ? Array.from(text).length : text.length);
const units = (text, count) => (/[\ud800-\udfff]/.test(text) ? Array.from(text).slice(0, count).join("").length : count);

function difference(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  if (start && /[\ud800-\udbff]/.test(before[start - 1] || "")) start -= 1;
  let end = 0;
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end += 1;
  if (end && /[\udc00-\udfff]/.test(before[before.length - end] || "")) end -= 1;
  return {
    at: points(before.slice(0, start)),
    remove: points(before.slice(start, before.length - end)),
    insert: after.slice(start, after.length - end),
  };
}

// Controls, zero-width and direction marks: nothing a report prints, and they hide from the eye.
// The joiners between emoji go too; an official document has none.
const INVISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]/g;
const NUMBER = /^\s*(?:第?[一二三四五六七八九十百]+[、.．]|[（(][一二三四五六七八九十百]+[）)]|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)])\s*/;

const visible = (text) => text.replace(INVISIBLE, "");

// `start` says that the paste begins a line: the indent is the page's, not the text's.
function cleaned(text, many, start) {
  const rows = visible(text.replace(/\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g, "\n"))
    .replace(/[\t\u00a0\u2000-\u200a\u202f]+/g, " ")
    .split("\n");
  if (!many) return rows.map((row) => row.trim()).filter(Boolean).join(" ");
  const bare = rows.map((row, index) => (index || start ? row.replace(/^[\s\u3000]+/, "") : row));
  if (rows.length === 1) return bare[0];
  // An empty line between two paragraphs of the web is none.
  return bare.map((row) => row.replace(/[\s\u3000]+$/, "")).filter((row, index) => row || !index).join("\n");
}
