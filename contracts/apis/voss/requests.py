"""Requests to a VOSS system that read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import quote

from contracts.apis.voss.answers import Answer, Page, Resource
from contracts.apis.voss.listing import LONGEST, NAMELESS
from contracts.apis.voss.reach import Reach
from contracts.kit import PASSED_THROUGH, Api, FilterSet, Inconclusive, TargetUnreachable

JSON = ("format", "json")
TRANSACTIONS = "tool/Transaction"
_FILTER_KEYS = ("filter_field", "filter_condition", "filter_text", "ignore_case")

_TOO_MUCH = frozenset({"timeout", "too-large"})
"""Failures of which a shorter list may be the remedy."""

Value = str | int | bool
Tried = TypeVar("Tried")


class Requests(Api):
    """The part of the vocabulary that sends."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.reach = Reach(self.target.limits.timeout_s)

    def sampled(self, many: Iterable[Tried], most: int) -> list[Tried]:
        """What is to be tried: all of it, or the first `most` where lists are slow."""
        return list(islice(many, most) if self.reach.slow else many)

    @property
    def hierarchy(self) -> str:
        """The node from which lists are read. Raises Inconclusive where none can be found."""
        raise NotImplementedError

    def ask(
        self,
        path: str,
        query: Sequence[tuple[str, str]] = (),
        *,
        operation: str | None = None,
        **how: Any,
    ) -> Answer:
        """The answer to a GET of `path`; `how` is what `Wire.send` takes."""
        return Answer(self.wire.send("GET", path, operation=operation, query=query, **how))

    def page(
        self,
        model: str,
        filters: Sequence[FilterSet] = (),
        *,
        hierarchy: str | None = None,
        how: Mapping[str, Any] | None = None,
        **parameters: Value,
    ) -> Page:
        """A page of a model's list: `parameters` as the document names them.

        `hierarchy` is the target's own node when left out, and not sent when empty. `how` is
        what `Wire.send` takes.
        """
        options = dict(how or {})
        node = self.hierarchy if hierarchy is None else hierarchy
        query = [("hierarchy", node)] if node else []
        query += [JSON, *_filter_query(filters)]
        query += [(name, _text(value)) for name, value in parameters.items()]
        options.setdefault("operation", _list_operation(model) if node else None)
        exchange = self.wire.send("GET", f"/{model}/", query=query, **options)
        page = Page(exchange)
        if page.is_list:
            self.reach.note(len(page.keys), exchange.seconds)
        return page

    def longest(
        self, model: str, filters: Sequence[FilterSet] = (), most: int = LONGEST, **how: Any
    ) -> Page:
        """A page with as many resources as come within the time-out, `most` of them at most.

        Raises TargetUnreachable where not even one resource comes.
        """
        while True:
            limit = min(most, self.reach.limit)
            page = self.page(model, filters, limit=limit, how={"failures": "return"}, **how)
            failure = page.exchange.failure
            if failure is None:
                return page
            if failure.kind not in _TOO_MUCH:
                raise TargetUnreachable(failure.message)
            if not self.reach.shrink(limit):
                reason = (
                    f"{failure.message}: the list of {model} does not come even with limit=1; "
                    "name a node with fewer resources in [data] hierarchy, or raise timeout_s "
                    "in limits"
                )
                raise TargetUnreachable(reason)

    def get(
        self,
        model: str,
        pkid: str,
        *,
        hierarchy: str | None = None,
        operation: str | None = "getInstance",
        **parameters: Value,
    ) -> Resource:
        """One resource by its pkid; hierarchy as for `page`.

        With `operation` None the exchange is not held to what is documented. Raises Inconclusive
        for a resource whose pkid is not known.
        """
        if pkid.startswith(NAMELESS):
            reason = f"the list of {model} does not show the pkids of its resources"
            raise Inconclusive(reason)
        node = self.hierarchy if hierarchy is None else hierarchy
        query = [("hierarchy", node)] if node else []
        query += [JSON, *((name, _text(value)) for name, value in parameters.items())]
        path = f"/{model}/{quote(pkid, safe='')}/"
        return Resource(self.wire.send("GET", path, operation=operation, query=query))

    def add_form(self, model: str, **parameters: Value) -> Answer:
        """The form schema of a model, by …/add/."""
        query = [("hierarchy", self.hierarchy), JSON, ("schema", "true")]
        query += [(name, _text(value)) for name, value in parameters.items()]
        return self.ask(f"/{model}/add/", query, operation="getAddForm")

    def help_page(self, model: str) -> Answer:
        """The help page of a model, also where it is at another address of the target."""
        query = [("hierarchy", self.hierarchy)]
        return self.ask(f"/{model}/help/", query, operation="getHelp", **PASSED_THROUGH)

    def post(self, path: str, payload: Mapping[str, Any], **parameters: Value) -> Answer:
        """The answer to a POST of a JSON object."""
        query = [(name, _text(value)) for name, value in parameters.items()]
        exchange = self.wire.send(
            "POST",
            path,
            operation="createResource",
            query=query,
            headers=(("Content-Type", "application/json"),),
            body=json.dumps(payload, ensure_ascii=False).encode(),
        )
        return Answer(exchange)


def _list_operation(model: str) -> str | None:
    if model == TRANSACTIONS:
        return "listTransactions"
    if model.startswith("device/cucm/"):
        return "listDevices"
    return "listResources" if model.count("/") == 1 else None


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _filter_query(filters: Sequence[FilterSet]) -> list[tuple[str, str]]:
    """The parameters of filter sets, all of one key beside each other."""
    columns = zip(
        *((one.field, one.condition, one.text, one.ignore_case) for one in filters), strict=True
    )
    return [
        (key, _text(value))
        for key, column in zip(_FILTER_KEYS, columns, strict=False)
        for value in column
        if value is not None
    ]
