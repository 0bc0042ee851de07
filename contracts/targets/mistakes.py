"""The mistakes of a target file, collected so that all of them are reported at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from contracts.catalogue.positions import Position
from contracts.model import ConfigurationError

T = TypeVar("T")
Place = Callable[[Position], str]
"""How a position is written at the beginning of an error: `lab.toml:3: target.api`."""


class Mistakes:
    """What is wrong, by position. What depends on a wrong value is not looked at."""

    def __init__(self, place: Place, order: Callable[[Position], int] = lambda _at: 0) -> None:
        self._place = place
        self._order = order
        self._found: dict[Position, list[str]] = {}

    def add(self, at: Position, text: str) -> None:
        """Note that `text` is wrong at `at`."""
        texts = self._found.setdefault(at, [])
        if text not in texts:
            texts.append(text)

    def sound(self, at: Position) -> bool:
        """Whether nothing is known to be wrong at `at` or below it."""
        return not any(one[: len(at)] == at for one in self._found)

    def attempt(self, at: Position, make: Callable[[], T], otherwise: T) -> T:
        """What `make` makes of the value at `at`, or `otherwise` where that is wrong."""
        if not self.sound(at):
            return otherwise
        try:
            return make()
        except ConfigurationError as trouble:
            for text in trouble.lines:
                self.add(at, text)
            return otherwise

    def settle(self) -> None:
        """Raise ConfigurationError with a line for each mistake, in the order of the file."""
        if self._found:
            raise ConfigurationError(*self._written())

    def _written(self) -> Iterable[str]:
        for at in sorted(self._found, key=self._order):
            for text in self._found[at]:
                yield f"{self._place(at)}: {text}"
