"""The proof of the suite: seeded faults are found, liberties pass, null servers earn nothing."""

from contracts.selfproof.faults import Sample
from contracts.selfproof.forwarding import Forwarding
from contracts.selfproof.judging import Case, Found, judge_all
from contracts.selfproof.lanes import Lanes
from contracts.selfproof.nulls import NULLS, STREAM_NULLS
from contracts.selfproof.proof import Proof, prove
from contracts.selfproof.remembered import Remembered
from contracts.selfproof.strength import Strength, Tally, strengths, tallies
from contracts.selfproof.table import cost_table, sensitivity_table
from contracts.selfproof.trial import BAD, Outcome, Sort, Trial
from contracts.selfproof.trials import Trials

__all__ = [
    "BAD",
    "NULLS",
    "STREAM_NULLS",
    "Case",
    "Forwarding",
    "Found",
    "Lanes",
    "Outcome",
    "Proof",
    "Remembered",
    "Sample",
    "Sort",
    "Strength",
    "Tally",
    "Trial",
    "Trials",
    "cost_table",
    "judge_all",
    "prove",
    "sensitivity_table",
    "strengths",
    "tallies",
]
