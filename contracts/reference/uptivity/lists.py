"""What commands have in common: list nodes, the general success with data, actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.request import Given
from contracts.reference.uptivity.result import Element, Outcome
from contracts.reference.uptivity.state import Installation


def ok(node: Element) -> Outcome:
    """The general success, with data."""
    return Outcome(Code.OK, node=node)


def listed(name: str, items: Sequence[Element]) -> Element:
    """A list as the vendor's server writes it: COUNT, then the items."""
    return (name, [("COUNT", str(len(items))), *items])


def by_action(
    actions: Mapping[str, Callable[[Installation, Given], Outcome]],
) -> Callable[[Installation, Given], Outcome]:
    """A command that does what its parameter ACTION says, or answers with 21."""

    def command(installation: Installation, given: Given) -> Outcome:
        action = given.one_of("ACTION", actions, "", Code.ERROR_INVALID_ACTION)
        return actions[action](installation, given)

    return command
