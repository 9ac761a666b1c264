"""What people install: the frozen program and its packages for Linux, Windows and macOS."""
