"""Package desktop/viewer."""
