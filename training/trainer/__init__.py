"""The trainer: data in, events out, a finished model folder at the end."""
