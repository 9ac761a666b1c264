"""Files that ship with the program: models, icons, style."""
