"""One thing that is wrong with a kit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from contracts.model import ConfigurationError

_PLACED = re.compile(
    r"(?P<path>[^:]+\.(?:py|toml|yaml|json|tsv|xsd)):(?:(?P<line>\d+):)? (?P<text>.*)", re.DOTALL
)


class Problem(msgspec.Struct, frozen=True, order=True):
    """A mistake: its file, its line from 1, a `rule` (a word with dashes), and what to do."""

    path: str
    line: int
    rule: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


def said_of(trouble: ConfigurationError, rule: str, otherwise: Path) -> Iterable[Problem]:
    """What an error says, a problem for each of its lines; `otherwise` is where no place stands."""
    for line in trouble.lines:
        found = _PLACED.fullmatch(line)
        if found is None:
            yield Problem(str(otherwise), 1, rule, line.removeprefix(f"{otherwise}: "))
        else:
            yield Problem(found["path"], int(found["line"] or 1), rule, found["text"])
