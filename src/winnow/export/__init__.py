"""Decisions where other programs read them: copies, archives, tables, XMP sidecars, a gallery. A plan first, always."""
