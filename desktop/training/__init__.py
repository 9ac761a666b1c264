"""Package desktop/training."""
