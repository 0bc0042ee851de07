"""Where things are that nobody names."""

from __future__ import annotations

REPORTS = "reports"
"""The folder of the folders that runs write."""
STORE = f"{REPORTS}/store.sqlite"
"""The store of runs, a SQLite file."""
