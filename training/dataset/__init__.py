"""Labelled faces for training and evaluation: reading, duplicates, split, cache, batches."""
