"""What every API's vocabulary has."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Literal
from urllib.parse import urlsplit

from hypothesis.strategies import SearchStrategy

from contracts.apis._generated import cases, few
from contracts.apis._ledger import Ledger
from contracts.apis._looks import distinctive, is_page, names_in
from contracts.apis._patience import Patience
from contracts.apis._removal import Removal
from contracts.catalogue import Operation, Spec
from contracts.model import (
    Allow,
    ConfigurationError,
    Entry,
    Exchange,
    Fate,
    Inconclusive,
    NotApplicable,
    Noted,
    NotTested,
    Request,
    SuiteError,
    Target,
    TargetLost,
    Violation,
)
from contracts.oracles import Checked
from contracts.wire import Wire

_OBSTACLES = (Inconclusive, NotTested, NotApplicable, TargetLost, Violation, SuiteError)


_MADE_NOTHING = frozenset({401, 404, 405})

PATIENCE_S = 10.0
"""How long an effect of an accepted change is waited for where nothing was measured yet."""

PASSED_THROUGH: Mapping[str, Any] = {"follow": 2, "hops": False}
"""What a vocabulary says of redirects where its document gives no status: the way to answers."""


class Api:
    """One API of one target, in the words of its document.

    `schemes` are those of the addresses at which it can be reached.

    A vocabulary that makes anything on its target keeps the ledger of it:

    1. It names what it makes by `new_name()`, or at least with `prefix` in front.
    2. Before the request is sent: `entry = self.creating("user", name, hierarchy="sys")`: what it
       is, what it is called, and the facts by which `undo` can find it.
    3. When the target has given an id: `self.created(entry, id="42")`.
    4. When the target refused: `self.refused(entry, status)`.
    5. When a deletion was accepted: `self.deleted(entry)`; it is looked for once more at the end.
       What was seen to be gone, or never came to be: `self.gone(entry)`.
    6. It has `undo(entry)`, which removes what an entry of this or of a killed run names, and
       looks whether it is gone.

    What it changes and puts back is entered likewise, before the change, with what was there in
    the facts; `undo` puts it back. What the document gives no way to undo is entered, too, and
    `undo` says why it stays.

    `clean_up` calls `undo` for all that was not seen to be gone: at the end of a run, after a
    failure or Ctrl-C, and by `uc-contracts cleanup` after a `kill -9`.
    """

    schemes: ClassVar[tuple[str, ...]] = ("http", "https")
    redirects: ClassVar[Mapping[str, Any]] = {}
    """What `Wire.send` is told of redirects: by itself it returns them as answers."""

    def __init__(self, wire: Wire, target: Target, spec: Spec) -> None:
        self.wire = wire
        self.target = target
        self.spec = spec
        self.ledger = Ledger(target.key)
        self.removal = Removal()
        self.sleep: Callable[[float], None] = time.sleep
        self.clock: Callable[[], float] = time.monotonic
        self._patiences: dict[str, Patience] = {}

    @classmethod
    def reads(cls, request: Request, target: Target) -> bool:  # noqa: ARG003 - for those that look
        """Whether `request` only reads, so that it may be sent where writing is not allowed.

        A request over a raw connection has the method RAW, which says nothing.
        """
        return request.method in {"GET", "HEAD"}

    def refresh(self) -> None:
        """Take a fresh view of the target: drop connections, cookies, and what is remembered."""
        self.wire.refresh()

    def start(self, planned: frozenset[str]) -> None:
        """Start what takes time on the target: called once, before the first test.

        `planned` are the ids of the requirements that the run is going to judge on this target.
        """

    def close(self) -> None:
        """End the work on the target: for those that leave something of theirs until then."""
        for patience in self._patiences.values():
            if patience.came or patience.missed:
                self.note(f"{patience}.", kind="wait")
        self.wire.close()

    def note(self, text: str, kind: Literal["", "wait", "version"] = "") -> None:
        """State `text`, a sentence about the target, in the report; `kind` as in `Noted`."""
        self.ledger.emit(Noted(self.target.key, text, kind))

    def patience(self, kind: str, most_s: float = PATIENCE_S) -> Patience:
        """The patience with events of `kind`, such as "a deleted job is gone"; one for each kind.

        `most_s` is how long the first is waited for at most, in seconds.
        """
        if kind not in self._patiences:
            self._patiences[kind] = Patience(kind, most_s, clock=self.clock, sleep=self.sleep)
        return self._patiences[kind]

    @classmethod
    def service(cls, target: Target) -> str | None:
        """The address of the raw TCP service that belongs to `target`, if one is known."""
        return target.base_url if urlsplit(target.base_url).scheme == "tcp" else None

    @classmethod
    def excluded(cls, target: Target) -> Mapping[str, str]:  # noqa: ARG003 - for those that look
        """Features that make no sense at the address of `target`, each with the reason."""
        return {}

    @classmethod
    def hold_reachable(cls, target: Target) -> None:
        """Raise ConfigurationError for an address of a scheme that the API does not have."""
        scheme = urlsplit(target.base_url).scheme
        if scheme not in cls.schemes:
            known = " or ".join(f"{one}://" for one in cls.schemes)
            msg = f"{target.base_url}: {target.api} is reached by {known}, not by {scheme}://"
            raise ConfigurationError(msg)

    def understood(self, exchange: Exchange) -> Exchange:
        """The exchange as its OpenAPI operation is to judge it.

        As it is, but for a vocabulary with a reading that puts bodies into another form.
        """
        return exchange

    def rules(self, exchange: Exchange) -> Checked:  # noqa: ARG002 - for those that have rules
        """What the document says of every exchange, beyond its OpenAPI operation."""
        return Checked()

    def generated(self, operation: str, *, broken: bool = False) -> SearchStrategy[Any]:
        """Schemathesis cases of an operation; they are drawn, and then sent by this vocabulary.

        With `broken` each one breaks the document somewhere.
        """
        return cases(self.spec, operation, broken=broken)

    def drawn(self, operation: str, seed: int, most: int, *, broken: bool = False) -> list[Any]:
        """At most `most` cases of `generated`, the same ones for the same seed."""
        own = zlib.crc32(operation.encode()) ^ seed
        return few(self.generated(operation, broken=broken), own, most)

    def reading(self, ambiguity: str) -> str:
        """The reading in force for `ambiguity`. Raises KeyError for one the ledger lacks."""
        return self.target.readings[ambiguity]

    def looks(self) -> Iterator[Exchange]:
        """Documented requests that only read, for a look before a run; failures are returned.

        Each is sent when it is asked for, those first that need credentials by the document. The
        GETs whose paths have no parameter, where a vocabulary knows nothing better.
        """
        for one in sorted(self._plain_gets(), key=lambda one: not one.secured):
            yield self.wire.send("GET", one.path, failures="return", **self.redirects)

    def needs_credentials(self, look: Exchange) -> bool:
        """Whether the document says that what was asked for in a look needs credentials."""
        path = look.request.url.partition("?")[0]
        known = (one for one in self._plain_gets() if path.endswith(one.path))
        return next((one.secured for one in known), True)

    def _plain_gets(self) -> list[Operation]:
        """The GETs whose paths have no parameter."""
        known = self.spec.operations.values()
        return [one for one in known if one.method == "GET" and "{" not in one.path]

    def belongs(self, exchange: Exchange) -> bool:
        """Whether the content of a reply has anything of this API's answers.

        Media type, status and form do not count: a broken implementation is one, too.
        """
        body = exchange.response.body if exchange.response else b""
        return not is_page(body) and bool(names_in(body) & distinctive(self.target.api))

    def misfit(self) -> str:
        """What in the target file does not fit the target, so that nothing could be judged.

        A part of a sentence that names the key, what came, and what to write; empty where all
        fits as far as a look can tell. Failures are returned.
        """
        return ""

    # What is made on the target

    @property
    def prefix(self) -> str:
        """What the names of all that this run makes begin with."""
        return self.ledger.prefix

    def new_name(self) -> str:
        """A name that nothing on the target has."""
        return self.ledger.new_name()

    def creating(self, kind: str, name: str, **facts: str) -> Entry:
        """Enter into the ledger on disk what the next request is going to make.

        Where writing is not allowed that request is not sent, and nothing is entered.
        """
        if self.target.allow is not Allow.WRITE:
            return Entry("", self.target.key, kind, name, facts)
        return self.ledger.enter(kind, name, facts)

    def created(self, entry: Entry, **facts: str) -> Entry:
        """The target says that it is made; `facts` are what it says of it, such as an id."""
        return self.ledger.change(entry, Fate.MADE, facts)

    def refused(self, entry: Entry, status: int) -> None:
        """The target answered `status` to the request that was going to make `entry`.

        With 401, 404 and 405 it made nothing, unless a request before did.
        """
        if status in _MADE_NOTHING and self.ledger.fate_of(entry) is None:
            self.gone(entry)

    def deleted(self, entry: Entry) -> None:
        """The target says that it is deleted. At the end of the run it is looked for again."""
        self.ledger.change(entry, Fate.DELETED)

    def gone(self, entry: Entry) -> None:
        """It was looked for and is not there."""
        self.ledger.change(entry, Fate.GONE)

    def undo(self, entry: Entry) -> str:
        """Remove what `entry` names: empty where it is gone now, or else why it is still there.

        Works from the entry and the target file alone, since the run that made it may have been
        killed. Raises what requests raise; `clean_up` takes that for a reason.
        """
        return f"the {self.target.api} vocabulary does not know how to remove {entry.kind}"

    def hold_removable(self, kind: str, make: Callable[[], Entry | None]) -> None:
        """Return where things of `kind` can be removed from the target. Raises NotTested.

        To be called before anything of `kind` is made. At the first call `make` makes one thing
        and gives its entry in the ledger (None where the target refused); it is undone at once.
        """
        self.removal.hold(kind, lambda: self._tried(make))

    def _tried(self, make: Callable[[], Entry | None]) -> str | None:
        entry = make()
        if entry is None:
            return None
        reason = self._undone(entry)
        self._settle(entry, reason)
        return reason

    def _undone(self, entry: Entry) -> str:
        try:
            return self.undo(entry)
        except _OBSTACLES as obstacle:
            return str(obstacle) or type(obstacle).__name__
        except Exception as trouble:  # noqa: BLE001 - what else was made is to be removed all the same
            return f"its removal broke down: {type(trouble).__name__}: {trouble}"

    def _settle(self, entry: Entry, reason: str) -> Entry:
        if reason:
            return self.ledger.change(entry, Fate.LEFT, reason=reason)
        self.gone(entry)
        return entry

    def clean_up(self) -> list[Entry]:
        """Undo all that was not seen to be gone, the newest first; what is left, with reasons."""
        left = []
        for entry in reversed(list(self.ledger)):
            reason = self._undone(entry)
            settled = self._settle(entry, reason)
            if reason:
                left.append(settled)
        return left
