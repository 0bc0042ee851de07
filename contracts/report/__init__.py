"""Consumers of a recorded run: pages for people, formats for machines, runs side by side.

`collect` folds the event log of a run folder into results; everything else shows results.
"""

from contracts.report.collect import collect, worst_target
from contracts.report.compare import compare
from contracts.report.compared import comparison_markdown, comparison_text
from contracts.report.curl import curl_line
from contracts.report.document import json_bytes, read_results, results_json
from contracts.report.evidence import events
from contracts.report.exhibits import slug
from contracts.report.listing import latest_results, runs_in, write_index
from contracts.report.matrix import matrices, matrix_html
from contracts.report.page import anchor_prefix
from contracts.report.safety import verify
from contracts.report.schemas import event_schema
from contracts.report.table import render
from contracts.report.text import one_line, plural, visible
from contracts.report.trail import Trail
from contracts.report.wording import run_sentence
from contracts.report.write import write_file, write_reports

__all__ = [
    "Trail",
    "anchor_prefix",
    "collect",
    "compare",
    "comparison_markdown",
    "comparison_text",
    "curl_line",
    "event_schema",
    "events",
    "json_bytes",
    "latest_results",
    "matrices",
    "matrix_html",
    "one_line",
    "plural",
    "read_results",
    "render",
    "results_json",
    "run_sentence",
    "runs_in",
    "slug",
    "verify",
    "visible",
    "worst_target",
    "write_file",
    "write_index",
    "write_reports",
]
