// Elements made in one line; text goes in as text, never as markup.

function make(tag, look = "", words = undefined) {
  const node = document.createElement(tag);
  if (look) node.className = look;
  if (words !== undefined) node.textContent = words;
  return node;
}

// A title with the word that tells it from another of the same name.
function tagged(node, tag, words) {
  node.replaceChildren(...(tag ? [make("span", "gw-tag", tag)] : []), words);
  return node;
}

function press(words, look, action, title = "") {
  const node = make("button", `gw-btn ${look}`, words);
  node.type = "button";
  if (title) node.title = title;
  node.addEventListener("click", action);
  return node;
}

// The app's element that a node stands in. One that has left the page stands in none: what it still says goes nowhere.
function appOf(node) {
  return node.closest(".gw-app") || document.body;
}

// Whether an answer that leads somewhere comes too late: the person writes elsewhere by now, or in another view of the notebook.
function goneOn(root) {
  const elsewhere = root !== document.body && window.gwHand && window.gwHand !== root && window.gwHand.isConnected;
  return Boolean(root.gwGoneOn || elsewhere);
}
