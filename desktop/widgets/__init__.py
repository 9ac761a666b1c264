"""Package desktop/widgets."""
