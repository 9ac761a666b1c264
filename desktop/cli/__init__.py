"""Package desktop/cli."""
