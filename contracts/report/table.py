"""The outcome of a run on a terminal: counts per target, then what needs a look."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from contracts.model import (
    Level,
    RequirementResult,
    Results,
    RunVerdict,
    TargetResult,
    Verdict,
)
from contracts.report.text import one_line, shorten
from contracts.report.wording import BROKEN, gate_sentence

_STYLES = {
    Verdict.ERROR: "bold magenta",
    Verdict.FAIL: "bold red",
    Verdict.INCONCLUSIVE: "yellow",
    Verdict.WARN: "yellow",
    Verdict.PASS: "green",
    Verdict.WAIVED: "cyan",
    Verdict.NOT_TESTED: "dim",
    Verdict.NOT_APPLICABLE: "dim",
}
_RUN_STYLES = {
    RunVerdict.CONFORMING: "bold green",
    RunVerdict.NOT_VERIFIED: "bold yellow",
    RunVerdict.NOT_CONFORMING: "bold red",
}
_LISTED = (Verdict.ERROR, Verdict.FAIL, Verdict.WARN)
_UNVERIFIED = (Verdict.INCONCLUSIVE, Verdict.WAIVED, Verdict.NOT_TESTED)
_MAX_LISTED = 50
_MAX_REASON = 200
_MAX_STATEMENT = 1000
_MAX_IDS = 6
_WIDE = 10_000


def render(results: Results, console: Console) -> None:
    """Print the results: a table of counts, then per target what failed or is not verified.

    Everything that came from a target is printed as plain text: it can neither steer the
    terminal nor be taken for markup.
    """
    table = _table(results, _columns(results))
    if Measurement.get(console, console.options.update_width(_WIDE), table).maximum > console.width:
        table = _table(results, None)
    console.print(table)
    for target in results.targets:
        for line in _remarks(target):
            console.print(line, soft_wrap=True)
    for line in (*_gate(results), *_safety(results)):
        console.print(line, soft_wrap=True)
    if results.stopped:
        console.print(
            _line(("The run stopped early: ", "bold"), (results.stopped, "")), soft_wrap=True
        )
    console.print(_line(("Verdict: ", ""), (results.verdict, _RUN_STYLES[results.verdict])))


def _gate(results: Results) -> Iterator[Text]:
    """What a baseline makes of the run."""
    gate = results.gate
    if gate is None:
        return
    new = gate.new(*BROKEN)
    yield _line(("Baseline: ", ""), (gate_sentence(gate), "bold"))
    for one in new[:_MAX_LISTED]:
        note = f" ({one.note})" if one.note else ""
        yield _line(
            ("  new           ", "bold red"),
            (f"{one.target}: ", ""),
            (f"{one.requirement} {one.verdict}{note}", ""),
        )
    for text in gate.stale:
        yield _line(("  stale         ", "bold red"), (text, ""))
    for text in gate.warnings:
        yield _line(("  ends soon     ", "yellow"), (text, ""))


def _safety(results: Results) -> Iterator[Text]:
    """What was made and is left, and what the verifier says of all that was sent."""
    for target in results.targets:
        for one in target.left_behind[:_MAX_LISTED]:
            yield _line(("  left behind   ", "bold yellow"), (f"{target.name}: {one}", ""))
        if len(target.left_behind) > _MAX_LISTED:
            more = len(target.left_behind) - _MAX_LISTED
            yield _line((f"  … and {more:,} more in results.json", "dim"))
    if results.safety is None:
        return
    for one in results.safety.violations:
        yield _line(("  not allowed   ", "bold magenta"), (one, ""))
    yield _line(("Safety: ", ""), (results.safety.statement, ""), limit=_MAX_STATEMENT)


def _columns(results: Results) -> list[Verdict]:
    """List the verdicts that have a column: pass, fail, and whatever else there is."""
    there = {one.verdict for target in results.targets for one in target.requirements}
    return [one for one in Verdict if one in there | {Verdict.PASS, Verdict.FAIL}]


def _table(results: Results, columns: list[Verdict] | None) -> Table:
    """Make a row per target, with a column per verdict or, without `columns`, one for all."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("target", no_wrap=columns is not None)
    table.add_column("verdict", no_wrap=True)
    for verdict in columns or ():
        table.add_column(verdict.value, justify="right", no_wrap=True)
    if columns is None:
        table.add_column("requirements")
    table.add_column("exchanges", justify="right", no_wrap=True)
    for target in results.targets:
        counts = target.counts()
        cells = [_count(counts[verdict], verdict) for verdict in columns or ()]
        if columns is None:
            there = [_count(counts[one], one, named=True) for one in Verdict if counts[one]]
            cells = [Text(", ").join(there)]
        table.add_row(
            _line((target.api, "bold")),
            Text(target.verdict, style=_RUN_STYLES[target.verdict]),
            *cells,
            f"{target.exchanges:,}",
        )
    return table


def _count(count: int, verdict: Verdict, *, named: bool = False) -> Text:
    text = f"{count:,} {verdict}" if named else f"{count:,}"
    return Text(text, style=_STYLES[verdict] if count else "dim")


def _remarks(target: TargetResult) -> Iterator[Text]:
    """What a reader must look at, worst first."""
    head = [*(("note", note) for note in target.notes)]
    if target.barred:
        head.append(("not judged", target.barred))
    elif target.cut_off:
        head.append(("judged in part", target.cut_off))
    elif target.unreached:
        head.append(("not reached", target.unreached))
    listed = [one for verdict in _LISTED for one in target.requirements if one.verdict is verdict]
    grouped = _by_reason(target)
    if not (head or listed or grouped):
        return
    yield Text()
    yield _line((f"{target.api}  {target.name}", "bold"))
    for kind, text in head:
        yield _line((f"  {kind}: ", "bold yellow"), (text, ""), limit=_MAX_STATEMENT)
    for one in listed[:_MAX_LISTED]:
        yield _judged(one)
    if len(listed) > _MAX_LISTED:
        yield _line((f"  … and {len(listed) - _MAX_LISTED:,} more in the report", "dim"))
    for (verdict, reason), ids in grouped.items():
        named = ", ".join(ids[:_MAX_IDS])
        more = f" and {len(ids) - _MAX_IDS:,} more" if len(ids) > _MAX_IDS else ""
        yield _line((f"  {verdict:<12}  ", _STYLES[verdict]), (f"{named}{more}: {reason}", ""))


def _judged(one: RequirementResult) -> Text:
    return _line(
        (f"  {one.verdict.value:<12}  ", _STYLES[one.verdict]),
        (f"{one.id}  ", "bold"),
        (one.reason, ""),
    )


def _by_reason(target: TargetResult) -> dict[tuple[Verdict, str], list[str]]:
    """Group what keeps the target from being verified by verdict and reason."""
    groups: dict[tuple[Verdict, str], list[str]] = {}
    for verdict in _UNVERIFIED:
        for one in target.requirements:
            if one.verdict is verdict and (
                one.level is Level.MUST or verdict is Verdict.INCONCLUSIVE
            ):
                groups.setdefault((verdict, one.reason), []).append(one.id)
    return groups


def _line(*parts: tuple[str, str], limit: int = _MAX_REASON) -> Text:
    line = Text()
    for text, style in parts:
        line.append(shorten(one_line(text), limit), style=style)
    return line
