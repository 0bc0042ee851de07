"""Pure functions and compiled validators from data to findings."""

from contracts.oracles.checked import Checked, clip, show
from contracts.oracles.json_body import JsonBody
from contracts.oracles.operation import OperationOracle
from contracts.oracles.request_form import RequestForm
from contracts.oracles.result_codes import CodeKind, ResultCodes
from contracts.oracles.xml_body import XmlBody, parse_xml

__all__ = [
    "Checked",
    "CodeKind",
    "JsonBody",
    "OperationOracle",
    "RequestForm",
    "ResultCodes",
    "XmlBody",
    "clip",
    "parse_xml",
    "show",
]
