"""A table of result codes, their labels and what they mean for a result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum


class CodeKind(StrEnum):
    """Whether a code names a success or an error: for certain, by its meaning, or left open."""

    SUCCESS = "success"
    LIKELY_SUCCESS = "likely-success"
    ERROR = "error"
    LIKELY_ERROR = "likely-error"
    OPEN = "open"


class ResultCodes:
    """Codes with their labels, from rows of `code`, `label`, `kind`."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._labels: dict[int, str] = {}
        self._kinds: dict[int, CodeKind] = {}
        for row in rows:
            code = int(row["code"])
            self._labels[code] = row["label"]
            self._kinds[code] = CodeKind(row["kind"])
        self._codes: dict[str, set[int]] = {}
        for code, label in self._labels.items():
            self._codes.setdefault(label, set()).add(code)

    def __contains__(self, code: int) -> bool:
        return code in self._labels

    def __iter__(self) -> Iterator[int]:
        return iter(self._labels)

    def label(self, code: int) -> str:
        """The label of `code`; empty for a code outside the table."""
        return self._labels.get(code, "")

    def kind(self, code: int) -> CodeKind:
        """What `code` names; open for a code outside the table."""
        return self._kinds.get(code, CodeKind.OPEN)

    def codes(self, label: str) -> frozenset[int]:
        """The codes that bear `label`; none for a text that is no label."""
        return frozenset(self._codes.get(label, ()))
