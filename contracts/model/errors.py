"""The named errors and signals of the suite.

UcContractsError
├── ConfigurationError      what the user gave is wrong (exit 2)
│   └── SpecError           a file under specs/ is wrong
├── EvidenceError           a recorded run cannot be read
└── SuiteError              the suite's own fault (exit 4)
    │   (a test that judged nothing, a request of ours that breaks the OpenAPI document)
    └── OutOfBudget         a test that did not end

Violation                   the target broke a requirement
Inconclusive                a precondition could not be reached
└── TargetUnreachable       … because nothing usable came back
TargetLost                  nothing of the target can be judged from now on
NotTested                   deliberately not tried (write not allowed, no data given, …)
NotApplicable               the target does not claim the feature, or it makes no sense there
"""

from __future__ import annotations

import unittest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contracts.model.finding import Finding


class UcContractsError(Exception):
    """Base of the errors that are shown to a user as one line."""


class ConfigurationError(UcContractsError):
    """Options, files, keys, secrets or addresses are wrong; a line for each says what to change."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines

    def __str__(self) -> str:
        return "\n".join(self.lines)


class SpecError(ConfigurationError):
    """A file under `specs/` is wrong; the text names file, line and field."""


class EvidenceError(UcContractsError):
    """A run folder is missing, not one of ours, or cannot be read."""


class SuiteError(UcContractsError):
    """The suite itself did something it must not do; never the target's failure."""


# As a unittest.SkipTest, which see below, it ends a generated test at once.
class OutOfBudget(SuiteError, unittest.SkipTest):
    """A test sent more requests, or took more time, than it may."""


class Violation(AssertionError):
    """The target broke the requirement that `finding` names."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


# unittest.SkipTest is what Hypothesis passes through unshrunk: a precondition that cannot
# be reached must not be searched for a "smaller" example.
class _Signal(unittest.SkipTest):
    """A reason why there is no judgement."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Inconclusive(_Signal):
    """The precondition of a test could not be reached; `reason` says which."""


class TargetUnreachable(Inconclusive):
    """No usable reply came back: refused, reset, timed out, not HTTP, or too large."""


class TargetLost(_Signal):
    """The target refuses the credentials that it accepted before; nothing of it can be judged.

    Every later request to it raises this again. It is not Inconclusive, so that no test that has
    another way to go on goes on.
    """


class NotTested(_Signal):
    """The requirement was deliberately not tried; `reason` says why."""


class NotApplicable(_Signal):
    """The target does not claim the feature, or it makes no sense there; `reason` says which."""
