"""A comparison of two runs in words: for a terminal, and in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.report.compare import Change, Compared, Comparison, Direction
from contracts.report.markdown import escaped
from contracts.report.text import one_line, plural, shorten

_MAX_REASON = 160


def comparison_text(comparison: Comparison, *, cut: bool = False) -> Iterator[str]:
    """Lines in words: what differs about the runs, then each change, worst first.

    With `cut` a long reason is cut, for a terminal.
    """
    for text in (*comparison.differences, *comparison.unmatched):
        yield one_line(f"note: {text}")
    for target in comparison.targets:
        yield one_line(_title(target))
        for text in target.differences:
            yield one_line(f"  note: {text}")
        for change in target.changes:
            reason = one_line(change.reason)
            reason = shorten(reason, _MAX_REASON) if cut else reason
            went = f"{change.direction.value:<6}  {' → '.join(_verdicts(change)):<28}"
            yield f"  {went}  {change.requirement}  {reason}"
        yield f"  {_summary(target)}"


def comparison_markdown(comparison: Comparison) -> Iterator[str]:
    """The same as Markdown, for a merge comment."""
    yield f"## {'❌ Something is worse' if comparison.worse else '✅ Nothing is worse'}"
    yield ""
    for text in (*comparison.differences, *comparison.unmatched):
        yield f"- {escaped(text)}"
    for target in comparison.targets:
        yield f"\n### {escaped(_title(target))}\n"
        for text in target.differences:
            yield f"- {escaped(text, 400)}"
        if target.changes:
            yield "\n| | before | after | requirement | reason |\n| --- | --- | --- | --- | --- |"
        for change in target.changes:
            cells = (change.direction.value, *_verdicts(change), change.requirement)
            yield f"| {' | '.join(cells)} | {escaped(change.reason, _MAX_REASON)} |"
        yield f"\n{_summary(target)}"


def _title(target: Compared) -> str:
    names = target.after if target.before == target.after else f"{target.before} → {target.after}"
    return f"{target.api}: {names}"


def _verdicts(change: Change) -> tuple[str, str]:
    return change.before or "none", change.after or "none"


def _summary(target: Compared) -> str:
    counts = [
        f"{sum(one.direction is direction for one in target.changes):,} {direction.value}"
        for direction in Direction
    ]
    return f"{', '.join(counts)}; {plural(target.same, 'requirement')} as before"
