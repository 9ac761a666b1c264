"""Package desktop/folder."""
