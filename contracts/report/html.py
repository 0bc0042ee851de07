"""`conformance.html`: the results by requirement, in one file.

It is complete without a script and without a network; its script filters the requirements.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from contracts.model import Catalogue, Results, Verdict
from contracts.report.page import build_page
from contracts.report.text import HIDDEN, escape_of, one_line, visible
from contracts.report.trail import Trail, trail_of
from contracts.report.views import File

_CHUNK = 1_000
_NARROWEST = 6.0
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
    run: Path | Trail,
    results: Results,
    catalogues: Mapping[str, Catalogue],
    files: Sequence[File] = (),
) -> Iterator[bytes]:
    """The page, piece by piece; evidence is looked up in the logs of the run.

    `files` are those of the run that it links to.
    """
    with trail_of(run) as trail:
        page = build_page(trail, results, catalogues, files)
    names = dict.fromkeys(target.title for target in page.targets)
    foot = ", ".join(("Conformance report", page.date, *names))
    yield from streamed("conformance.html", "page.js", foot, page=page)


def streamed(
    template: str, script: str, foot: str, styles: Sequence[str] = (), **values: Any
) -> Iterator[bytes]:
    """A page made from `template`, piece by piece, with our styles and one script, or none.

    `foot` stands at the foot of every sheet of paper, beside the number.
    """
    text = source_of(script) if script else ""
    style = style_of(foot, *styles)
    # What is not ours by its digest is neither run nor applied, wherever it came from.
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(text)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    own = {"style": style, "script": text, "policy": policy}
    marked = {name: Markup(one) for name, one in own.items()}  # noqa: S704 - our own texts
    stream = environment().get_template(template).stream(**marked, **values)
    stream.enable_buffering(_CHUNK)
    for piece in stream:
        yield piece.encode()


class _Tight(PackageLoader):
    """Templates without the line ends between their tags, which a browser keeps as nodes."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool] | None]:
        """The template as it is used."""
        text, path, current = super().get_source(environment, template)
        return re.sub(r">\n+(?=<|\{%)", ">", text), path, current


@cache
def environment(*packages: str) -> Environment:
    """Our templates, before them those of `packages`, and their filters."""
    loaders: list[BaseLoader] = [_Tight(one) for one in (*packages, "contracts.report")]
    made = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Every text passes here, so that no template can forget to make it visible.
        finalize=_shown,
    )
    made.filters["line"] = one_line
    made.filters["wire"] = _wire
    made.filters["span"] = _span
    made.filters["shell"] = shlex.quote
    made.filters["sign"] = _SIGNS.__getitem__
    made.filters["shares"] = shares
    return made


def _css_string(text: str) -> str:
    """`text` in a string of CSS: all but plain characters as escapes."""
    return re.sub(r"[^A-Za-z0-9 ,.:-]", lambda match: f"\\{ord(match[0]):x} ", one_line(text))


def style_of(foot: str, *styles: str) -> str:
    """The style of our pages, with `styles` behind it; `foot` stands at the foot of a sheet."""
    style = "\n".join(source_of(name) for name in ("style.css", "paper.css", *styles))
    return style.replace("FOOT", _css_string(foot))


@cache
def source_of(name: str) -> str:
    """The text of a style or a script."""
    return (files("contracts.report") / "templates" / name).read_text("utf-8")


def _digest(text: str) -> str:
    """How a Content-Security-Policy names an inline script or style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def shares(counts: Iterable[tuple[Verdict, int]]) -> Iterator[tuple[Verdict, float, float]]:
    """Each verdict's part of a bar 1,000 wide: where it begins and how wide it is."""
    widths = [(verdict, max(count, 0)) for verdict, count in counts]
    total = sum(count for _, count in widths) or 1
    # One in a thousand is seen, too.
    wide = [(verdict, max(1000 * count / total, _NARROWEST)) for verdict, count in widths]
    scale = 1000 / (sum(width for _, width in wide) or 1)
    at = 0.0
    for verdict, width in wide:
        yield verdict, round(at, 1), round(width * scale, 1)
        at += width * scale


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
