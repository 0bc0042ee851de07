"""The validators of exchanges and of the suite's own requests, by operation."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from contracts.catalogue import load
from contracts.oracles import OperationOracle, RequestForm


@cache
def validators(
    api: str,
) -> tuple[Callable[[str], OperationOracle], Callable[[str], RequestForm]]:
    """The judges of an API's exchanges and of our own requests, by operationId."""
    spec = load(api)
    active = frozenset(spec.catalogue.requirements)

    @cache
    def oracle(operation: str) -> OperationOracle:
        found = spec.operations[operation]
        document = spec.documents[Path(found.file).name]
        identifier = f"{spec.prefix}-{operation}"
        return OperationOracle(found.raw, document, spec.directory, identifier, active)

    @cache
    def form(operation: str) -> RequestForm:
        found = spec.operations[operation]
        return RequestForm(found.raw, spec.documents[Path(found.file).name], spec.directory)

    return oracle, form
