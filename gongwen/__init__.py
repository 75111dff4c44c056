"""公文工作簿's headless core: the model, the typesetting, the importers and the store of official documents."""
