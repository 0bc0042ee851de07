"""Lines for a terminal: styled, and with nothing in them that could steer it."""

from __future__ import annotations

import msgspec
from rich.console import Console
from rich.text import Text

from contracts.model import RunVerdict, Verdict
from contracts.report.text import one_line, shorten

STYLES = {
    Verdict.ERROR: "bold magenta",
    Verdict.FAIL: "bold red",
    Verdict.INCONCLUSIVE: "yellow",
    Verdict.WARN: "yellow",
    Verdict.PASS: "green",
    Verdict.WAIVED: "cyan",
    Verdict.NOT_TESTED: "dim",
    Verdict.NOT_APPLICABLE: "dim",
}
RUN_STYLES = {
    RunVerdict.CONFORMING: "bold green",
    RunVerdict.NOT_VERIFIED: "bold yellow",
    RunVerdict.NOT_CONFORMING: "bold red",
}
_ENDLESS = 1_000_000


class Room(msgspec.Struct, frozen=True):
    """How much is shown: characters of a reason, findings in full, findings and ids in a line."""

    text: int
    blocks: int
    rows: int
    ids: int
    observed: int


def room_of(console: Console) -> Room:
    """A terminal shows what a reader takes in; what goes to a file or a program is never cut."""
    if console.is_terminal:
        return Room(text=300, blocks=10, rows=50, ids=6, observed=12)
    return Room(_ENDLESS, _ENDLESS, _ENDLESS, _ENDLESS, _ENDLESS)


def line(*parts: tuple[str, str], limit: int = _ENDLESS) -> Text:
    """Texts with their styles in one line, each of at most `limit` characters."""
    made = Text()
    for text, style in parts:
        made.append(shorten(one_line(text), limit), style=style)
    return made
