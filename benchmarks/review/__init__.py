"""What reviewing costs at 100,000 photos: ``python -m benchmarks.review``."""
