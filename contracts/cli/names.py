"""Values of options that a shell can complete: APIs, faults, liberties, layers, requirements.

What they are is looked up when a shell asks; no command waits for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import click
from click.shell_completion import CompletionItem

_ADDRESS = re.compile(r"https?://[^\s<>\"'`|()\\]+")

Known = Iterable[tuple[str, str]]
"""Values, each with what it means in a few words."""


class Named(click.ParamType[str]):
    """A text of which the shell knows the values; the command itself checks it."""

    def __init__(self, name: str, known: Callable[[tuple[str, ...]], Known]) -> None:
        self.name = name
        self._known = known

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ARG002 - click's signature
        """The text as it is."""
        return value

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 - click's signature
        incomplete: str,
    ) -> list[CompletionItem]:
        """The values that begin with what has been typed, in any letter case."""
        begun = incomplete.casefold()
        apis = tuple(ctx.params.get("names") or ctx.params.get("apis") or ())
        return [
            CompletionItem(value, help=text)
            for value, text in dict(self._known(apis)).items()
            if value.casefold().startswith(begun)
        ]


def _servers(apis: tuple[str, ...]) -> list[Any]:
    from contracts import reference  # noqa: PLC0415 - when a shell asks

    return [reference.find(one) for one in reference.available() if not apis or one in apis]


def _apis(_: tuple[str, ...]) -> Known:
    return [(one.api, one.title) for one in _servers(())]


def _faults(apis: tuple[str, ...]) -> Known:
    return [(one.id, one.summary) for server in _servers(apis) for one in server.faults.values()]


def _liberties(apis: tuple[str, ...]) -> Known:
    found = [one for server in _servers(apis) for one in server.liberties.values()]
    return [("all", "Every one."), *((one.id, one.summary) for one in found)]


def _layers(_: tuple[str, ...]) -> Known:
    from contracts.reference import SURROUNDINGS  # noqa: PLC0415 - when a shell asks

    return [(one.id, one.summary) for one in SURROUNDINGS.values()]


def _requirements(apis: tuple[str, ...]) -> Known:
    from contracts.catalogue import apis as known  # noqa: PLC0415 - when a shell asks
    from contracts.catalogue import load  # noqa: PLC0415 - when a shell asks

    catalogues = [load(one).catalogue for one in known() if not apis or one in apis]
    return [(r.id, r.statement) for one in catalogues for r in one.requirements.values()]


def _explained(apis: tuple[str, ...]) -> Known:
    from contracts.catalogue import apis as known  # noqa: PLC0415 - when a shell asks
    from contracts.catalogue import load  # noqa: PLC0415 - when a shell asks

    ledgers = [load(one).catalogue.ambiguities for one in known() if not apis or one in apis]
    places = [(a.id, a.problem) for ledger in ledgers for a in ledger.values()]
    return [*_requirements(apis), *places, *_faults(apis), *_liberties(apis)]


def web_address(
    ctx: click.Context,  # noqa: ARG001 - click's signature
    param: click.Parameter,  # noqa: ARG001 - likewise
    value: str | None,
) -> str | None:
    """`value`, if it can stand in a report as a link. Raises click.BadParameter."""
    if value is not None and not _ADDRESS.fullmatch(value):
        msg = f"{value!r} is no address such as https://docs.example/uc-contracts/"
        raise click.BadParameter(msg)
    return value


API = Named("api", _apis)
FAULT = Named("fault", _faults)
LIBERTY = Named("liberty", _liberties)
LAYER = Named("layer", _layers)
REQUIREMENT = Named("requirement", _requirements)
EXPLAINED = Named("id", _explained)
