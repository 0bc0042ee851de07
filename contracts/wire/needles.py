"""Which of many secrets may stand in a text, in time that does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterable

from contracts.wire.spellings import Spellings

_GRAM = 8
_STEP = 4
_SHORTEST = _GRAM + _STEP - 1
"""Whatever holds a needle this long has a gram of its end at a multiple of the step."""


class Needles:
    """An index of the forms of secrets by eight bytes near their end.

    Tokens of one kind often begin alike. Shorter forms are known by four bytes, and those are
    looked for at every place.
    """

    def __init__(self, secrets: Iterable[Spellings] = ()) -> None:
        self._grams: dict[int, dict[Spellings, None]] = {}
        self._short: dict[int, dict[Spellings, None]] = {}
        self._shortest: list[Spellings] = []
        for one in secrets:
            self.add(one)

    def add(self, secret: Spellings) -> None:
        """Look for `secret`, too."""
        for needle in dict.fromkeys((*secret.lowered, *secret.escapable)):
            if len(needle) >= _SHORTEST:
                for at in range(_STEP):
                    end = len(needle) - at
                    _enter(self._grams, needle[end - _GRAM : end], secret)
            elif len(needle) >= _STEP:
                _enter(self._short, needle[-_STEP:], secret)
            elif secret not in self._shortest:
                self._shortest.append(secret)

    def candidates(self, lowered: bytes) -> list[Spellings]:
        """Those of which a form may be in `lowered`; all that are, and few more."""
        found = dict.fromkeys(self._shortest)
        for known, size, offsets in (
            (self._grams, _GRAM, range(0, _GRAM, _STEP)),
            (self._short, _STEP, range(_STEP)),
        ):
            for offset in offsets if known else ():
                whole = (len(lowered) - offset) // size * size
                if whole > 0:
                    piece = memoryview(lowered)[offset : offset + whole]
                    grams = piece.cast("Q" if size == _GRAM else "I")
                    for gram in known.keys() & grams:
                        found.update(known[gram])
        return list(found)


def _enter(known: dict[int, dict[Spellings, None]], gram: bytes, secret: Spellings) -> None:
    number = memoryview(gram).cast("Q" if len(gram) == _GRAM else "I")[0]
    known.setdefault(number, {})[secret] = None
