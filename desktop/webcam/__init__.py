"""Package desktop/webcam."""
