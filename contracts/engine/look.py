"""One look at a target before it is judged: whether what is there can be judged at all.

Several documented requests that only read are sent, until one reply has content of the API. Only
where every one of them shows that there is nothing to judge is the target barred from the run: a
broken implementation is to be judged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

import msgspec

from contracts.apis import Api, is_page
from contracts.model import Exchange, Failure, NoAuth, TargetLost, TargetUnreachable

_SILENT_ENOUGH = 3
"""How many requests in a row without a reply show that none is going to come."""
_REFUSED_ENOUGH = 3
"""How many requests it takes that need credentials to say that those are not the right ones."""
_SHOWN = 3

_REFUSED = frozenset({401, 403})
_MISSING = frozenset({404, 405, 410, 501})


class Sight(Enum):
    """What one reply shows."""

    BELONGS = "belongs"
    SILENT = "silent"
    REFUSED = "refused"
    REDIRECT = "redirect"
    MISSING = "missing"
    PAGE = "page"
    FOREIGN = "foreign"
    UNSURE = "unsure"


class Look(msgspec.Struct, frozen=True):
    """What was asked of a target and what it showed.

    `barred` is a sentence that says why nothing of it can be judged, and what to do; empty where
    it can.
    """

    exchanges: tuple[Exchange, ...]
    sights: tuple[Sight, ...]
    barred: str

    @property
    def answer(self) -> str:
        """The exchange that shows best what is there, in a line."""
        if not self.exchanges:
            return "nothing could be asked"
        shown = zip(self.exchanges, self.sights, strict=True)
        belonging = (one for one, sight in shown if sight is Sight.BELONGS)
        return answered(next(belonging, self.exchanges[-1]))

    @property
    def refusal(self) -> str:
        """The first request that was answered 401, in a line; empty where none was.

        A user who lacks a right gets 403: that is nothing to fix before a run.
        """
        return next((_gave(one) for one in self.exchanges if _status(one) == "401"), "")


def look_at(api: Api, *, vouched: bool = False, everywhere: bool = False) -> Look:
    """Look at the target of `api`, until something belongs to it, or `everywhere`.

    `vouched`: the credentials are those that the target itself names in its description.
    """
    exchanges: list[Exchange] = []
    sights: list[Sight] = []
    looks = api.looks()
    while everywhere or Sight.BELONGS not in sights:
        if sights[-_SILENT_ENOUGH:] == [Sight.SILENT] * _SILENT_ENOUGH:
            break
        try:
            exchange = next(looks, None)
        except (TargetUnreachable, TargetLost):
            break  # it did not reply so often that it is not asked again for a while
        if exchange is None:
            break
        exchanges.append(exchange)
        sights.append(sight_of(api, exchange))
    barred = _barred(api, exchanges, sights, vouched=vouched)
    return Look(tuple(exchanges), tuple(sights), barred or _misfit(api))


def sight_of(api: Api, exchange: Exchange) -> Sight:
    """What a reply shows, by its status first where that tells, then by its content."""
    response = exchange.response
    if response is None:
        return Sight.SILENT
    status = response.status
    succeeded = status == 0 or 200 <= status < 300  # noqa: PLR2004 - a success
    shows = (
        (status in _REFUSED, Sight.REFUSED),
        (api.belongs(exchange), Sight.BELONGS),
        (status in _MISSING, Sight.MISSING),
        (300 <= status < 400, Sight.REDIRECT),  # noqa: PLR2004 - a redirection
        (is_page(response.body), Sight.PAGE),
        (succeeded, Sight.FOREIGN),
    )
    return next((sight for holds, sight in shows if holds), Sight.UNSURE)


def answered(exchange: Exchange) -> str:
    """How a request was answered, in a line."""
    response, failure = exchange.response, exchange.failure
    if response is None:
        return f"no answer: {failure.message if failure else 'no reason is known'}"
    media = response.media_type or "no media type"
    status = f"{response.status} " if response.status else ""
    return f"{status}{media}, {exchange.seconds * 1000:.0f} ms"


def _barred(
    api: Api, exchanges: Sequence[Exchange], sights: Sequence[Sight], *, vouched: bool
) -> str:
    kinds = set(sights)
    pairs = zip(exchanges, sights, strict=True)
    restricted = [sight for exchange, sight in pairs if api.needs_credentials(exchange)]
    refused = set(restricted) == {Sight.REFUSED} and len(restricted) >= _REFUSED_ENOUGH
    if refused and not vouched:
        return _refused(api, exchanges)
    if not exchanges or kinds & {Sight.BELONGS, Sight.UNSURE}:
        return ""
    if kinds == {Sight.SILENT}:
        return _silent(exchanges)
    if Sight.SILENT in kinds:
        return ""
    sentence = _SENTENCES.get(next(iter(kinds))) if len(kinds) == 1 else None
    return (sentence or _alien)(api, exchanges)


def _misfit(api: Api) -> str:
    """What in the target file keeps the target from being judged; empty where nothing does."""
    try:
        found = api.misfit()
    except (TargetUnreachable, TargetLost):
        return ""
    return f"the target file does not fit it: {found}" if found else ""


def _silent(exchanges: Sequence[Exchange]) -> str:
    failure = exchanges[0].failure or Failure("", "no reply came")
    if failure.kind == "busy":
        return f"{failure.message}; run again when it has less to do"
    return (
        f"no reply came from it ({failure.message}); check that it is running, and that base_url "
        "in the target file is its address"
    )


def _refused(api: Api, exchanges: Sequence[Exchange]) -> str:
    if isinstance(api.target.auth, NoAuth):
        return (
            f"it requires credentials, and the target file has none ({_listed(exchanges)}); "
            "add them as [target] auth"
        )
    return (
        f"it rejects the credentials in [target] auth ({_listed(exchanges)}); correct them, and "
        "check that they may read"
    )


def _redirected(_api: Api, exchanges: Sequence[Exchange]) -> str:
    response = exchanges[0].response
    where = response.header("Location") if response else None
    return (
        f"it redirects every request ({_status(exchanges[0])} to {where or 'nowhere'}); set "
        "base_url to the address of the API itself"
    )


def _missing(api: Api, exchanges: Sequence[Exchange]) -> str:
    return (
        f"nothing of {api.spec.catalogue.title} is at {api.target.base_url}: "
        f"{_listed(exchanges)}; check base_url in the target file, including its path"
    )


def _page(api: Api, exchanges: Sequence[Exchange]) -> str:
    return (
        f"it answers with pages for a browser, not as {api.spec.catalogue.title}: "
        f"{_listed(exchanges)}; set base_url to the address of the API itself"
    )


def _alien(api: Api, exchanges: Sequence[Exchange]) -> str:
    return (
        f"it does not answer as {api.spec.catalogue.title}: {_listed(exchanges)}; check that "
        "base_url and api in the target file belong together"
    )


_SENTENCES: dict[Sight, Callable[[Api, Sequence[Exchange]], str]] = {
    Sight.REFUSED: _refused,
    Sight.REDIRECT: _redirected,
    Sight.MISSING: _missing,
    Sight.PAGE: _page,
    Sight.FOREIGN: _alien,
}


def _listed(exchanges: Sequence[Exchange]) -> str:
    """The first requests, each with its answer, in a line."""
    shown = [_gave(one) for one in exchanges[:_SHOWN]]
    more = len(exchanges) - len(shown)
    return ", ".join([*shown, f"and {more} more so"] if more else shown)


def _gave(exchange: Exchange) -> str:
    """A request with the status and media type of its answer."""
    request = exchange.request
    path = request.url.partition("?")[0].split("/", 3)[-1]
    media = exchange.response.media_type if exchange.response else ""
    return f"{request.method} {path} gave {_status(exchange)} {media}".rstrip()


def _status(exchange: Exchange) -> str:
    return str(exchange.response.status) if exchange.response else "nothing"
