"""What a user sees while a fleet is judged: a table on a terminal, lines elsewhere."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from contracts.fleet.model import Outcome
from contracts.fleet.summary import told
from contracts.report.text import one_line

_REFRESHES = 2


class Showing:
    """The progress of a fleet of `total` targets, on `console`."""

    def __init__(
        self,
        console: Console,
        total: int,
        *,
        quiet: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._console = console
        self._total = total
        self._quiet = quiet
        self._clock = clock
        self._under_way: dict[str, tuple[str, int, float]] = {}
        self._kinds: Counter[str] = Counter()
        self._live: Live | None = None
        if console.is_terminal and not quiet:
            self._live = Live(
                get_renderable=self.table,
                console=console,
                transient=True,
                refresh_per_second=_REFRESHES,
            )
            self._live.start()

    def began(self, label: str, worker: str, attempt: int) -> None:
        """A target is being judged."""
        self._under_way[label] = (worker, attempt, self._clock())

    def ended(self, outcome: Outcome) -> None:
        """A target has an outcome."""
        self._under_way.pop(outcome.label, None)
        self._kinds[outcome.verdict.value if outcome.verdict else outcome.ending.value] += 1
        if not self._quiet:
            done = sum(self._kinds.values())
            self._say(f"{done:>{len(str(self._total))}}/{self._total}  {told(outcome)}")

    def noted(self, text: str) -> None:
        """Something happened that a user wants to know."""
        if not self._quiet:
            self._say(text)

    def _say(self, text: str) -> None:
        self._console.print(one_line(text), markup=False, soft_wrap=True)

    def table(self) -> RenderableType:
        """The targets that are being judged, and how many are done."""
        table = Table(box=None, pad_edge=False)
        for name in ("target", "worker", "for"):
            table.add_column(name)
        room = max(self._console.height - 4, 1)
        shown = list(self._under_way.items())
        for label, (worker, attempt, began) in shown[:room]:
            again = f", attempt {attempt}" if attempt > 1 else ""
            table.add_row(
                Text(one_line(label)),
                Text(one_line(worker)),
                Text(f"{self._clock() - began:.0f} s{again}"),
            )
        done = sum(self._kinds.values())
        kinds = ", ".join(f"{count:,} {name}" for name, count in sorted(self._kinds.items()))
        more = f", {len(shown) - room} more under way" if len(shown) > room else ""
        head = f"{done:,} of {self._total:,} done{f': {kinds}' if kinds else ''}{more}"
        return Group(Text(head), table)

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self._live is not None:
            self._live.stop()
