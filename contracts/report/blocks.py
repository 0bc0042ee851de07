"""What failed and what could not be judged, for a terminal: what to know, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from contracts.model import CLIENT_SIDE, RequirementResult, Results, TargetResult, Verdict
from contracts.report.causes import Cause, causes, rests
from contracts.report.changes import changes
from contracts.report.lines import STYLES, Room, line
from contracts.report.reproduce import alone, distinct_curl
from contracts.report.text import visible

_CURLS = 2
"""How many command lines a finding shows: a control and what it is held against."""

_DEMONSTRATION = (
    "UCC_…: demonstration credentials, which the target gives at /.well-known/uc-contracts.json"
)

_UNJUDGED = (Verdict.INCONCLUSIVE, Verdict.WAIVED, Verdict.NOT_TESTED)


def findings(results: Results, target: TargetResult, room: Room) -> Iterator[Text]:
    """What is broken, worst first: errors and fails in full, as long as there is room."""
    listed = [
        one
        for verdict in (Verdict.ERROR, Verdict.FAIL, Verdict.WARN)
        for one in target.requirements
        if one.verdict is verdict
    ]
    for number, one in enumerate(listed[: room.rows]):
        if one.verdict is Verdict.WARN or number >= room.blocks:
            yield _brief(one, room)
        else:
            yield from _block(results, target, one, room)
    if any("UCC_" in command for one in listed for command in one.curl):
        yield line((f"  {_DEMONSTRATION}", "dim"))
    if len(listed) > room.rows:
        yield line((f"  … and {len(listed) - room.rows:,} more in the report", "dim"))


def unjudged(target: TargetResult, room: Room) -> Iterator[Text]:
    """What keeps the target from being verified, by cause."""
    for cause in causes(target, _UNJUDGED):
        if cause.verdict is Verdict.INCONCLUSIVE:
            ids = [one.id for one in cause.requirements]
        else:
            ids = [one.id for one in cause.requirements if one.level == "must"]
        if ids:
            yield from _cause(cause, ids, room)


def _brief(one: RequirementResult, room: Room) -> Text:
    return line(
        (f"  {one.verdict.value:<12}  ", STYLES[one.verdict]),
        (f"{one.id}  ", "bold"),
        (one.reason, ""),
        limit=room.text,
    )


def _block(
    results: Results, target: TargetResult, one: RequirementResult, room: Room
) -> Iterator[Text]:
    yield _brief(one, room)
    yield _fact("statement", f"{one.statement} ({one.level.value}; {one.source})", room)
    lines = changes(one.expected, one.observed)
    if lines:
        for number, each in enumerate(lines[: room.observed]):
            style = {"-": "red", "+": "green"}.get(each.sign, "dim")
            name = "difference" if number == 0 else ""
            yield line((f"    {name:<10}  ", "dim"), (f"{each.sign} {each.text}", style))
    else:
        yield from _lines("expected", one.expected, room)
        yield from _lines("observed", one.observed, room)
    if one.fix:
        yield _fact("fix", one.fix, room)
    for number, command in enumerate(distinct_curl(one)[:_CURLS]):
        yield line((f"    {'' if number else 'curl':<10}  ", "dim"), (command, ""))
    page = results.suite.page(target.api, one.id)
    yield line(("    explain     ", "dim"), (page or f"uc-contracts explain {one.id}", ""))
    if not target.api.endswith(CLIENT_SIDE):
        yield line(("    run alone   ", "dim"), (alone(results, target, one.id), ""))


def _fact(name: str, text: str, room: Room) -> Text:
    return line((f"    {name:<10}  ", "dim"), (text, ""), limit=room.text)


def _lines(name: str, text: str, room: Room) -> Iterator[Text]:
    parts = visible(text).splitlines() if text else []
    for number, part in enumerate(parts[: room.observed]):
        yield _fact(name if number == 0 else "", part, room)
    if len(parts) > room.observed:
        yield _fact("", f"… and {len(parts) - room.observed:,} more lines in the report", room)


def _cause(cause: Cause, ids: list[str], room: Room) -> Iterator[Text]:
    said = cause.reason
    if cause.rests_on and len(ids) > 1:
        said = rests(cause)
    elif cause.alike:
        said += " (the others differ in details)"
    subject = ids[0] if len(ids) == 1 else f"{len(ids):,} requirements"
    yield line(
        (f"  {cause.verdict:<12}  ", STYLES[cause.verdict]),
        (f"{subject}: ", "bold"),
        (said, ""),
        limit=room.text,
    )
    if len(ids) > 1:
        more = f" and {len(ids) - room.ids:,} more" if len(ids) > room.ids else ""
        yield line((f"                {', '.join(ids[: room.ids])}{more}", "dim"))
