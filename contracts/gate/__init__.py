"""The gate: a baseline of what a run may fail, read, applied and rewritten."""

from contracts.gate.apply import hold
from contracts.gate.baseline import read_baseline, write_baseline
from contracts.gate.update import updated

__all__ = ["hold", "read_baseline", "updated", "write_baseline"]
