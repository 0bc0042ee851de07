"""An Uptivity API Server: in which ways it takes messages, and what its answers mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import count
from typing import Any, Literal

from contracts.apis.uptivity.allowed import allowed
from contracts.apis.uptivity.reply import Reply
from contracts.apis.uptivity.rules import check_reply
from contracts.apis.uptivity.scenarios import (
    Played,
    Step,
    covering,
    is_busy,
    play,
    scenarios,
)
from contracts.apis.uptivity.sending import Sending
from contracts.apis.uptivity.socket import SOCKET, address_of, check_form
from contracts.apis.uptivity.ways import (
    ABOUT_HTTP,
    BY_GET,
    BY_POST,
    BY_SOCKET,
    BY_XML,
    NO_SOCKET,
    XML_WAYS,
    plain_test,
    way_of,
)
from contracts.kit import (
    Checked,
    CodeKind,
    Exchange,
    Inconclusive,
    NotApplicable,
    NotTested,
    ResultCodes,
    TargetUnreachable,
    read_table,
)

API_OK = "API_OK"
_EFFECT_S = 5.0
"""How long a command of a scenario is given to take effect, once the next step has failed."""
_APART = 100_000
ERRORS = frozenset({CodeKind.ERROR, CodeKind.LIKELY_ERROR})


class Uptivity(Sending):
    """One Uptivity API Server."""

    deaf = False
    """Whether the socket was seen to be silent after a dropped connection."""
    _way: str | None = None
    _echoed: Reply | None = None
    _played: tuple[Played, ...] | None = None
    _before: tuple[Played, ...] = ()

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._noted: set[str] = set()
        self._refreshed = 0

    def rules(self, exchange: Exchange) -> Checked:
        """What holds for every RESULT: code, label and command agree; over the socket, its form."""
        if not exchange.request.raw:
            taken = way_of(exchange.request) == self._way
            return check_reply(exchange, self.codes, self.target.readings, taken=taken)
        if exchange.request.operation != SOCKET:
            return Checked()  # a conversation, whose tests say all there is to say
        form = check_form(exchange, self.spec.directory)
        taken = self._way == BY_SOCKET
        said = check_reply(exchange, self.codes, self.target.readings, taken=taken)
        return Checked(form.upheld + said.upheld, form.findings + said.findings)

    @cached_property
    def codes(self) -> ResultCodes:
        """The document's table."""
        return ResultCodes(read_table(self.spec.directory / "result-codes.tsv"))

    @property
    def way(self) -> str:
        """The way in which the target is judged where a test names none.

        No document says which one a target offers: the first that answers TEST with a RESULT.
        """
        if self._way is None:
            self._way = self._first_way()
        return self._way

    def _first_way(self) -> str:
        """The first way in which TEST succeeds, else the first in which it has a RESULT.

        Rather one whose RESULT does not say that the message could not be read.
        """
        if self.target.base_url.startswith("tcp:"):
            return BY_SOCKET
        answered: dict[bool, str] = {}
        for way in (BY_GET, BY_POST, BY_XML):
            try:
                reply = self.by(way, plain_test("1"), operation=None, failures="return")
                if reply.is_result and self._succeeds(way, reply):
                    return way
            except NotTested:
                break  # only reading is allowed, and a POST may do anything
            if reply.is_result:
                answered.setdefault(self._was_read(reply), way)
            elif reply.exchange.response is None:
                break
        return answered.get(True) or answered.get(False) or BY_GET

    def _was_read(self, reply: Reply) -> bool:
        with suppress(Inconclusive):
            return reply.code not in self.allowed("malformed")
        return True

    def _succeeds(self, way: str, reply: Reply) -> bool:
        """Whether TEST succeeds: as in `reply`, or in capitals where small letters are refused."""
        if self.succeeded(reply):
            return True
        if way in XML_WAYS:
            return False
        self.test_word = "TEST"
        if self.succeeded(self.by(way, plain_test("1"), operation=None, failures="return")):
            return True
        self.test_word = "test"
        return False

    def ids(self, first: int) -> Iterator[str]:
        """REQUESTIDs from `first` on, with which nothing was sent before the last `refresh`.

        The document does not say that a server takes a REQUESTID more than once.
        """
        return map(str, count(first + _APART * self._refreshed))

    def refresh(self) -> None:
        """Take a fresh view of the target."""
        super().refresh()
        self._refreshed += 1
        self.test_word = "test"
        self._before = self._played or self._before
        self._way, self._echoed, self._played = None, None, None

    @property
    def by_http(self) -> bool:
        """Whether the target is judged over HTTP."""
        return self.way != BY_SOCKET

    def echo_works(self) -> None:
        """Raise Inconclusive where a plain REQUESTID does not come back: see UPT-ID-01."""
        if self._echoed is None:
            self._echoed = self.control("4712")
        if self._echoed.request_id != "4712":
            reason = f"REQUESTID 4712 came back as {self._echoed.request_id!r} (see UPT-ID-01)"
            raise Inconclusive(reason)

    def note_once(self, text: str) -> None:
        """State `text` in the report, however often it is said."""
        if text not in self._noted:
            self._noted.add(text)
            self.note(text)

    def played(self) -> tuple[Played, ...]:
        """The scenarios of the target file, played once, with the answer to each step."""
        if self._played is None:
            listed = scenarios(self.target)
            found = play(listed, self.command, self._before, self._patiently, self.ids(20001))
            self._played = tuple(found)
        return self._played

    def played_by(self, way: str, wanted: Iterable[Step]) -> tuple[Played, ...]:
        """Scenarios with such steps, played once more in another way: as few as will do.

        All are played to their end, where they clean up, before anything is judged.
        """

        def send(values: Mapping[str, str], request_id: str) -> Reply:
            return self.by(way, (*values.items(), ("requestid", request_id)), failures="return")

        return tuple(play(covering(scenarios(self.target), wanted), send, ids=self.ids(30001)))

    def answered(self, step: Step, ids: Iterator[str]) -> Reply:
        """The answer to a step, sent with one of `ids`, once the target is not too busy for it."""

        def ask() -> Reply:
            return self.command(step.send, next(ids))

        reply = ask()
        if not is_busy(step, reply):
            return reply
        return self._patiently(ask, lambda one: not is_busy(step, one))

    def _patiently(self, ask: Callable[[], Reply], over: Callable[[Reply], bool]) -> Reply:
        """The answer to a step, sent until it is `over` or patience is.

        What a step before it changed may take effect only after a while.
        """
        replies: list[Reply] = []

        def look() -> Reply | None:
            replies.append(ask())
            return replies[-1] if over(replies[-1]) else None

        patience = self.patience("a command of a scenario has taken effect", _EFFECT_S)
        return patience.until(look) or replies[-1]

    def query(self, pairs: Sequence[tuple[str, str]], **how: Any) -> Reply:
        """The answer to a query string, by POST where the target takes it by that alone."""
        return self.post(pairs, **how) if self.way == BY_POST else self.get(pairs, **how)

    def ask(self, pairs: Sequence[tuple[str, str]], **how: Any) -> Reply:
        """The answer to a message sent in the way in which the target is judged."""
        return self.by(self.way, pairs, **how)

    def offers(self, way: str) -> None:
        """Raise NotApplicable for a way that makes no sense at the target's address."""
        if way == BY_SOCKET:
            if address_of(self.target) is None:
                raise NotApplicable(NO_SOCKET)
        elif not self.by_http:
            raise NotApplicable(ABOUT_HTTP.format(self.target.base_url))

    def takes(self, way: str) -> None:
        """Make sure that TEST is accepted in this way.

        Raises NotApplicable for a way that makes no sense here, Inconclusive where the one in
        which the target is judged is not taken, NotTested for those that it need not offer.
        """
        self.offers(way)
        if way == self.way:
            self.control()
            return
        try:
            reply = self.by(way, plain_test("4711"), operation=None, failures="return")
        except TargetUnreachable as trouble:
            reason = f"the target does not accept {way}: {trouble.reason}"
            raise NotTested(reason) from trouble
        if not self.succeeded(reply) and not self._turned(way, reply):
            reason = f"the target does not accept {way}: {reply}"
            raise NotTested(reason)

    def _turned(self, way: str, reply: Reply) -> bool:
        """Whether XML that was refused is taken with its elements the other way round."""
        if way not in XML_WAYS or not reply.is_result:
            return False
        elements = (("REQUESTID", "4711"), ("TYPE", "TEST"))
        return self.succeeded(self.xml(elements, way, operation=None, failures="return"))

    def test(self, request_id: str, **how: Any) -> Reply:
        """The answer to TEST, the command that asks whether the server is there."""
        return self.ask(plain_test(request_id), **how)

    def looks(self) -> Iterator[Exchange]:
        """A TEST, in the way in which the target is judged and in the others that it may take."""
        yield self.test("1", failures="return").exchange
        if self.way == BY_GET:
            for way in (BY_POST, *XML_WAYS):
                with suppress(NotTested, NotApplicable):
                    yield self.by(way, plain_test("1"), failures="return").exchange

    def command(self, values: Mapping[str, str], request_id: str) -> Reply:
        """The answer to any command: `values` are its parameters with `type` among them."""
        return self.ask((*values.items(), ("requestid", request_id)))

    def unknown_command(
        self,
        request_id: str,
        *,
        suffix: str = "",
        arguments: Mapping[str, str] | None = None,
        way: str | None = None,
        failures: Literal["raise", "return"] = "raise",
    ) -> Reply:
        """The answer to a command that no server has; its name ends in `suffix`."""
        pairs = (
            ("type", self.UNKNOWN + suffix),
            ("requestid", request_id),
            *(arguments or {}).items(),
        )
        defect = "a command that does not exist"
        return self.by(way or self.way, pairs, defect=defect, failures=failures)

    def no_command(self, request_id: str, way: str | None = None) -> Reply:
        """The answer to a message that names no command."""
        return self.by(way or self.way, (("requestid", request_id),), defect="no command")

    def control(self, request_id: str = "4711") -> Reply:
        """A TEST that succeeds: the positive control beside which a rejection counts.

        Where TEST is refused, but some command of the scenarios succeeds, its refusal will do.
        Raises Inconclusive where nothing is accepted.
        """
        reply = self.test(request_id)
        refused = reply.is_result and not self.succeeded(reply)
        if refused and any(one.reply and self.succeeded(one.reply) for one in self.played()):
            return reply
        return self.accepted(reply, f"TEST ({self.way})")

    def accepted(self, reply: Reply, what: str) -> Reply:
        """`reply`, when it is a success. Raises Inconclusive otherwise."""
        if not self.succeeded(reply):
            reason = f"the control, {what}, was not accepted: {reply}"
            raise Inconclusive(reason)
        return reply

    def succeeded(self, reply: Reply) -> bool:
        """Whether a reply is a RESULT that says nowhere that it is an error."""
        if not reply.is_result:
            return False
        try:
            return reply.type != "ERROR" and self.codes.kind(reply.code) not in ERRORS
        except Inconclusive:
            return False

    def is_error(self, reply: Reply) -> bool:
        """Whether a RESULT is an error: by its RESULTTYPE, or else by its code.

        Raises Inconclusive where it has not both.
        """
        if reply.type == "ERROR":
            return True
        return reply.type != API_OK and self.codes.kind(reply.code) in ERRORS

    def allowed(self, case: str) -> frozenset[int]:
        """The codes that are right for `case` ("unknown command", "request id", …)."""
        return allowed(case, self.target.readings, self.codes)

    def shown(self, case: str) -> str:
        """Those codes as a finding shows them."""
        return ", ".join(str(code) for code in sorted(self.allowed(case)))
