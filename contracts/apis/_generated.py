"""Requests that Schemathesis makes from an OpenAPI document, to be sent by our own wire."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hypothesis import strategies as st
    from schemathesis import Case

    from contracts.catalogue import Spec


def cases(spec: Spec, operation: str, *, broken: bool = False) -> st.SearchStrategy[Case[Any]]:
    """Cases of one operation that keep the document, or break it, shrinkable by Hypothesis.

    Whoever draws one sends what it likes of it; nothing is sent here.
    """
    # Importing Schemathesis takes longer than a quick run; only generated tests pay for it.
    from schemathesis import GenerationMode  # noqa: PLC0415

    found = spec.operations[operation]
    name = found.file.rsplit("/", 1)[-1]
    schema: Any = _schema(
        spec.catalogue.api, name, spec.catalogue.digest, _Held(spec.documents[name])
    )
    mode = GenerationMode.NEGATIVE if broken else GenerationMode.POSITIVE
    described = schema[found.path][found.method]
    strategy: st.SearchStrategy[Case[Any]] = described.as_strategy(generation_mode=mode)
    return strategy


class _Held:
    """A document as a part of a cache key that is told apart by what stands beside it."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@cache
def _schema(api: str, name: str, digest: str, held: _Held) -> Any:  # noqa: ARG001 - the key
    import schemathesis  # noqa: PLC0415

    return schemathesis.openapi.from_dict(held.document)
