"""The gate: a baseline of what a run may fail, read, applied and rewritten, and the decision."""

from contracts.gate.apply import hold
from contracts.gate.baseline import read_baseline, write_baseline
from contracts.gate.decide import decide
from contracts.gate.update import updated

__all__ = ["decide", "hold", "read_baseline", "updated", "write_baseline"]
