"""Package desktop/photos."""
