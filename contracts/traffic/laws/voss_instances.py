"""Resources of VOSS by their pkid: agreement with lists, what is cached, and tags."""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec

from contracts.apis.voss import (
    CLEAR,
    CLEAR_ALL,
    Item,
    Resource,
    difference,
    tags_in,
)
from contracts.traffic.accounts import Accounts
from contracts.traffic.laws.lists import Shelves
from contracts.traffic.laws.saying import Saying
from contracts.traffic.laws.voss_lists import listed_in
from contracts.traffic.seen import Seen

_NOT_FOUND = 404
_KNOWN = 4_000
_LATEST = 11.5
_PATIENCE_S = 10.0


class Known(msgspec.Struct):
    """What is known of a resource: as it was listed, given, and tagged last."""

    epoch: int = -1
    row: Item | None = None
    listed: Seen | None = None
    cached: dict[str, tuple[Seen, Any]] = {}
    wanted: frozenset[str] = frozenset()
    unwanted: frozenset[str] = frozenset()
    tagged: Seen | None = None
    kind: str = ""
    before: frozenset[str] | None = None
    version: str = ""
    versioned: Seen | None = None


class VossInstances(Saying):
    """The laws of single resources."""

    name = "resources"

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]  # as Saying takes them
        self._shelves = Shelves()
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._given: dict[str, Seen] = {}
        self._missing: dict[str, Seen] = {}
        self._beyond: dict[str, set[str]] = {}

    def take(self, seen: Seen, accounts: Accounts) -> None:
        """Take one more exchange into account."""
        self.listen(accounts)
        self._shelves.note(seen)
        request = seen.exchange.request
        query = dict(parse_qsl(urlsplit(request.url).query, keep_blank_values=True))
        if not seen.whole or not seen.status or seen.problems:
            return
        match request.operation:
            case "getInstance":
                self._instance(seen, query)
            case "tagInstance" | "tagVersion" if seen.accepted:
                self._tagged(seen, request.operation)
            case "listResources" | "listDevices":
                self._list(seen)
            case _:
                pass

    def _of(self, key: str) -> Known:
        found = self._known.pop(key, None) or Known(cached={})
        self._known[key] = found
        while len(self._known) > _KNOWN:
            self._known.popitem(last=False)
        return found

    def _model(self, seen: Seen) -> str:
        values = seen.place.values
        return f"{values.get('model_type', 'device/cucm')}/{values.get('model_name')}"

    def _list(self, seen: Seen) -> None:
        one = listed_in(seen)
        if one is None:
            return
        model = self._model(seen)
        names = set(one.page.summary_attrs)
        for item in one.page.items:
            if item.key.startswith("without pkid"):
                continue
            known = self._of(item.key)
            known.epoch, known.row, known.listed = self._shelves.epoch, item, seen
        beyond = self._beyond.get(model, set()) - names
        shown = {name for item in one.page.items for name in item.data}
        if not names or not one.page.items:
            return
        summary = one.asked.flag("summary")
        if summary is False:
            if shown - names - {"pkid"}:
                self.passes("VOSS-SUMMARY-03", seen)
            return
        required = "VOSS-SUMMARY-01" if summary else "VOSS-SUMMARY-02"
        if beyond & shown:
            text = f"the summary of {model} has {', '.join(sorted(beyond & shown))}"
            self.breaks(required, text, seen, expected=", ".join(sorted(names)))
        elif beyond:
            self.passes(required, seen)

    def _instance(self, seen: Seen, query: dict[str, str]) -> None:
        pkid = seen.place.values["pkid"]
        resource = Resource(seen.exchange)
        item = resource.item
        if seen.status == _NOT_FOUND:
            self._missing.setdefault(self._model(seen), seen)
        if item is None or seen.unjudged:
            return
        model = self._model(seen)
        self._given.setdefault(model, seen)
        known = self._of(pkid)
        row = known.row
        if row is not None and known.listed is not None and known.epoch == self._shelves.epoch:
            summary = row.data
            extra = set(item.data) - set(summary) - {"pkid"}
            self._beyond.setdefault(model, set()).update(extra)
            self._alike(seen, known, item)
        if item.key and item.key != pkid and not item.key.startswith("without pkid"):
            text = f"under the pkid {pkid} the resource {item.key} is given"
            self.breaks("VOSS-INST-01", text, seen, expected=pkid, observed=item.key)
        self._cached(seen, query, known, item)
        self._after_tags(seen, known, resource)
        if model.endswith("data/HierarchyNode"):
            self._in_its_path(seen, item, pkid)

    def _alike(self, seen: Seen, known: Known, item: Item) -> None:
        row, listed = known.row, known.listed
        if row is None or listed is None or not listed.before(seen):
            return
        name = difference(row.data, item.data)
        if name:
            text = f"{name} of a resource is another one in the list"
            expected, observed = row.data[name], item.data[name]
            self.breaks(
                "VOSS-INST-01",
                text,
                listed,
                seen,
                expected=expected,
                observed=observed,
                certain=False,
            )
        elif len(set(row.data) & set(item.data)) > 1:
            self.passes("VOSS-INST-01", listed, seen)

    def _cached(self, seen: Seen, query: dict[str, str], known: Known, item: Item) -> None:
        """A resource is given whatever cached says."""
        mine = query.get("cached", "")
        if mine not in {"", "true", "false"}:
            return
        for other, (before, data) in known.cached.items():
            pair = {mine, other}
            if other == mine or not before.before(seen) or data != item.data:
                continue
            if pair == {"true", "false"}:
                self.passes("VOSS-CACHED-01", before, seen)
            elif pair == {"true", ""}:
                self.passes("VOSS-CACHED-02", before, seen)
            if pair == {"true", "false"} and self._model(seen).startswith("data/"):
                self.passes("VOSS-CACHED-03", before, seen)
        known.cached[mine] = (seen, item.data)

    def _in_its_path(self, seen: Seen, item: Item, pkid: str) -> None:
        if "path" not in item.meta:
            return
        path = json.dumps(item.meta["path"], ensure_ascii=False)
        if pkid in path:
            self.passes("VOSS-HIER-04", seen)
        else:
            text = "the path of a hierarchy node does not lead to its pkid"
            self.breaks("VOSS-HIER-04", text, seen, expected=pkid, observed=path)

    # Tags

    def _tagged(self, seen: Seen, operation: str) -> None:
        known = self._of(seen.place.values["pkid"])
        query = parse_qsl(urlsplit(seen.exchange.request.url).query, keep_blank_values=True)
        nowait = dict(query).get("nowait") == "true"
        if operation == "tagVersion":
            known.version = "" if nowait else dict(query).get("version_tag", "")
            known.versioned = seen
            return
        tags = [value for name, value in query if name == "tag"]
        before = known.before
        known.tagged, known.kind = seen, ""
        if nowait or not tags:
            return
        gone = frozenset(one.removeprefix(CLEAR) for one in tags if one.startswith(CLEAR))
        added = frozenset(one for one in tags if not one.startswith("__CLEAR"))
        known.wanted, known.unwanted = added, gone
        if CLEAR_ALL in tags:
            known.kind, known.unwanted = "VOSS-TAG-04", before or frozenset()
        elif gone:
            known.kind, known.wanted = "VOSS-TAG-03", added | ((before or frozenset()) - gone)
        else:
            known.kind = "VOSS-TAG-01" if len(tags) == 1 else "VOSS-TAG-02"

    def _after_tags(self, seen: Seen, known: Known, resource: Resource) -> None:
        tags = tags_in(resource)
        tagged = known.tagged
        if tagged is not None and tagged.before(seen) and known.kind:
            new = known.before is None or not known.wanted <= known.before
            removed = bool(known.unwanted & (known.before or frozenset()))
            if known.wanted <= tags and not known.unwanted & tags:
                if new or removed:
                    self.passes(known.kind, tagged, seen)
                kept = (known.before or frozenset()) - known.unwanted
                if kept and kept <= tags and known.kind in {"VOSS-TAG-01", "VOSS-TAG-02"}:
                    self.passes("VOSS-TAG-05", tagged, seen)
                known.kind = ""
            elif _late(tagged, seen):
                text = "a change of tags was accepted and is not seen 10 s later"
                expected, observed = sorted(known.wanted), sorted(tags)
                self.breaks(known.kind, text, tagged, seen, expected=expected, observed=observed)
        versioned = known.versioned
        said = resource.meta.get("version_tag")
        if known.version and versioned is not None and versioned.before(seen):
            if known.version == said or (isinstance(said, list) and known.version in said):
                self.passes("VOSS-VTAG-01", versioned, seen)
                known.version = ""
            elif _late(versioned, seen):
                text = "a version tag was accepted and is not seen 10 s later"
                self.breaks(
                    "VOSS-VTAG-01", text, versioned, seen, expected=known.version, observed=said
                )
        known.before = tags

    def end(self, accounts: Accounts) -> None:
        """Count what was not found beside what was."""
        self.listen(accounts)
        for model, seen in self._missing.items():
            if model in self._given:
                self.passes("VOSS-INST-02", seen, self._given[model])


def _late(change: Seen, look: Seen) -> bool:
    ended = change.exchange.started + change.exchange.seconds
    return look.exchange.started - ended >= _PATIENCE_S
