"""`badge.svg`: the verdict at a glance, for a README."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.model import Level, Results, RunVerdict, Verdict
from contracts.report.html import environment
from contracts.report.text import for_xml, shorten

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
    """`uc-contracts voss | conforming 124/125`: the musts that pass, of those that apply."""
    apis = dict.fromkeys(target.api for target in results.targets)
    label = shorten(for_xml(" ".join(["uc-contracts", *apis])), _MAX_LABEL)
    musts = [
        one.verdict
        for target in results.targets
        for one in target.requirements
        if one.level is Level.MUST and one.verdict is not Verdict.NOT_APPLICABLE
    ]
    words = results.verdict.value.replace("-", " ")
    value = f"{words} {musts.count(Verdict.PASS)}/{len(musts)}"
    badge = environment().get_template("badge.svg")
    yield badge.render(
        label=label,
        value=value,
        left=_width(label),
        right=_width(value),
        colour=_COLOURS[results.verdict],
    ).encode()


def _width(text: str) -> int:
    return round(len(text) * _CHARACTER) + _PADDING
