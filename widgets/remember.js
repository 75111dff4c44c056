// What a person chose is remembered in this browser, where it lets itself be.

function remembered(name, value) {
  try {
    if (value === undefined) return window.localStorage.getItem(`gongwen:${name}`) || "";
    if (value) window.localStorage.setItem(`gongwen:${name}`, value); else window.localStorage.removeItem(`gongwen:${name}`);
  } catch (error) { /* not kept */ }
  return value || "";
}
