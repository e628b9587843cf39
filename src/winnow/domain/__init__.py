"""Values that two or more rooms exchange: frozen dataclasses over the standard library and NumPy, nothing else."""
