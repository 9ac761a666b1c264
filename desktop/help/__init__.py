"""Package desktop/help."""
