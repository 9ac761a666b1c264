"""What the developers run: translations, screenshots, the model card."""
