"""Judging traffic: captures of others' exchanges, or what passes a proxy, in place of a test run.

`Recording` takes exchanges one by one, judges and records them, and writes the reports of a run.
"""

from contracts.traffic.captures import read_captures
from contracts.traffic.client import ClientJudge
from contracts.traffic.guessing import base_url_of
from contracts.traffic.har import Captured, Trouble
from contracts.traffic.judge import Law, TrafficJudge
from contracts.traffic.laws import laws_of, needs_of
from contracts.traffic.recording import Gating, Recording
from contracts.traffic.seen import Seen
from contracts.traffic.tap import Tapped

__all__ = [
    "Captured",
    "ClientJudge",
    "Gating",
    "Law",
    "Recording",
    "Seen",
    "Tapped",
    "TrafficJudge",
    "Trouble",
    "base_url_of",
    "laws_of",
    "needs_of",
    "read_captures",
]
