"""Exit codes, by the kind of trouble."""

from contracts.model import Exit

__all__ = ["Exit"]
