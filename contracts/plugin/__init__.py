"""The pytest plugin: targets, fixtures, the requirement marker, and the verdicts of a run.

Load it with `-p contracts.plugin` (the checkout's root conftest does).
"""

from contracts.plugin.collecting import (
    pytest_collection,
    pytest_collection_finish,
    pytest_collection_modifyitems,
    pytest_deselected,
    pytest_generate_tests,
    pytest_ignore_collect,
)
from contracts.plugin.crew import pytest_runtestloop
from contracts.plugin.fixtures import judge, target
from contracts.plugin.options import pytest_addoption
from contracts.plugin.pages import (
    pytest_html_report_title,
    pytest_html_results_summary,
    pytest_html_results_table_header,
    pytest_html_results_table_row,
    pytest_metadata,
)
from contracts.plugin.running import (
    pytest_configure,
    pytest_configure_node,
    pytest_sessionfinish,
    pytest_sessionstart,
    pytest_unconfigure,
    pytest_xdist_make_scheduler,
    pytest_xdist_node_collection_finished,
)
from contracts.plugin.showing import (
    pytest_report_collectionfinish,
    pytest_report_teststatus,
    pytest_runtest_makereport,
    pytest_terminal_summary,
)
from contracts.plugin.testing import (
    pytest_pyfunc_call,
    pytest_runtest_setup,
    pytest_runtest_teardown,
)

__all__ = [
    "judge",
    "pytest_addoption",
    "pytest_collection",
    "pytest_collection_finish",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_configure_node",
    "pytest_deselected",
    "pytest_generate_tests",
    "pytest_html_report_title",
    "pytest_html_results_summary",
    "pytest_html_results_table_header",
    "pytest_html_results_table_row",
    "pytest_ignore_collect",
    "pytest_metadata",
    "pytest_pyfunc_call",
    "pytest_report_collectionfinish",
    "pytest_report_teststatus",
    "pytest_runtest_makereport",
    "pytest_runtest_setup",
    "pytest_runtest_teardown",
    "pytest_runtestloop",
    "pytest_sessionfinish",
    "pytest_sessionstart",
    "pytest_terminal_summary",
    "pytest_unconfigure",
    "pytest_xdist_make_scheduler",
    "pytest_xdist_node_collection_finished",
    "target",
]
