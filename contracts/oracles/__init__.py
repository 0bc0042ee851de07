"""Pure functions and compiled validators from data to findings."""

from contracts.oracles import lives
from contracts.oracles.checked import Checked, clip, show
from contracts.oracles.json_body import JsonBody, read_json
from contracts.oracles.lists import (
    CONDITIONS,
    Collation,
    Direction,
    FilterSet,
    Partition,
    Table,
    any_of,
    both,
    compare,
    inversion,
    matches,
    mismatch,
    misplaced,
    out_of_order,
    split,
    split_either_way,
    telling,
    turned_round,
    window,
)
from contracts.oracles.operation import OperationOracle
from contracts.oracles.refusals import Grade, Refusal, refusal
from contracts.oracles.request_form import RequestForm
from contracts.oracles.result_codes import CodeKind, ResultCodes
from contracts.oracles.xml_body import XmlBody, parse_xml, without_default_namespace

__all__ = [
    "CONDITIONS",
    "Checked",
    "CodeKind",
    "Collation",
    "Direction",
    "FilterSet",
    "Grade",
    "JsonBody",
    "OperationOracle",
    "Partition",
    "Refusal",
    "RequestForm",
    "ResultCodes",
    "Table",
    "XmlBody",
    "any_of",
    "both",
    "clip",
    "compare",
    "inversion",
    "lives",
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
