"""The vocabularies in which tests are written, one module per API."""

from contracts.apis._answers import Answer
from contracts.apis._json import JsonApi, Own
from contracts.apis._ledger import UNNAMED, Ledger
from contracts.apis._looks import is_page
from contracts.apis._registry import available, find
from contracts.apis._requests import Requests
from contracts.apis._xml import XmlApi
from contracts.apis.base import Api

__all__ = [
    "UNNAMED",
    "Answer",
    "Api",
    "JsonApi",
    "Ledger",
    "Own",
    "Requests",
    "XmlApi",
    "available",
    "find",
    "is_page",
]
