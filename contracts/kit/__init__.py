"""The public face of the suite for kits: all that a vocabulary and its tests need.

A kit imports this package, and `contracts.kit.reference` for a reference server of its own, and
nothing else of `contracts`: all else may change from one release to the next. What stands here
keeps its meaning as long as the first number of `VERSION` is the same.

    Api, JsonApi, XmlApi        bases of a vocabulary; Answer and Own are what they give
    requirement                 the marker of a test: @requirement("PHB-LIST-01")
    Judge                       the fixture `judge`: where a test says what it found
    Violation, Inconclusive …   the signals by which a test ends early
    refusal, window, split …    laws and oracles: what an answer has to be
    plain_body                  a plain body by a schema; `Api.generated` draws unusual ones
"""

from __future__ import annotations

import pytest

from contracts.apis import UNNAMED, Answer, Api, JsonApi, Ledger, Own, Requests, XmlApi, is_page
from contracts.apis._bodies import plain_body
from contracts.apis._patience import Patience
from contracts.apis.base import PASSED_THROUGH
from contracts.catalogue import Law, Operation, Spec, read_table
from contracts.catalogue.kits.kit import VERSION as _MAJOR
from contracts.catalogue.openapi import Listing
from contracts.engine import Depth, Judge
from contracts.model import (
    Allow,
    ApiKeyAuth,
    Auth,
    BasicAuth,
    BearerAuth,
    Entry,
    Exchange,
    Failure,
    Fate,
    Finding,
    Headers,
    Inconclusive,
    Level,
    NoAuth,
    NotApplicable,
    NotTested,
    Outcome,
    Piece,
    PluginAuth,
    Request,
    Requirement,
    Response,
    Secret,
    SuiteError,
    Target,
    TargetLost,
    TargetUnreachable,
    Violation,
)
from contracts.oracles import (
    CONDITIONS,
    Checked,
    CodeKind,
    Direction,
    FilterSet,
    JsonBody,
    Refusal,
    ResultCodes,
    Split,
    Table,
    XmlBody,
    any_of,
    both,
    clip,
    compare,
    inversion,
    matches,
    mismatch,
    misplaced,
    out_of_order,
    parse_xml,
    read_json,
    refusal,
    refusals,
    show,
    split,
    split_either_way,
    telling,
    turned_round,
    window,
    without_default_namespace,
)
from contracts.oracles.agreement import Disagreement, disagreements
from contracts.oracles.difference import named
from contracts.oracles.operation import deref
from contracts.oracles.refusals import IN_STATE, MALFORMED, MEDIA, UNAUTHENTICATED, UNKNOWN
from contracts.oracles.rivals import Comparison, rivals
from contracts.wire import Wire

VERSION = f"{_MAJOR}.0"
"""The version of this face; a kit says in `kit.toml` for which it is written: kit_version = 1."""

requirement = pytest.mark.requirement
"""The marker by which a test names the requirements that it judges, by id or pattern."""

__all__ = [
    "CONDITIONS",
    "IN_STATE",
    "MALFORMED",
    "MEDIA",
    "PASSED_THROUGH",
    "UNAUTHENTICATED",
    "UNKNOWN",
    "UNNAMED",
    "VERSION",
    "Allow",
    "Answer",
    "Api",
    "ApiKeyAuth",
    "Auth",
    "BasicAuth",
    "BearerAuth",
    "Checked",
    "CodeKind",
    "Comparison",
    "Depth",
    "Direction",
    "Disagreement",
    "Entry",
    "Exchange",
    "Failure",
    "Fate",
    "FilterSet",
    "Finding",
    "Headers",
    "Inconclusive",
    "JsonApi",
    "JsonBody",
    "Judge",
    "Law",
    "Ledger",
    "Level",
    "Listing",
    "NoAuth",
    "NotApplicable",
    "NotTested",
    "Operation",
    "Outcome",
    "Own",
    "Patience",
    "Piece",
    "PluginAuth",
    "Refusal",
    "Request",
    "Requests",
    "Requirement",
    "Response",
    "ResultCodes",
    "Secret",
    "Spec",
    "Split",
    "SuiteError",
    "Table",
    "Target",
    "TargetLost",
    "TargetUnreachable",
    "Violation",
    "Wire",
    "XmlApi",
    "XmlBody",
    "any_of",
    "both",
    "clip",
    "compare",
    "deref",
    "disagreements",
    "inversion",
    "is_page",
    "matches",
    "mismatch",
    "misplaced",
    "named",
    "out_of_order",
    "parse_xml",
    "plain_body",
    "read_json",
    "read_table",
    "refusal",
    "refusals",
    "requirement",
    "rivals",
    "show",
    "split",
    "split_either_way",
    "telling",
    "turned_round",
    "window",
    "without_default_namespace",
]
