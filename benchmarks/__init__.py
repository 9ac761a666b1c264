"""What measures speed, memory and accuracy; run on demand: ``python -m benchmarks.NAME``."""
