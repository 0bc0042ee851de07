"""Conversations are played back by state and request; mutants change what is played."""

from __future__ import annotations

import json

import pytest

from contracts.model import Allow, Headers, NotTested, Response, Target
from contracts.model import Request as Sent
from contracts.mutate import Mutant, Request, Selection, Side
from contracts.sensitivity.carriers import Place
from contracts.sensitivity.choosing import Chooser
from contracts.sensitivity.mutation import Mutation
from contracts.sensitivity.requests import request_of
from contracts.sensitivity.sending import Sender
from contracts.sensitivity.silent import SilentRecorder
from contracts.sensitivity.stand import Live, Stand
from contracts.sensitivity.tape import Conversation, Player, Tape, key_of
from contracts.wire import Redactor
from contracts.wire.address import Base
from contracts.wire.gate import Admitted
from contracts.wire.transport import Outcome

_BASE = Base("http://host", "http://host/api")


def _outcome(text: str, status: int = 200) -> Outcome:
    return Outcome(
        Response(status, "", (("Content-Type", "application/json"),), text.encode()), None, 0.0
    )


def _text(outcome: Outcome | None) -> str:
    assert outcome is not None
    assert outcome.response is not None
    return outcome.response.body.decode()


def test_equal_requests_have_one_key() -> None:
    one = Request("GET", "/a", "x=1", (("Accept", "*/*"), ("Cookie", "s=1"), ("Host", "h")))
    same = Request("GET", "/a", "x=1", (("cookie", "s=2"), ("accept", "*/*"), ("User-Agent", "u")))
    assert key_of(one) == key_of(same)
    for other in (
        Request("HEAD", "/a", "x=1", one.headers),
        Request("GET", "/a", "x=2", one.headers),
        Request("GET", "/a", "x=1", (("Accept", "text/xml"), ("Cookie", "s=1"))),
        Request("GET", "/a", "x=1", (("Accept", "*/*"),)),
        Request("GET", "/a", "x=1", one.headers, b"body"),
    ):
        assert key_of(one) != key_of(other)


def test_an_answer_belongs_to_the_state_that_was_written() -> None:
    read, write = Request("GET", "/a"), Request("POST", "/a")
    conversation = Conversation()
    assert conversation.at_rest
    for text in ("first", "second"):
        conversation.add(read, _outcome(text), reads=True)
    conversation.add(write, _outcome("made"), reads=False)
    conversation.add(read, _outcome("after"), reads=True)
    assert not conversation.knows(Request("GET", "/b"))
    conversation.also(Request("GET", "/b"), _outcome("b"))
    assert conversation.knows(Request("GET", "/b"))
    assert conversation.writing
    player = Player(conversation)
    assert [_text(player.next(read)) for _ in range(3)] == ["first", "second", "second"]
    assert player.next(Request("GET", "/b")) is None
    assert _text(player.next(write)) == "made"
    player.wrote()
    assert [_text(player.next(one)) for one in (read, Request("GET", "/b"))] == ["after", "b"]
    assert player.next(write) is None


# Stands


class _Server:
    """A carrier that says what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def exchange(self, admitted: Admitted, headers: Headers) -> Outcome:
        """Answer with the address."""
        assert headers
        self.asked.append(f"{admitted.request.method} {admitted.request.url}")
        return _outcome(json.dumps({"of": admitted.request.url}))


@pytest.fixture
def place(book: Selection) -> Place:
    """A target that may be written to."""
    target = Target(key="t", api="t", name="t", base_url=_BASE.root, allow=Allow.WRITE)
    return Place(target, _BASE, lambda _: True, book)


def _ask(stand: Stand, server: _Server, method: str, url: str) -> str:
    sent = Sent(method, f"{_BASE.root}{url}", (("Accept", "*/*"),))
    carrier = stand.route.http(server)  # type: ignore[arg-type]  # tokens are not asked for
    return _text(carrier.exchange(Admitted(sent), sent.headers))


def _known(*urls: str) -> Conversation:
    conversation = Conversation()
    for url in urls:
        sent = Sent("GET", f"{_BASE.root}{url}")
        conversation.add(
            request_of(sent, (("Accept", "*/*"),)), _outcome('{"size": 1}'), reads=True
        )
    return conversation


def test_what_is_known_is_not_asked_again(place: Place) -> None:
    server, tape = _Server(), Tape()
    sender = Sender(place.target, SilentRecorder(Redactor()), most=1)
    stand = Stand(place, tape, sender, source=_known("/users"), resting=True, live=Live.READING)
    assert _ask(stand, server, "GET", "/users") == '{"size": 1}'
    assert not server.asked
    _ask(stand, server, "GET", "/users?limit=2")
    _ask(stand, server, "GET", "/users?limit=2")
    assert server.asked == ["GET http://host/api/users?limit=2"]
    with pytest.raises(NotTested, match="do not say"):
        _ask(stand, server, "GET", "/users?limit=3")
    assert (sender.sent, stand.unanswered) == (1, 1)


@pytest.mark.parametrize("live", [Live.NOTHING, Live.READING])
def test_what_writes_is_never_sent_in_a_trial(place: Place, live: Live) -> None:
    server = _Server()
    sender = Sender(place.target, SilentRecorder(Redactor()), most=9)
    stand = Stand(place, Tape(), sender, source=_known("/users"), live=live)
    with pytest.raises(NotTested):
        _ask(stand, server, "POST", "/users")
    assert not server.asked


def test_a_mutant_is_at_work_in_both_directions(place: Place, book: Selection) -> None:
    server = _Server()
    sender = Sender(place.target, SilentRecorder(Redactor()), most=9)

    def stand(side: Side, operator: str, where: str) -> Stand:
        mutation = Mutation(Mutant("listUsers", side, operator, where), book, ("x",), None)
        known = _known("/users", "/users?limit=2", "/other")
        return Stand(place, Tape(), sender, source=known, live=Live.READING, mutation=mutation)

    changed = stand(Side.RESPONSE, "plus-one", "/size")
    assert _ask(changed, server, "GET", "/users") == '{"size": 2}'
    assert _ask(changed, server, "GET", "/other") == '{"size": 1}'
    ignoring = stand(Side.REQUEST, "ignored", "query limit")
    assert _ask(ignoring, server, "GET", "/users?limit=5") == '{"size": 1}'
    assert not server.asked
    assert _ask(ignoring, server, "GET", "/users?skip=5&limit=5") == (
        '{"of": "http://host/api/users?skip=5"}'
    )


# Choosing


def test_mutants_of_what_nothing_has_broken_come_first() -> None:
    mutants = [
        Mutant(operation, Side.RESPONSE, operator, "/a")
        for operation in ("strong", "weak", "unneeded")
        for operator in ("drop", "null", "cut")
    ]
    needs = {"strong": frozenset({"S"}), "weak": frozenset({"W"})}
    chooser = Chooser(mutants, needs, seed=1)
    found = []
    for one in chooser:
        found.append(one)
        chooser.note(one, {"S"} if one.operation == "strong" else ())
    assert sorted(one.id for one in found) == sorted(one.id for one in mutants)
    assert {one.operation for one in found[:2]} == {"strong", "weak"}
    assert [one.operation for one in found].index("unneeded") == 6
    assert [one.id for one in Chooser(mutants, needs, seed=1)] != [
        one.id for one in Chooser(mutants, needs, seed=2)
    ]
    both = {"strong": frozenset({"S"}), "weak": frozenset({"S"})}
    turns = [one.operation for one in Chooser(mutants, both, seed=1)][:4]
    assert sorted(turns) == ["strong", "strong", "weak", "weak"]
    assert chooser.enough({"S"})
    assert not chooser.enough({"S", "W"})
