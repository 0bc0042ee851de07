"""Which of many secrets may stand in a text, in time that does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from contracts.wire.spellings import Spellings

_ALIKE = 4
"""Automata of one size that are joined into one."""
_TELLING = 64
"""Bytes of a form's end that are looked for; tokens of one kind often begin alike."""
_WINDOW = 65_536
"""Bytes searched at a time, so that a text of nothing but secrets cannot fill the memory."""

_DECOYS = [bytes([0xF8 + at]) * 8 for at in range(4)]
"""What no text in UTF-8 holds: with four more bytes to begin with, the search leaps over texts by
several bytes of a form at once, instead of stopping at each byte that is rare in the forms alone,
such as the digits of a token."""


class Needles:
    """An index of the forms of secrets, which are learned one by one as a run goes on.

    Automata cannot grow: a few of one size are joined into the next, so that each secret is built
    into a number of them that grows with the logarithm of what is known.
    """

    def __init__(self, secrets: Iterable[Spellings] = ()) -> None:
        self._automata: list[_Automaton] = []
        for one in secrets:
            self.add(one)

    def add(self, secret: Spellings) -> None:
        """Look for `secret`, too."""
        self._automata.append(_Automaton([secret]))
        while len(last := self._automata[-_ALIKE:]) == _ALIKE and _are_alike(last):
            self._automata[-_ALIKE:] = [_Automaton([one for it in last for one in it.secrets])]

    def candidates(self, lowered: bytes) -> list[Spellings]:
        """Those of which a form may be in `lowered`; all that are, and few more."""
        return [one for automaton in self._automata for one in automaton.candidates(lowered)]


class _Automaton:
    """The automaton of some secrets.

    Whether there is any form at all is found out in a leap; all forms, also those that overlap,
    are searched only where there is one.
    """

    def __init__(self, secrets: Sequence[Spellings]) -> None:
        self.secrets = secrets
        forms: dict[bytes, list[Spellings]] = {}
        for one in secrets:
            for form in _forms(one):
                forms.setdefault(form, []).append(one)
        self._forms = list(forms)
        self._owners = list(forms.values())
        self._overlap = max(map(len, forms)) - 1
        self._first = BytesAhoCorasick(
            [*self._forms, *_DECOYS],
            implementation=Implementation.NoncontiguousNFA,
            matchkind=MatchKind.LeftmostFirst,
        )

    @cached_property
    def _all(self) -> BytesAhoCorasick:
        return BytesAhoCorasick(self._forms, implementation=Implementation.NoncontiguousNFA)

    def candidates(self, lowered: bytes) -> list[Spellings]:
        found: set[int] = set()
        for start in range(0, len(lowered), _WINDOW):
            window = lowered[start : start + _WINDOW + self._overlap]
            if self._first.find_matches_as_indexes(window):
                hits = self._all.find_matches_as_indexes(window, overlapping=True)
                found.update(which for which, _, _ in hits)
        return list(dict.fromkeys(one for which in found for one in self._owners[which]))


def _are_alike(automata: Sequence[_Automaton]) -> bool:
    return len({len(one.secrets) for one in automata}) == 1


def _forms(secret: Spellings) -> dict[bytes, None]:
    return dict.fromkeys(one[-_TELLING:] for one in (*secret.lowered, *secret.escapable))
