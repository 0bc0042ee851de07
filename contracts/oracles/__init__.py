"""Pure functions and compiled validators from data to findings."""

from contracts.oracles.checked import Checked, clip, show
from contracts.oracles.filtering import (
    CONDITIONS,
    FilterSet,
    Split,
    Table,
    any_of,
    both,
    matches,
    split,
    split_either_way,
)
from contracts.oracles.json_body import JsonBody, read_json
from contracts.oracles.operation import OperationOracle
from contracts.oracles.ordering import (
    Direction,
    compare,
    inversion,
    out_of_order,
    telling,
    turned_round,
)
from contracts.oracles.paging import mismatch, misplaced, window
from contracts.oracles.refusals import Grade, Refusal, refusal
from contracts.oracles.request_form import RequestForm
from contracts.oracles.result_codes import CodeKind, ResultCodes
from contracts.oracles.xml_body import XmlBody, parse_xml, without_default_namespace

__all__ = [
    "CONDITIONS",
    "Checked",
    "CodeKind",
    "Direction",
    "FilterSet",
    "Grade",
    "JsonBody",
    "OperationOracle",
    "Refusal",
    "RequestForm",
    "ResultCodes",
    "Split",
    "Table",
    "XmlBody",
    "any_of",
    "both",
    "clip",
    "compare",
    "inversion",
    "matches",
    "mismatch",
    "misplaced",
    "out_of_order",
    "parse_xml",
    "read_json",
    "refusal",
    "show",
    "split",
    "split_either_way",
    "telling",
    "turned_round",
    "window",
    "without_default_namespace",
]
