"""The proof of the suite: seeded faults are found, liberties pass, null servers earn nothing."""

from contracts.selfproof.faults import Sample
from contracts.selfproof.judging import Case, Found, judge_all
from contracts.selfproof.lanes import Lanes
from contracts.selfproof.nulls import NULLS, STREAM_NULLS
from contracts.selfproof.proof import Proof, prove
from contracts.selfproof.table import cost_table, sensitivity_table

__all__ = [
    "NULLS",
    "STREAM_NULLS",
    "Case",
    "Found",
    "Lanes",
    "Proof",
    "Sample",
    "cost_table",
    "judge_all",
    "prove",
    "sensitivity_table",
]
