"""The fleet: targets by features, the worst first."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from contracts.hub import answers, asked
from contracts.hub.desk import Desk
from contracts.model import RunVerdict, Verdict
from contracts.store.queries import TargetRow, features, targets
from contracts.store.queries.glances import verdicts_since

_FEW, _MANY = 50, 100
"""How many targets of each API the whole fleet shows, and how many a page of one API."""
_BAD = frozenset({Verdict.ERROR, Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.WARN})


class Cell(msgspec.Struct, frozen=True):
    """What a target made of a feature: its verdicts counted, worst first."""

    counts: tuple[tuple[Verdict, int], ...]

    @property
    def worst(self) -> Verdict | None:
        """The worst verdict; what was not tested or does not apply is no trouble beside others."""
        judged = [one for one, _ in self.counts if one in _BAD or one is Verdict.PASS]
        return judged[0] if judged else self.counts[0][0] if self.counts else None

    @property
    def words(self) -> str:
        """The counts in words."""
        return ", ".join(f"{count:,} {verdict.value}" for verdict, count in self.counts)


class Row(msgspec.Struct, frozen=True):
    """A target, since when its verdict is what it is, and a cell for each feature."""

    target: TargetRow
    since: dt.datetime
    cells: tuple[Cell, ...]


class Table(msgspec.Struct, frozen=True):
    """Targets of one API; `all` counts those that there are, `first` is where these begin."""

    api: str
    features: tuple[str, ...]
    rows: tuple[Row, ...]
    all: int
    first: int

    @property
    def last(self) -> int:
        """Where these end."""
        return self.first + len(self.rows)


def fleet(desk: Desk, request: Request) -> Response:
    """The page."""
    known = targets(desk.store)
    apis = sorted({one.api for one in known})
    groups = sorted({group for one in known for group in one.groups})
    chosen = {
        "api": asked.choice(request, "api", apis) if known else None,
        "group": asked.choice(request, "group", groups) if groups else None,
        "verdict": asked.choice(request, "verdict", [one.value for one in RunVerdict]),
        "name": asked.word(request, "name"),
        "feature": asked.word(request, "feature"),
    }
    first = asked.number(request, "first", 0, 0, 10_000_000)
    found = [one for one in known if _fits(one, chosen)]
    if chosen["feature"] is not None:
        found = _troubled(desk, found, chosen["feature"])
    counts = Counter(one.latest.verdict for one in known)
    return answers.page(
        request,
        "fleet.html",
        {
            "tables": _tables(
                desk, found, first if chosen["api"] else 0, alone=bool(chosen["api"])
            ),
            "counts": [(one, counts[one]) for one in RunVerdict if counts[one]],
            "known": len(known),
            "found": len(found),
            "chosen": chosen,
            "apis": apis,
            "groups": groups,
            "verdicts": list(RunVerdict),
        },
    )


def _fits(one: TargetRow, chosen: dict[str, str | None]) -> bool:
    api, group, verdict, name = chosen["api"], chosen["group"], chosen["verdict"], chosen["name"]
    return (
        (api is None or one.api == api)
        and (group is None or group in one.groups)
        and (verdict is None or one.latest.verdict.value == verdict)
        and (name is None or name.lower() in one.name.lower())
    )


def _troubled(desk: Desk, found: Sequence[TargetRow], feature: str) -> list[TargetRow]:
    """The targets with a finding in a feature, the worst in that feature first."""
    cells = features(desk.store, [one.latest.id for one in found])
    told = [(one, cells[one.latest.id].get(feature, {})) for one in found]
    bad = [(one, counts) for one, counts in told if _BAD & counts.keys()]
    bad.sort(key=lambda pair: [-pair[1].get(verdict, 0) for verdict in Verdict])
    return [one for one, _ in bad]


def _tables(desk: Desk, found: Sequence[TargetRow], first: int, *, alone: bool) -> list[Table]:
    by_api: dict[str, list[TargetRow]] = {}
    for one in found:
        by_api.setdefault(one.api, []).append(one)
    most = _MANY if alone else _FEW
    shown = {api: rows[first : first + most] for api, rows in by_api.items()}
    since = verdicts_since(desk.store) if found else {}
    cells = features(desk.store, [one.latest.id for rows in shown.values() for one in rows])
    return [_table(api, rows, len(by_api[api]), first, since, cells) for api, rows in shown.items()]


def _table(  # noqa: PLR0913 - each is one thing of the table
    api: str,
    rows: Sequence[TargetRow],
    count: int,
    first: int,
    since: dict[int, dt.datetime],
    cells: dict[int, dict[str, dict[Verdict, int]]],
) -> Table:
    names = sorted({name for one in rows for name in cells[one.latest.id]})
    made = tuple(
        Row(
            one,
            since.get(one.id, one.latest.started),
            tuple(_cell(cells[one.latest.id].get(name, {})) for name in names),
        )
        for one in rows
    )
    return Table(api, tuple(names), made, count, first)


def _cell(counts: dict[Verdict, int]) -> Cell:
    return Cell(tuple((one, counts[one]) for one in Verdict if counts.get(one)))
