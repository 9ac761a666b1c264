"""AgeLens desktop: the window and the command line."""
