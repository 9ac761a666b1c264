"""The review: the Folder tab's view for labelling one face after another."""
