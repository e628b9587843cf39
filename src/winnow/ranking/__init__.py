"""Signals to a score, and a score to its reasons: pure functions over the values of `winnow.domain`."""
