"""Faults and liberties as rows of tables: what is changed, where and when, as data.

A row is bound to a server as a mixin, as those in code are: they combine, and are switched while
a server serves. Code is for what has a state of its own, for life cycles, and for sockets.
"""

from contracts.reference.table.binding import enter_rows
from contracts.reference.table.kinds import KINDS

__all__ = ["KINDS", "enter_rows"]
