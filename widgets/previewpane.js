// The preview as a pane of its own.

const render = ({ model, el }) => paperPane(model, el).close;

export default { render };
