"""The validators of exchanges and of the suite's own requests, by operation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from contracts.catalogue import Operation, Spec, find_kit, load, nearest
from contracts.catalogue.kits import Kit
from contracts.model import SuiteError
from contracts.oracles import OperationOracle, RequestForm

_SHOWN = 200

Validators = tuple[Callable[[str], OperationOracle], Callable[[str], RequestForm]]


def validators(api: str) -> Validators:
    """The judges of an API's exchanges and of our own requests, by operationId."""
    return _validators(find_kit(api))


@cache
def _validators(kit: Kit) -> Validators:
    spec = load(kit.name)
    active = frozenset(spec.catalogue.requirements)

    @cache
    def oracle(operation: str) -> OperationOracle:
        found = _known(spec, operation)
        document = spec.documents[Path(found.file).name]
        identifier = f"{spec.prefix}-{operation}"
        return OperationOracle(found.raw, document, spec.directory, identifier, active)

    @cache
    def form(operation: str) -> RequestForm:
        found = _known(spec, operation)
        with readable(found):
            return RequestForm(found.raw, spec.documents[Path(found.file).name], spec.directory)

    return oracle, form


@contextmanager
def readable(operation: Operation) -> Iterator[None]:
    """Raise SuiteError, in a line, where a schema of an operation cannot be used at all."""
    try:
        yield
    except ValueError as trouble:  # of the compiler of schemas
        text = " ".join(str(trouble).split())
        msg = f"{operation.file}: a schema of {operation.id} cannot be used: {text[:_SHOWN]}"
        raise SuiteError(msg) from trouble


def _known(spec: Spec, operation: str) -> Operation:
    """The operation of that id. Raises SuiteError for one that a vocabulary only thinks up."""
    if operation not in spec.operations:
        msg = f"the document has no operation {operation!r}{nearest(operation, spec.operations)}"
        raise SuiteError(msg)
    return spec.operations[operation]
