"""Where an API is in traffic that says nothing of it: its base URL, found out where it is plain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urlsplit

from contracts.catalogue import load
from contracts.model import ConfigurationError, Exchange
from contracts.targets import from_address
from contracts.traffic.har import Captured
from contracts.traffic.matching import Template, templates
from contracts.traffic.vocabulary import silent_vocabulary

_LOOKED_AT = 5_000
_NAMED = 4
_ANYWHERE = "http://localhost"


def base_url_of(api: str, exchanges: Iterable[Captured]) -> str:
    """The base URL below which the exchanges of `api` are, by the first of them.

    An exchange tells where its path ends as that of an operation, and its answer holds what
    answers of the API hold. Raises ConfigurationError where there is none, or more than one.
    """
    known = templates(load(api))
    vocabulary = silent_vocabulary(from_address(api, _ANYWHERE))
    votes: Counter[str] = Counter()
    looked_at = 0
    for one in islice(exchanges, _LOOKED_AT):
        looked_at += 1
        if vocabulary.belongs(one.exchange):
            votes.update(_bases(one.exchange, known))
    if not votes:
        msg = (
            f"nothing in the traffic looks like {api} ({looked_at:,} exchanges were looked at); "
            "check --api, or name the address with --base-url"
        )
        raise ConfigurationError(msg)
    ranked = votes.most_common()
    best = [url for url, count in ranked if count == ranked[0][1]]
    hosts = {urlsplit(url)[:2] for url, _ in ranked}
    if len(best) > 1 or len(hosts) > 1:
        shown = " or ".join(url for url, _ in ranked[:_NAMED])
        msg = f"the traffic does not say which base URL is meant; give --base-url {shown}"
        raise ConfigurationError(msg)
    return best[0]


def _bases(exchange: Exchange, known: Iterable[Template]) -> Iterator[str]:
    """The base URLs below which the path of a request is that of an operation."""
    try:
        parts = urlsplit(exchange.request.url)
    except ValueError:
        return
    found: dict[str, int] = {}
    for one in known:
        if one.operation.method != exchange.request.method:
            continue
        steps = parts.path.split("/")
        for at in range(len(steps)):
            base = "/".join(steps[:at])
            if one.pattern.fullmatch(parts.path[len(base) :]):
                found[base] = max(found.get(base, 0), one.literals)
    most = max(found.values(), default=0)
    for base, literals in found.items():
        if literals == most:
            yield f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{base}"
