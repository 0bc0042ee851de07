"""Consumers of a recorded run: results, the page for people, JUnit, the terminal.

`collect` folds the event log of a run folder into results; everything else shows results.
"""

from contracts.report.collect import collect, worst_target
from contracts.report.curl import curl_line
from contracts.report.document import read_results
from contracts.report.evidence import events
from contracts.report.safety import verify
from contracts.report.schemas import event_schema
from contracts.report.table import render
from contracts.report.text import one_line, visible
from contracts.report.write import write_reports

__all__ = [
    "collect",
    "curl_line",
    "event_schema",
    "events",
    "one_line",
    "read_results",
    "render",
    "verify",
    "visible",
    "worst_target",
    "write_reports",
]
