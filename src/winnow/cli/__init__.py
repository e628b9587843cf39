"""The command line. A command parses, calls one verb of the library, and renders what comes back."""

from __future__ import annotations

from winnow.cli.app import main

__all__ = ["main"]
