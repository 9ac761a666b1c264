"""Package installers."""
