"""The outcome of a run on a terminal: what needs a look, then counts by target and the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from contracts.model import Results, TargetResult, Verdict
from contracts.report.blocks import findings, unjudged
from contracts.report.lines import RUN_STYLES, STYLES, Room, line, room_of
from contracts.report.wording import BROKEN, gate_sentence, run_sentence

_WIDE = 10_000


def render(results: Results, console: Console) -> None:
    """Print the results: per target what failed or is not verified, then a table of counts.

    Everything that came from a target is printed as plain text: it can neither steer the
    terminal nor be taken for markup. Only on a terminal anything is left out or cut.
    """
    room = room_of(console)
    for target in results.targets:
        for text in _remarks(results, target, room):
            console.print(text, soft_wrap=True)
    table = _table(results, _columns(results))
    if Measurement.get(console, console.options.update_width(_WIDE), table).maximum > console.width:
        table = _table(results, None)
    console.print(table)
    for text in (*_gate(results, room), *_safety(results, room)):
        console.print(text, soft_wrap=True)
    if results.stopped:
        console.print(
            line(("The run stopped early: ", "bold"), (results.stopped, "")), soft_wrap=True
        )
    verdict = (f"{results.verdict}. ", RUN_STYLES[results.verdict])
    console.print(line(("Verdict: ", ""), verdict, (run_sentence(results), "")), soft_wrap=True)


def _gate(results: Results, room: Room) -> Iterator[Text]:
    """What a baseline makes of the run."""
    gate = results.gate
    if gate is None:
        return
    yield line(("Baseline: ", ""), (gate_sentence(gate), "bold"))
    new = gate.new(*BROKEN)
    for one in new[: room.rows]:
        note = f" ({one.note})" if one.note else ""
        yield line(
            ("  new           ", "bold red"),
            (f"{one.target}: ", ""),
            (f"{one.requirement} {one.verdict}{note}", ""),
        )
    if len(new) > room.rows:
        yield line((f"  … and {len(new) - room.rows:,} more in results.json", "dim"))
    for text in gate.stale:
        yield line(("  stale         ", "bold red"), (text, ""))
    for text in gate.warnings:
        yield line(("  expires soon  ", "yellow"), (text, ""))


def _safety(results: Results, room: Room) -> Iterator[Text]:
    """What was made and is left, and what the verifier says of all that was sent."""
    for target in results.targets:
        for one in target.left_behind[: room.rows]:
            yield line(("  left behind   ", "bold yellow"), (f"{target.name}: {one}", ""))
        if len(target.left_behind) > room.rows:
            more = len(target.left_behind) - room.rows
            yield line((f"  … and {more:,} more in results.json", "dim"))
    if results.safety is None:
        return
    for one in results.safety.violations:
        yield line(("  not allowed   ", "bold magenta"), (one, ""))
    yield line(("Safety: ", ""), (results.safety.statement, ""))


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
            line((target.api, "bold")),
            Text(target.verdict, style=RUN_STYLES[target.verdict]),
            *cells,
            f"{target.exchanges:,}",
        )
    return table


def _count(count: int, verdict: Verdict, *, named: bool = False) -> Text:
    text = f"{count:,} {verdict}" if named else f"{count:,}"
    return Text(text, style=STYLES[verdict] if count else "dim")


def _remarks(results: Results, target: TargetResult, room: Room) -> Iterator[Text]:
    """What a reader must look at, worst first, and an empty line behind it."""
    head = [("note", note) for note in target.notes]
    if target.barred:
        head.append(("not judged", target.barred))
    elif target.cut_off:
        head.append(("judged in part", target.cut_off))
    elif target.unreached:
        head.append(("not reached", target.unreached))
    body = [*findings(results, target, room), *unjudged(target, room)]
    if not (head or body):
        return
    yield line((f"{target.api}  {target.name}", "bold"))
    for kind, text in head:
        yield line((f"  {kind}: ", "bold yellow"), (text, ""))
    yield from body
    yield Text()
