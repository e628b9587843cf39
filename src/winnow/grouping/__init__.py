"""Which photos belong together, and which of them to keep. Pure: values in, values with reasons out."""
