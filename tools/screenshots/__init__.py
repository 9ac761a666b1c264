"""The pictures in docs and guide, made by driving the real window."""
