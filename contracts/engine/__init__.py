"""The life of a run, of a target, and of a judgement; it imports no pytest.

What a conformance test may import stands here, too.
"""

from contracts.engine.attempt import confirmed
from contracts.engine.budget import Allowance, Clock
from contracts.engine.facts import Facts, facts_of, now
from contracts.engine.folder import run_folder
from contracts.engine.generation import seeded, work_our_way
from contracts.engine.handover import HANDOVER, Handover
from contracts.engine.interrupt import Stop, hold, interrupt, release
from contracts.engine.judge import Judge
from contracts.engine.judgement import Judgement, broke_down, judgement, told
from contracts.engine.options import (
    Depth,
    RunOptions,
    SensitivityOptions,
    TargetOptions,
    command_line,
    decoded,
    encoded,
)
from contracts.engine.processes import can_fork, forked, processors
from contracts.engine.run import Hold, Part, Run
from contracts.engine.select import names_test, parted, selected, selectors_of
from contracts.engine.session import Session
from contracts.engine.targets import named_targets

__all__ = [
    "HANDOVER",
    "Allowance",
    "Clock",
    "Depth",
    "Facts",
    "Handover",
    "Hold",
    "Judge",
    "Judgement",
    "Part",
    "Run",
    "RunOptions",
    "SensitivityOptions",
    "Session",
    "Stop",
    "TargetOptions",
    "broke_down",
    "can_fork",
    "command_line",
    "confirmed",
    "decoded",
    "encoded",
    "facts_of",
    "forked",
    "hold",
    "interrupt",
    "judgement",
    "named_targets",
    "names_test",
    "now",
    "parted",
    "processors",
    "release",
    "run_folder",
    "seeded",
    "selected",
    "selectors_of",
    "told",
    "work_our_way",
]
