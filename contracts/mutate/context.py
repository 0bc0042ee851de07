"""What operators remember of the exchanges before."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from contracts.mutate.message import Headers, Reply, Request

_Key = tuple[str, str, str]


class Context:
    """What one mutant at one server remembers of the exchanges that it has seen.

    `credentials` are the names of the header fields that say who asks, in lower case.
    """

    def __init__(self, credentials: Sequence[str] = ("authorization",)) -> None:
        self.credentials = frozenset(credentials)
        self.right: Headers = ()
        """Fields with credentials that a server took."""
        self.done: Reply | None = None
        """The answer to the change that was made first."""
        self._first: dict[_Key, Reply] = {}
        self._last: dict[_Key, Reply] = {}

    def saw(self, request: Request, reply: Reply) -> None:
        """Learn right credentials from an exchange of any operation: the first that are taken."""
        if not self.right and reply.succeeds:
            self.right = self.of(request)

    def of(self, request: Request) -> Headers:
        """The fields of a request that say who asks."""
        return tuple(one for one in request.headers if one[0].lower() in self.credentials)

    def unchecked(self, request: Request, operator: str) -> Request:
        """The request with right credentials, where such are known.

        `anonymous` gives them to who has none, `forged` to who has wrong ones, `unchecked` to both.
        """
        given = self.of(request)
        if not self.right or given == self.right:
            return request
        if operator == ("forged" if not given else "anonymous"):
            return request
        others = (one for one in request.headers if one[0].lower() not in self.credentials)
        return msgspec.structs.replace(request, headers=(*others, *self.right))

    def stale(self, request: Request, reply: Reply) -> Reply:
        """The answer that an equal request was given first, for ever."""
        return self._first.setdefault(_key(request), reply)

    def another(self, request: Request, reply: Reply) -> Reply:
        """The answer that was given last to another request; `reply` where there was none."""
        key = _key(request)
        found = next((one for other, one in reversed(self._last.items()) if other != key), reply)
        self._last.pop(key, None)
        self._last[key] = reply
        return found


def _key(request: Request) -> _Key:
    return request.method, request.path, request.query
