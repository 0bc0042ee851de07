"""An exchange as the judge of traffic has taken it, and what is wrong with a request."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from contracts.catalogue import Operation
from contracts.model import Exchange, Request
from contracts.traffic.matching import Place

_OK = range(200, 300)


class Seen(msgspec.Struct):
    """An exchange as it was taken.

    Laws may keep it: when all of them have taken it, `exchange` loses its headers and bodies, so
    that what is kept stays small.

    `number` counts all exchanges. `began` and `ended` are seconds of one clock. `problems` are
    what the document does not allow in the request; `unjudged` says why the response is not held
    to the document. `whole` is whether the body of the response is known from end to end.
    `caller` stands for who asked: the same text for the same credentials, empty for none; `user`
    is the user name where these were those of HTTP Basic.
    """

    number: int
    exchange: Exchange
    place: Place
    problems: tuple[str, ...] = ()
    unjudged: str = ""
    whole: bool = True
    caller: str = ""
    user: str = ""

    @property
    def operation(self) -> Operation | None:
        """The operation that the request exercises."""
        return self.place.operation

    @property
    def id(self) -> str:
        """The id of the exchange."""
        return self.exchange.id

    @property
    def status(self) -> int:
        """The status of the response; 0 where none came."""
        return self.exchange.response.status if self.exchange.response else 0

    @property
    def accepted(self) -> bool:
        """Whether the status is that of a success."""
        return self.status in _OK

    @property
    def plain(self) -> bool:
        """Whether it is an answer, known from end to end, to a request that is allowed."""
        return not self.problems and not self.unjudged and self.whole

    def before(self, other: Seen) -> bool:
        """Whether this one was over when `other` began, by the clock and by the order."""
        mine, its = self.exchange, other.exchange
        return self.number < other.number and mine.started + mine.seconds <= its.started


def outline(exchange: Exchange) -> Exchange:
    """An exchange without headers and bodies."""
    request, response = exchange.request, exchange.response
    return msgspec.structs.replace(
        exchange,
        request=msgspec.structs.replace(request, headers=(), body=b""),
        response=msgspec.structs.replace(response, headers=(), body=b"") if response else None,
    )


def asked_otherwise(operation: Operation, request: Request) -> Iterator[str]:
    """What is wrong with a request that accepts none of the documented media types."""
    accepted = [
        one.split(";", 1)[0].strip().lower()
        for name, value in request.headers
        if name.lower() == "accept"
        for one in value.split(",")
    ]
    documented = [
        media.split(";", 1)[0].strip().lower()
        for response in operation.raw["responses"].values()
        for media in response.get("content", {})
    ]
    if not accepted or not documented or any(one.endswith("/*") for one in accepted):
        return
    kinds = {one.rsplit("+", 1)[-1].rsplit("/", 1)[-1] for one in documented}
    if not any(one.rsplit("+", 1)[-1].rsplit("/", 1)[-1] in kinds for one in accepted if one):
        yield f"it accepts {', '.join(accepted)}, and none of the documented media types"
