"""Laws of lives that a kit confirms: made, changed, refused, removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from contracts.kit import (
    Answer,
    Inconclusive,
    JsonApi,
    Judge,
    Life,
    NotTested,
    Own,
    Pair,
    agreed,
    lives,
)

_GONE = frozenset({404, 410})


class _Thing:
    """A thing of the suite's own, and what is read of it."""

    def __init__(self, api: JsonApi, life: Life) -> None:
        self._api = api
        self.life = life
        self.sent = _members(api.body_of(life.make), life.make)
        self.own = self._make()

    def _make(self) -> Own:
        """Make it; where its removal is judged, without seeing another one removed before."""
        if self.life.kind != "removed":
            return self._api.make(self.life.make, self.sent)
        own = self._api.create(self.life.make, self.sent)
        own.answer.needed("a thing of the suite's own")
        if not own.path:
            reason = f"the answer to {self.life.make} does not say which id it gave: {own.answer}"
            raise Inconclusive(reason)
        return own

    def read(self) -> Mapping[str, Any] | None:
        """Its members now; None where it is not found. Raises Inconclusive where it is refused."""
        query = self._api.required_query(self.life.read)
        answer = self._api.call(self.life.read, self.own.values, *query)
        if answer.status in _GONE:
            return None
        return answer.needed("a thing of the suite's own").members

    def known(self) -> Mapping[str, Any]:
        """Its members before anything is done with it. Raises Inconclusive where it is not seen."""
        found = self.seen("a thing that was made is found", lambda seen: seen is not None)
        if found is None:
            reason = f"what was made is not found: see {self.life.id.rpartition('-')[0]}-MADE"
            raise Inconclusive(reason)
        return found

    def seen(
        self, what: str, right: Callable[[Mapping[str, Any] | None], bool]
    ) -> Mapping[str, Any] | None:
        """What is read of it once that is right, or else at last."""
        last: list[Mapping[str, Any] | None] = []

        def look() -> bool | None:
            last[:] = [self.read()]
            return True if right(last[0]) else None

        self.waited(what, look)
        return last[0]

    def waited(self, what: str, look: Callable[[], bool | None]) -> None:
        """Give the target the time that it takes to show an effect."""
        self._api.patience(what).until(look)

    def listed(self) -> list[Mapping[str, Any]]:
        """It as the list has it; nothing where the list does not.

        Raises Inconclusive where the pages of the list do not make it up.
        """
        operation = self.life.list
        shape = self._api.list_at(operation)
        if shape is None:
            reason = f"{operation} does not answer with a list of objects"
            raise NotTested(reason)
        key = list(self.own.values.values())[-1]
        values = self._api.values_for(operation)
        items = self._api.whole(operation, values)
        found = [one for one in items if self._api.key_of(one, "", shape) == key]
        query = self._api.required_query(operation)
        total = self._api.call(operation, values, *query).members.get(shape.total)
        if not found and isinstance(total, int) and total > len(items):
            reason = f"the pages of {operation} give {len(items)} of {total} items"
            raise Inconclusive(reason)
        return found

    def change(self, body: Any) -> None:
        """Change it. Raises Inconclusive where that is refused."""
        query = self._api.required_query(self.life.change)
        answer = self._api.call(self.life.change, self.own.values, *query, body=body)
        answer.needed(
            f"a change, which [data] {self.life.change} of the target file gives another body,"
        )

    def break_off(self, body: Any) -> bool:
        """Whether a change with a defect is refused; with which code is not judged."""
        method = self._api.spec.operations[self.life.change].method
        headers, data = self._api.encoded(body)
        query = self._api.required_query(self.life.change)
        defect = "a member of the wrong type"
        exchange = self._api.wire.send(
            method, self.own.path, query=query, headers=headers, body=data, defect=defect
        )
        return not Answer(exchange).accepted

    def new(self) -> dict[str, Any]:
        """What a change sends: other texts than those with which it was made."""
        return _members(self._api.body_of(self.life.change), self.life.change)

    def remove(self) -> None:
        """Remove it. Raises Inconclusive where that is refused."""
        query = self._api.required_query(self.life.remove)
        self._api.call(self.life.remove, self.own.values, *query).needed("its removal")
        self._api.deleted(self.own.entry)


def _members(body: Any, operation: str) -> dict[str, Any]:
    if not isinstance(body, dict):
        reason = f"the body of {operation} is no JSON object, so that its members could be compared"
        raise NotTested(reason)
    return body


@pytest.mark.requirement("{life}")
def test_a_thing_lives_as_described(any_api: JsonApi, life: str, judge: Judge) -> None:
    """What is made, changed and removed shows, and what is refused does not."""
    found = any_api.spec.lives[life]
    _LIVES[found.kind](_Thing(any_api, found), judge)


def _made(thing: _Thing, judge: Judge) -> None:
    ignoring = thing.life.ignoring
    seen = thing.seen(
        "what was made shows", lambda seen: lives.made(thing.sent, seen, ignoring) is None
    )
    judge.law(lives.made(thing.sent, seen, ignoring), "what was made")


def _answered(thing: _Thing, judge: Judge) -> None:
    pair = Pair("the answer and the thing", thing.own.answer.members, thing.known())
    judge.law(
        agreed([pair], ignoring=thing.life.ignoring), "what was made", shown=(thing.own.answer,)
    )


def _listed(thing: _Thing, judge: Judge) -> None:
    before = thing.known()
    rows: list[Mapping[str, Any]] = []

    def look() -> bool | None:
        rows[:] = thing.listed()
        return bool(rows) or None

    thing.waited("what was made is listed", look)
    judge.holds(bool(rows), "what was made is not listed", expected="it is", observed="it is not")
    pair = Pair("the list and the thing", rows[0], before)
    judge.law(agreed([pair], ignoring=thing.life.ignoring), "what was made")


def _changed(thing: _Thing, judge: Judge) -> None:
    before, ignoring, sent = thing.known(), thing.life.ignoring, thing.new()
    thing.change(sent)
    after = thing.seen(
        "a change shows", lambda seen: lives.changed(before, sent, seen, ignoring) is None
    )
    judge.law(lives.changed(before, sent, after, ignoring), "what was changed")
    judge.law(lives.stays(after or {}, thing.read(), ignoring), "what was changed, later")


def _refused(thing: _Thing, judge: Judge) -> None:
    before, sent = thing.known(), thing.new()
    # The last member is wrong, so that those before it could have been kept.
    wrong = next((one for one in reversed(sent) if not isinstance(sent[one], list)), None)
    broken = {**sent, wrong: [[]]} if wrong else [sent]
    refused = thing.break_off(broken)
    found = lives.untouched(before, thing.read(), refused=refused, ignoring=thing.life.ignoring)
    judge.law(found, "what a change was refused for")


def _removed(thing: _Thing, judge: Judge) -> None:
    before = thing.known()
    thing.remove()
    after = thing.seen("a removed thing is gone", lambda seen: seen is None)
    judge.law(lives.gone(before, after, thing.read()), "what was removed")


_LIVES: dict[str, Callable[[_Thing, Judge], None]] = {
    "made": _made,
    "answered": _answered,
    "listed": _listed,
    "changed": _changed,
    "refused": _refused,
    "removed": _removed,
}
