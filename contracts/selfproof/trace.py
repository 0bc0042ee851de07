"""What a run asked of a conforming server: which of its tests a mutant would have touched."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from contracts.model import BodyStored, ExchangeRecorded, Judged, TestPlanned
from contracts.mutate import (
    Context,
    Mutant,
    Reply,
    Request,
    Selection,
    Side,
    change_reply,
    change_request,
    lists,
    planned,
)
from contracts.report.evidence import bodies, events

_REFUSED = frozenset({401, 403})
_BY_OTHERS = frozenset({"stale", "another"})
"""Operators whose change depends on what else was asked for."""
_READ = ("exchange", "planned", "judged")


class Seen(msgspec.Struct, frozen=True):
    """An exchange of the run: the test that asked for it, and those that judged by it."""

    request: Request
    reply: Reply
    operation: str | None
    tests: tuple[str, ...]


def name_of(test: str) -> str:
    """What a test is called by, without its file and target: `test_paging-listUsers`.

    The name of a target has no hyphen here.
    """
    bare, _, case = test.rpartition("::")[2].partition("[")
    _, hyphen, rest = case.removesuffix("]").partition("-")
    return bare + hyphen + rest


class Trace:
    """The exchanges of a run, in their order; `tests` are the names of those that it planned.

    Credentials are not in it: who asks is known by the answer alone.
    """

    def __init__(self, seen: Iterable[Seen], tests: Iterable[str], selection: Selection) -> None:
        self.tests = frozenset(tests)
        self._selection = selection
        self._seen: dict[str | None, list[Seen]] = {}
        self._costs: Counter[str] = Counter()
        for one in seen:
            self._seen.setdefault(one.operation, []).append(one)
            self._costs.update(one.tests[:1])

    def cost(self, test: str) -> int:
        """How many exchanges a test asked for."""
        return self._costs[test]

    def touched(self, mutant: Mutant) -> dict[str, int]:
        """The names of tests for which a mutant would have changed something, and how many times.

        A request that a test did not make of its own counts for all that judge by its answer.
        """
        context, found = Context(), dict[str, int]()
        for one in self._of(mutant):
            if self._changes(mutant, one, context):
                for test in one.tests:
                    if test in self.tests:
                        found[test] = found.get(test, 0) + 1
        return found

    def is_idle(self, mutant: Mutant) -> bool:
        """Whether a mutant changes answers that the run has seen, but nothing of what is in them.

        The server never gives the member, or there is no letter whose case could be changed. A
        list that was too short is another matter: there may be a longer one to ask for.
        """
        if mutant.side is not Side.RESPONSE or mutant.operator in _BY_OTHERS:
            return False
        whole = msgspec.structs.replace(mutant, operator="set", place="body", argument="")
        if not self.touched(whole):
            return False
        probe = mutant
        if mutant.operator in lists.NAMES:
            probe = msgspec.structs.replace(mutant, operator="capped", argument="0")
        return not self.touched(probe)

    def _of(self, mutant: Mutant) -> Iterable[Seen]:
        if mutant.place != "method":
            return self._seen.get(mutant.operation, ())
        return (one for one in self._seen.get(None, ()) if self._touches(mutant, one))

    def _touches(self, mutant: Mutant, one: Seen) -> bool:
        return self._selection.touches(mutant, one.request)

    def _changes(self, mutant: Mutant, one: Seen, context: Context) -> bool:
        match mutant.side:
            case Side.RESPONSE:
                return change_reply(mutant, one.request, one.reply, context) != one.reply
            case Side.REQUEST if mutant.place == "credentials":
                other = "anonymous" if context.of(one.request) else "forged"
                return one.reply.status in _REFUSED and mutant.operator != other
            case Side.REQUEST:
                return change_request(mutant, one.request, context) is not one.request
        effect = planned(mutant, one.request, context)
        change_reply(mutant, one.request, one.reply, context)
        if effect.answer is not None or mutant.operator == "half":
            return change_request(mutant, one.request, context) is not one.request or bool(
                effect.answer
            )
        return one.reply.succeeds and (effect.undo or effect.times > 1)


def read_trace(run_dir: Path, target: str, selection: Selection) -> Trace:
    """The exchanges with a target in the folder of a run. Raises EvidenceError."""
    exchanges: list[ExchangeRecorded] = []
    tests: list[str] = []
    judging: dict[str, dict[str, None]] = {}
    for event in events(run_dir, _READ):
        match event:
            case ExchangeRecorded() if event.target == target and event.response is not None:
                exchanges.append(event)
            case TestPlanned() if event.target == target:
                tests.append(name_of(event.test))
            case Judged() if event.target == target:
                for one in event.exchanges:
                    judging.setdefault(one, {})[event.test] = None
            case _:
                pass
    texts = _bodies(run_dir, exchanges)
    seen = [_seen(one, texts, judging.get(one.id, {}), selection) for one in exchanges]
    return Trace(seen, tests, selection)


def _bodies(run_dir: Path, exchanges: Iterable[ExchangeRecorded]) -> dict[str, bytes]:
    wanted = {one.request.body or "" for one in exchanges}
    wanted |= {one.response.body or "" for one in exchanges if one.response is not None}
    return {one.digest: _bytes(one) for one in bodies(run_dir, wanted)}


def _bytes(body: BodyStored) -> bytes:
    return body.text.encode() if body.text is not None else base64.b64decode(body.base64 or "")


def _seen(
    event: ExchangeRecorded,
    texts: Mapping[str, bytes],
    judging: Iterable[str],
    selection: Selection,
) -> Seen:
    url = urlsplit(event.request.url)
    request = Request(
        event.request.method,
        url.path,
        url.query,
        event.request.headers,
        texts.get(event.request.body or "", b""),
    )
    response = event.response
    reply = Reply(0)
    if response is not None:
        reply = Reply(response.status, response.headers, texts.get(response.body or "", b""))
    operation = selection.operation(request.method, request.path)
    tests = dict.fromkeys(map(name_of, (event.test, *judging)))
    return Seen(request, reply, operation, tuple(tests))
