"""The vocabularies in which tests are written, one module per API."""

from contracts.apis._registry import available, find
from contracts.apis.base import Api

__all__ = ["Api", "available", "find"]
