"""`conformance.html`: the results by requirement, one file that needs no script and no network."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from contracts.model import Catalogue, Results, Verdict
from contracts.report.page import build_page
from contracts.report.text import HIDDEN, escape_of, one_line, visible

_CHUNK = 1_000
_SIGNS = {
    Verdict.ERROR: "‼",
    Verdict.FAIL: "✕",
    Verdict.INCONCLUSIVE: "?",
    Verdict.WARN: "!",
    Verdict.PASS: "✓",
    Verdict.WAIVED: "~",
    Verdict.NOT_TESTED: "○",
    Verdict.NOT_APPLICABLE: "∅",
}


def conformance_html(
    run_dir: Path, results: Results, catalogues: Mapping[str, Catalogue]
) -> Iterator[bytes]:
    """The page, piece by piece; evidence is looked up in the log of `run_dir`."""
    page = build_page(run_dir, results, catalogues)
    stream = _environment().get_template("conformance.html").stream(page=page)
    stream.enable_buffering(_CHUNK)
    for piece in stream:
        yield piece.encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("contracts.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Every text passes here, so that no template can forget to make it visible.
        finalize=_shown,
    )
    environment.filters["line"] = one_line
    environment.filters["wire"] = _wire
    environment.filters["span"] = _span
    environment.filters["shell"] = shlex.quote
    environment.filters["sign"] = _SIGNS.__getitem__
    return environment


def _shown(value: Any) -> Any:
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return visible(value)


def _wire(text: str) -> Markup:
    """Text off the wire with its hidden characters as marked escapes."""
    parts: list[Markup] = []
    end = 0
    for match in HIDDEN.finditer(text):
        parts.append(escape(text[end : match.start()]))
        parts.append(Markup("<b class=esc>{}</b>").format(escape_of(match[0])))
        end = match.end()
    parts.append(escape(text[end:]))
    return Markup("").join(parts)


def _span(seconds: float) -> str:
    """A duration for people: `12 ms`, `3.4 s`, `2 min 5 s`."""
    if seconds < 1:
        return f"{seconds * 1000:.1f} ms" if seconds < 0.01 else f"{seconds * 1000:.0f} ms"  # noqa: PLR2004
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)} min {rest:.0f} s" if minutes else f"{rest:.1f} s"
