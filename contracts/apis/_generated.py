"""Requests that Schemathesis makes from an OpenAPI document, to be sent by our own wire."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from hypothesis import strategies as st
    from schemathesis import Case

    from contracts.catalogue import Spec

Drawn = TypeVar("Drawn")


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


def few(strategy: st.SearchStrategy[Drawn], seed: int, most: int) -> list[Drawn]:
    """At most `most` values of a strategy, the same ones for the same seed; none where it has none.

    For requests that are sent one by one, and are not made smaller when one of them fails.
    """
    import hypothesis  # noqa: PLC0415 - as Schemathesis
    from hypothesis.errors import Unsatisfiable  # noqa: PLC0415 - likewise

    found: list[Drawn] = []

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=most,
        database=None,
        deadline=None,
        phases=(hypothesis.Phase.generate,),
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(strategy)
    def take(value: Drawn) -> None:
        found.append(value)

    with suppress(Unsatisfiable):
        take()
    return found


def texts_of(values: Any) -> list[tuple[str, str]]:
    """The names and values of a case's query or path, as they are sent; lists one by one."""
    pairs = values.items() if isinstance(values, Mapping) else ()
    return [
        (_text(name), _text(one))
        for name, value in pairs
        for one in (value if isinstance(value, list) else [value])
    ]


def _text(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value).encode("utf-8", "replace").decode()


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
