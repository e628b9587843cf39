"""The revisions, oldest first. A library is upgraded through them in one transaction."""
