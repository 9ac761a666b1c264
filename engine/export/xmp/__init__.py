"""Package engine/export/xmp."""
