"""What `/api/v1` answers: a module for each resource, an operation for each function."""
