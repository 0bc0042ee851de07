"""`badge.svg`: the verdict at a glance, for a README."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.model import Results, RunVerdict, Verdict
from contracts.report.html import environment
from contracts.report.text import for_xml, shorten
from contracts.report.wording import mandatory

# White text stands out from each of them by 4.5 to 1.
_COLOURS = {
    RunVerdict.CONFORMING: "#1a7f37",
    RunVerdict.NOT_VERIFIED: "#8a5a00",
    RunVerdict.NOT_CONFORMING: "#b3222d",
}
_CHARACTER = 6.6
"""Pixels, of 11 px Verdana on average; `textLength` has the text fit, whatever the font."""
_PADDING = 12
_MAX_LABEL = 60


def badge_svg(results: Results) -> Iterator[bytes]:
    """`uc-contracts voss | conforming, 93 passed`: the musts, by what decides the verdict."""
    apis = list(dict.fromkeys(target.api for target in results.targets))
    label = shorten(for_xml(f"uc-contracts {_judged(apis)}".strip()), _MAX_LABEL)
    verdicts = [one for target in results.targets for one in mandatory(target)]
    passed = verdicts.count(Verdict.PASS)
    match results.verdict:
        case RunVerdict.NOT_CONFORMING:
            count = f"{verdicts.count(Verdict.FAIL):,} failed"
        case RunVerdict.NOT_VERIFIED:
            count = f"{passed:,} passed, {len(verdicts) - passed:,} open"
        case _:
            count = f"{passed:,} passed"
    value = f"{results.verdict.value.replace('-', ' ')}, {count}"
    badge = environment().get_template("badge.svg")
    yield badge.render(
        label=label,
        value=value,
        left=_width(label),
        right=_width(value),
        colour=_COLOURS[results.verdict],
    ).encode()


def _judged(apis: list[str]) -> str:
    return apis[0] if len(apis) == 1 else f"{len(apis)} APIs" if apis else ""


def _width(text: str) -> int:
    return round(len(text) * _CHARACTER) + _PADDING
