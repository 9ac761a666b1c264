"""Package desktop/review."""
