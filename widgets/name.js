// The name a person typed, kept in this browser for the next time.

const NAME = "gongwen:name";

function keptName() {
  try { return window.localStorage.getItem(NAME) || ""; } catch (error) { return ""; }
}

function keepName(name) {
  try { window.localStorage.setItem(NAME, name); } catch (error) { /* it will be asked again */ }
}
