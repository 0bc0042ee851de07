"""`uc-contracts`: a thin front over the pytest plugin and the reports."""

from contracts.cli.main import main

__all__ = ["main"]
