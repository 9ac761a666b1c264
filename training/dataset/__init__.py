"""Labelled faces for training and evaluation: reading, twins, split, cache, batches."""
