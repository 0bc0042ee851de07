"""Layers chosen by name, and put around a server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contracts.model import ConfigurationError
from contracts.reference._surround.table import SURROUNDINGS, Make
from contracts.reference.rows import Rows


def read_choices(given: Iterable[str]) -> dict[str, float]:
    """Layers by id, with their values, of texts `NAME` or `NAME=VALUE`.

    Raises ConfigurationError for an unknown name, or a value that is no number above zero.
    """
    found = {}
    for text in given:
        name, equals, value = text.partition("=")
        if name not in SURROUNDINGS:
            msg = f"nothing called {name!r} can surround a server; there are: " + ", ".join(
                SURROUNDINGS
            )
            raise ConfigurationError(msg)
        found[name] = _number(text, value) if equals else SURROUNDINGS[name].default
    return found


def _number(text: str, value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        msg = f"{text}: the value has to be a number above zero"
        raise ConfigurationError(msg)
    return number


def surrounded(make: Make, rows: Rows | None, chosen: Mapping[str, float]) -> Make:
    """A server as `make` builds it, with the chosen layers around it, in the table's order."""
    for name, layer in SURROUNDINGS.items():
        if name in chosen:
            make = layer.wrap(make, rows, chosen[name])
    return make
