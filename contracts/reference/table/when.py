"""When a row is at work: conditions as data, parted by commas, all of which have to be met.

Of an exchange: `method`, `path`, `query NAME`, `header NAME`, `sent /place`, `user`, `password`,
`later`, `first` look at the request; `status`, `successes`, `errors`, `reply /place` at the reply.
Of a call of one of the server's methods: `given ARGUMENT` and `result`. `from N` and `until N`
count those that meet the others. `not` turns a condition round.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import msgspec

from contracts.reference.table.exchange import Asked, Reply
from contracts.reference.table.inside import MISSING, found, steps_of
from contracts.reference.table.matching import matches, text_of


class ConditionError(ValueError):
    """A text that is no condition; says why."""


class Seen(msgspec.Struct):
    """What conditions look at: as much of it as there is."""

    asked: Asked | None = None
    reply: Reply | None = None
    arguments: Mapping[str, Any] | None = None
    result: Any = MISSING


_BEGINNINGS: Final = {"offset": 0, "skip": 0, "start": 0, "startindex": 1, "page": 1}
"""Parameters that say where a page begins, and where the first one does."""
_EMPTY = '""'
_WORD = re.compile(r"([a-z]*) ?(.*)", re.DOTALL)
_COMPARED = re.compile(r"([^=<>]*)(=|<|>)(.*)", re.DOTALL)


class Condition(msgspec.Struct, frozen=True):
    """One condition: what it looks at, by name, and what the value has to be.

    `sign` is `=` (the text matches), `<` or `>` (the number is), or empty (there is something).
    """

    word: str
    name: str = ""
    sign: str = ""
    value: str = ""
    negated: bool = False

    @property
    def needs(self) -> str:
        """What there has to be: asked, reply, arguments, result, or nothing."""
        return _WORDS[self.word][0]

    def met(self, seen: Seen) -> bool:
        """Whether what is seen meets it."""
        return self._met(seen) != self.negated

    def _met(self, seen: Seen) -> bool:
        values = list(_WORDS[self.word][1](seen, self.name))
        if self.sign == "=":
            return any(matches(text_of(one), self.value) for one in values)
        if self.sign:
            return any(_compared(one, self.sign, float(self.value)) for one in values)
        if self.word in {"given", "result"}:
            return any(bool(one) for one in values)
        return bool(values)


class When(msgspec.Struct, frozen=True):
    """All conditions of a row; `first` and `last` number the hits that count (0: no limit)."""

    conditions: tuple[Condition, ...] = ()
    first: int = 0
    last: int = 0

    def needs(self, *what: str) -> bool:
        """Whether some condition needs one of these."""
        return any(one.needs in what for one in self.conditions)

    def met(self, seen: Seen, *what: str) -> bool:
        """Whether all conditions that need one of these are met."""
        return all(one.met(seen) for one in self.conditions if one.needs in what)

    def counted(self, server: Any, key: str) -> bool:
        """Whether a hit is one of those that count; it is counted at `server`."""
        if not self.first and not self.last:
            return True
        hits: dict[str, int] = vars(server).setdefault("_hits_of_rows", {})
        hits[key] = hits.get(key, 0) + 1
        return hits[key] >= self.first and (not self.last or hits[key] <= self.last)


def read_when(text: str) -> When:
    """The conditions of a cell. Raises ConditionError."""
    conditions: list[Condition] = []
    numbers = {"from": 0, "until": 0}
    for part in filter(None, (one.strip() for one in re.split(r",\s", text))):
        word, _, rest = part.partition(" ")
        if word in numbers:
            if not rest.isdigit():
                msg = f"{part!r}: {word} takes a number"
                raise ConditionError(msg)
            numbers[word] = int(rest)
        else:
            conditions.append(_read(part))
    return When(tuple(conditions), numbers["from"], numbers["until"])


def _read(part: str) -> Condition:
    negated = part.startswith("not ")
    word, rest = _WORD.fullmatch(part.removeprefix("not ")).groups()  # type: ignore[union-attr]
    if word not in _WORDS:
        msg = f"{part!r} is no condition; there are: {', '.join(WORDS)}"
        raise ConditionError(msg)
    if word in _ALONE:
        if rest:
            msg = f"{word!r} stands alone"
            raise ConditionError(msg)
        return Condition(word, negated=negated)
    if word in _DIRECT:
        if not rest:
            msg = f"{word!r} takes a value, such as {_DIRECT[word]}"
            raise ConditionError(msg)
        return Condition(word, "", "=", "" if rest == _EMPTY else rest, negated)
    compared = _COMPARED.fullmatch(rest)
    name, sign, value = compared.groups() if compared else (rest, "", "")
    if sign in {"<", ">"} and not re.fullmatch(r"-?\d+(\.\d+)?", value):
        msg = f"{part!r} compares with {value!r}, which is no number"
        raise ConditionError(msg)
    if not name and word != "result":
        msg = f"{word!r} takes a name"
        raise ConditionError(msg)
    return Condition(word, name, sign, value, negated)


def condition_of(text: str) -> Callable[[Any], bool]:
    """Whether a value has a member as `NAME=VALUE`, `NAME<N`, `NAME>N` or `NAME` says.

    `not` in front turns it round. Raises ConditionError.
    """
    member = text.removeprefix("not ")
    condition = _read(f"not given {member}" if member != text else f"given {member}")
    return lambda value: condition.met(Seen(arguments=value))


def _compared(value: Any, sign: str, limit: float) -> bool:
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,18}", value):
        value = int(value)
    if not isinstance(value, int | float):
        return False
    return value < limit if sign == "<" else value > limit


# What each word looks at

_Look = Callable[[Seen, str], Iterator[Any]]


def _method(seen: Seen, _: str) -> Iterator[Any]:
    if seen.asked is not None:
        yield "GET" if seen.asked.method == "HEAD" else seen.asked.method


def _head(seen: Seen, _: str) -> Iterator[Any]:
    if seen.asked is not None and seen.asked.method == "HEAD":
        yield True


def _path(seen: Seen, _: str) -> Iterator[Any]:
    if seen.asked is not None:
        yield seen.asked.path


def _query(seen: Seen, name: str) -> Iterator[Any]:
    if seen.asked is not None:
        yield from (value for key, value in seen.asked.query if matches(key, name))


def _header(seen: Seen, name: str) -> Iterator[Any]:
    if seen.asked is not None:
        yield from (value for key, value in seen.asked.headers if key == name.lower())


def _sent(seen: Seen, place: str) -> Iterator[Any]:
    if seen.asked is None:
        return
    if place == "body":
        yield seen.asked.body
    elif seen.asked.sent is not MISSING:
        yield from found(seen.asked.sent, steps_of(place))


def _user(seen: Seen, _: str) -> Iterator[Any]:
    if seen.asked is not None and seen.asked.basic is not None:
        yield seen.asked.basic[0]


def _password(seen: Seen, _: str) -> Iterator[Any]:
    if seen.asked is not None and seen.asked.basic is not None:
        yield seen.asked.basic[1]


def _later(seen: Seen, _: str) -> Iterator[Any]:
    for key, value in seen.asked.query if seen.asked is not None else ():
        begin = _BEGINNINGS.get(key.lower())
        if begin is not None and re.fullmatch(r"\d{1,18}", value) and int(value) > begin:
            yield value


def _status(seen: Seen, _: str) -> Iterator[Any]:
    if seen.reply is not None:
        yield seen.reply.status


def _successes(seen: Seen, _: str) -> Iterator[Any]:
    if seen.reply is not None and seen.reply.succeeds:
        yield True


def _errors(seen: Seen, _: str) -> Iterator[Any]:
    if seen.reply is not None and not seen.reply.succeeds:
        yield True


def _reply(seen: Seen, place: str) -> Iterator[Any]:
    if seen.reply is None:
        return
    if place == "body":
        yield seen.reply.body
    elif seen.reply.said is not MISSING:
        yield from found(seen.reply.said, steps_of(place))


def _given(seen: Seen, path: str) -> Iterator[Any]:
    return given(seen.arguments, path)


_ENDS: Final = {"first": 0, "last": -1}


def given(arguments: Any, path: str) -> Iterator[Any]:
    """The value that a path of names leads to, through members and attributes, if there is one.

    `first` and `last` are the first and last member or item; at its end, `length` and `ascii` are
    those of a text.
    """
    value = arguments
    for name in path.split("."):
        if isinstance(value, Mapping) and (name not in _ENDS or name in value):
            value = value.get(name, MISSING)
        elif name in _ENDS and isinstance(value, Mapping | list | tuple):
            items = list(value.values()) if isinstance(value, Mapping) else value
            value = items[_ENDS[name]] if items else MISSING
        elif name == "length" and isinstance(value, str | bytes | list | tuple):
            value = len(value)
        elif name == "ascii" and isinstance(value, str):
            value = value.isascii()
        else:
            value = getattr(value, name, MISSING)
        if value is MISSING:
            return
    yield value


def _result(seen: Seen, place: str) -> Iterator[Any]:
    if seen.result is not MISSING:
        yield from found(seen.result, steps_of(place))


_WORDS: Mapping[str, tuple[str, _Look]] = {
    "method": ("asked", _method),
    "head": ("asked", _head),
    "path": ("asked", _path),
    "query": ("asked", _query),
    "header": ("asked", _header),
    "sent": ("asked", _sent),
    "user": ("asked", _user),
    "password": ("asked", _password),
    "later": ("asked", _later),
    "status": ("reply", _status),
    "successes": ("reply", _successes),
    "errors": ("reply", _errors),
    "reply": ("reply", _reply),
    "given": ("arguments", _given),
    "result": ("result", _result),
}
_ALONE = frozenset({"head", "later", "successes", "errors"})
_DIRECT = {
    "method": "GET|POST",
    "path": "/users/*",
    "user": "admin",
    "password": "*",
    "status": "404",
}
WORDS = (*_WORDS, "from", "until", "not")
"""The words that conditions begin with."""
