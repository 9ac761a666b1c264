"""The Folder tab: label folders of photos, filter, export and check them."""
