"""What the person decided, as pure functions over an append-only log."""
