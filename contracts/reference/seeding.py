"""How faults and liberties are put into a conforming server.

A server is a class of small methods. A fault or a liberty is a mixin that overrides one or
few of them, kept in a file of its own and declared with `seeded(...)`:

    fault = seeded(FAULTS, Fault)

    @fault("request-id-omitted", violates="UPT-RESULT-05", kind="omitted")
    class _(Uptivity):
        '''The result has no REQUESTID.'''
        def request_id(self, sent): return None

Switching some on means building a class with those mixins in front of the server's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

from contracts.model import ConfigurationError
from contracts.reference._surround import applicable, surrounded
from contracts.reference.clock import Clock, SystemClock
from contracts.reference.description import Described
from contracts.reference.rows import Rows
from contracts.reference.seeds import Data, Seeds


@dataclass(frozen=True)
class Fault:
    """A seeded violation of one requirement; `kind` is omitted, wrong-value and the like.

    `related` names, parted by spaces, requirements that cannot hold either while it is there.
    """

    id: str
    violates: str
    kind: str
    summary: str
    mixin: type
    related: str = ""


@dataclass(frozen=True)
class Liberty:
    """Something that the document leaves open, done the other way.

    `ambiguity` is the ledger entry that leaves it open, if one does. Liberties of the same
    `choice` exclude each other (16 or 17): of those the last one named is in force.
    """

    id: str
    summary: str
    mixin: type
    ambiguity: str | None = None
    choice: str | None = None


Seed = TypeVar("Seed", Fault, Liberty)


def seeded(registry: dict[str, Seed], make: type[Seed]) -> Callable[..., Any]:
    """A decorator that enters the decorated mixin into `registry` under the id given to it.

    The class's docstring is the summary. An id used twice raises ValueError.
    """

    def named(identifier: str, **facts: str) -> Callable[[type], type]:
        def enter(mixin: type) -> type:
            if identifier in registry:
                msg = f"{make.__name__} {identifier!r} is there already"
                raise ValueError(msg)
            summary = (mixin.__doc__ or "").strip()
            registry[identifier] = make(id=identifier, summary=summary, mixin=mixin, **facts)
            return mixin

        return enter

    return named


def writes(method: str, query: bytes, body: bytes) -> bool:  # noqa: ARG001 - others look at them
    """Whether a request may change something, by its method."""
    return method not in {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True, kw_only=True)
class ReferenceApi:
    """One API's reference server; `api` and `title` are those of its kit.

    `server` is the conforming class: called with a clock it gives an object that is an ASGI
    application. `base_path` is what stands between origin and the documented paths. `target`
    is what a target file for this server says beyond address and name (`supports`, `data`,
    `auth` with plain values). `first` is a request to begin with, below `base_path`;
    `{username}` in it stands for the caller's name. `trouble(body)` says why a request failed that
    was answered as if it had not, or nothing; `changes(method, query, body)` whether a request may
    change something. A server that also offers a raw TCP service has a coroutine method
    `stream(reader, writer)`, called for each connection; `port_key` is then the name in `data`
    by which a target file gives its port. `rows` says what its main lists are, `seeds` how `data`
    of the user's take the place of its own.
    """

    server: type
    faults: Mapping[str, Fault] = field(default_factory=dict)
    liberties: Mapping[str, Liberty] = field(default_factory=dict)
    api: str = ""
    title: str = ""
    base_path: str = ""
    target: Mapping[str, Any] = field(default_factory=dict)
    port_key: str | None = None
    rows: Rows | None = None
    seeds: Seeds | None = None
    data: Data | None = None
    first: str = "/"
    trouble: Callable[[bytes], str] | None = None
    changes: Callable[[str, bytes, bytes], bool] = writes

    @property
    def surroundings(self) -> list[str]:
        """The ids of the layers that mean something around this server."""
        return applicable(self.rows, has_credentials="auth" in self.target)

    def build(  # noqa: PLR0913 - one for each thing that can be chosen
        self,
        *,
        faults: Iterable[str] = (),
        liberties: Iterable[str] = (),
        clock: Clock | None = None,
        rows: int | None = None,
        surround: Mapping[str, float] = MappingProxyType({}),
        prepare: Callable[[Any], None] | None = None,
    ) -> Any:
        """An ASGI application with the named faults and liberties switched on.

        Its main lists have that many `rows`, where they can be that long; `surround` are the ids
        of the layers around it, with their values. `prepare` is called with each server that is
        made; a replica is another one. Raises ConfigurationError for an unknown id.
        """
        server = self.composed(faults, liberties)
        useless = [one for one in surround if one not in self.surroundings]
        if useless:
            msg = f"{self.api} cannot be surrounded by {', '.join(useless)}; it can by: " + (
                ", ".join(self.surroundings)
            )
            raise ConfigurationError(msg)

        def make(clock: Clock) -> Any:
            made = server(clock)
            if rows is not None and self.rows is not None:
                self.rows.grow(made, rows)
            if self.seeds is not None and self.data is not None:
                self.seeds.fill(made, self.data)
            if prepare is not None:
                prepare(made)
            return made

        made = surrounded(make, self.rows, surround)(clock or SystemClock())
        return Described(made, self.api, self.base_path, self.target, self.port_key)

    def composed(self, faults: Iterable[str], liberties: Iterable[str]) -> type:
        """The class of a server with the named faults and liberties.

        Raises ConfigurationError for an unknown id.
        """
        chosen: dict[str, type] = {}
        for identifier in liberties:
            liberty = self._look_up(self.liberties, identifier, "liberty")
            chosen.pop(liberty.choice or identifier, None)
            chosen[liberty.choice or identifier] = liberty.mixin
        mixins = list(chosen.values())
        mixins += [self._look_up(self.faults, f, "fault").mixin for f in dict.fromkeys(faults)]
        if not mixins:
            return self.server
        return type(self.server.__name__, (*reversed(mixins), self.server), {})

    def _look_up(self, table: Mapping[str, Seed], identifier: str, noun: str) -> Seed:
        if identifier not in table:
            msg = (
                f"{self.api} has no {noun} {identifier!r}; "
                f"`uc-contracts serve --api {self.api} --list` shows them"
            )
            raise ConfigurationError(msg)
        return table[identifier]
