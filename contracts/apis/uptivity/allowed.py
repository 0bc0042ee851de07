"""Which result codes mean what, as the ledger reads the document."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.kit import CodeKind, ResultCodes

_CASES: Mapping[str, tuple[str, Mapping[str, frozenset[int]]]] = {
    "unknown command": ("UPT-AMB-14", {"named": frozenset({10, 11, 15, 49})}),
    "no command": (
        "UPT-AMB-14",
        {"named": frozenset({10, 11, 14, 15, 16, 17, 26, 49, 59})},
    ),
    "request id": ("UPT-AMB-15", {"named": frozenset({14, 16, 17, 26, 59})}),
    "malformed": (
        "UPT-AMB-02",
        {"either": frozenset({11, 16, 17}), "format-only": frozenset({16, 17})},
    ),
}


def allowed(case: str, readings: Mapping[str, str], codes: ResultCodes) -> frozenset[int]:
    """The codes that are right for `case` under the readings in force.

    A reading without a list of its own allows every code that does not name a success.
    """
    ambiguity, by_reading = _CASES[case]
    listed = by_reading.get(readings[ambiguity])
    if listed is not None:
        return listed
    successes = {CodeKind.SUCCESS, CodeKind.LIKELY_SUCCESS}
    return frozenset(code for code in codes if codes.kind(code) not in successes)
