"""The lives of UDM's jobs, records and files: made, seen, changed, deleted, gone."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from contracts.apis.genesys_udm import Answer, Page, Version, version_of
from contracts.traffic.accounts import Accounts
from contracts.traffic.laws.saying import Saying
from contracts.traffic.laws.udm_things import Thing, before, is_whole, late, made_by, members_of
from contracts.traffic.seen import Seen

_THINGS = 8_000
_GONE = frozenset({400, 404})
_SHOWN = {
    "V10": ("title", "source", "type", "description"),
    "V4": ("title", "source", "description"),
}
_MOVES = ("progress", "status", "fileName", "fileSize", "bgUpdate")
_KIND = {
    "getJob": "job",
    "deleteJob": "job",
    "updateJob": "job",
    "getHistory": "record",
    "deleteHistory": "record",
    "getFile": "file",
    "deleteFile": "file",
}
_LISTS = {"listJobs": "job", "listHistory": "record", "listFileMetadatas": "file"}
_GIVEN = {"job": ("JOBS", "01"), "record": ("HISTORY", "01"), "file": ("FILES", "01")}
_OTHER = {"job": "UDM-JOBS-43", "record": "UDM-HISTORY-12"}
_DELETED = {"job": ("JOBS", "18"), "record": ("HISTORY", "04"), "file": ("FILES", "08")}


class UdmLives(Saying):
    """The laws of what is made, listed, given and deleted."""

    name = "life cycles"

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]  # as Saying takes them
        self._things: OrderedDict[tuple[str, str], Thing] = OrderedDict()
        self._own: dict[tuple[str, str], str] = {}

    def take(self, seen: Seen, accounts: Accounts) -> None:
        """Take one more exchange into account."""
        self.listen(accounts)
        operation = seen.exchange.request.operation or ""
        if not operation.endswith(("V10", "V4", "V3")) or not seen.whole or not seen.status:
            return
        version, base = version_of(operation)
        answer = Answer(seen.exchange)
        if base == "createJob":
            self._made(seen, answer, version)
        elif base in _LISTS:
            self._page(seen, _LISTS[base])
        elif base in _KIND and not seen.problems:
            (identifier,) = seen.place.values.values()
            thing = self._thing(_KIND[base], identifier)
            if base.startswith("get"):
                self._look(seen, answer, version, _KIND[base], identifier, thing)
            elif base.startswith("delete") and answer.succeeded:
                thing.deleted, thing.still, thing.gone, thing.unlisted = seen, None, None, None
            elif base == "updateJob" and answer.succeeded:
                self._updated(seen, answer, version, identifier, thing)
        elif base in {"suspendJob", "resumeJob"} and version.name == "V10" and answer.succeeded:
            self._meant(seen, answer, seen.place.values["id"])

    def _thing(self, kind: str, identifier: str) -> Thing:
        found = self._things.pop((kind, identifier), None) or Thing()
        self._things[kind, identifier] = found
        while len(self._things) > _THINGS:
            self._settle(*self._things.popitem(last=False))
        return found

    # Made

    def _made(self, seen: Seen, answer: Answer, version: Version) -> None:
        identifier = answer.members.get("id")
        sent = members_of(seen.exchange.request.body)
        if not answer.succeeded or seen.problems or not isinstance(identifier, int | str):
            return
        key = str(identifier)
        thing = self._thing("job", key)
        if thing.made is not None and version.name == "V10":
            text = f"two jobs were made with the id {key}"
            self.breaks("UDM-JOBS-26", text, thing.made, seen, observed=key)
        elif version.name == "V10" and any(one != key for (_, one) in self._things):
            self.passes("UDM-JOBS-26", seen)
        thing.made, thing.sent = seen, sent
        required = version.requirement("JOBS", "03")
        self._as_sent(required, version, sent, answer.members, "the answer to the POST", seen)

    def _as_sent(
        self,
        requirement: str,
        version: Version,
        sent: Mapping[str, Any],
        given: Mapping[str, Any],
        what: str,
        *shown: Seen,
    ) -> None:
        names = [one for one in _SHOWN.get(version.name, ()) if one in sent and one in given]
        wrong = [one for one in names if given[one] != sent[one]]
        if wrong:
            text = f"{what} has another {wrong[0]} than was sent"
            observed, expected = given[wrong[0]], sent[wrong[0]]
            self.breaks(requirement, text, *shown, expected=expected, observed=observed)
        elif "title" in names:
            self.passes(requirement, *shown)

    # Seen

    def _page(self, seen: Seen, kind: str) -> None:
        page = Page(seen.exchange)
        if not page.is_page or not seen.plain:
            return
        version, _ = version_of(seen.exchange.request.operation or "")
        listed = set()
        for key, row in zip(page.keys, page.rows, strict=True):
            name = str(row.get("fileName") or row.get("name") or key) if kind == "file" else key
            listed.add(name)
            thing = self._thing(kind, name)
            if kind == "job" and made_by(thing, version) and before(thing.made, seen):
                self.passes(version.requirement("JOBS", "02"), seen)
            if before(thing.deleted, seen):
                thing.still, thing.unlisted = seen, None
            elif kind != "job":
                self._still_listed(seen, kind, thing)
            thing.listed, thing.row = seen, row
        if is_whole(seen, version, len(page.keys)):
            for (one, name), thing in self._things.items():
                if one == kind and name not in listed and before(thing.deleted, seen):
                    thing.unlisted = seen

    def _still_listed(self, seen: Seen, kind: str, thing: Thing) -> None:
        """What was refused between two lists that hold it is not given under its id."""
        refused, listed = thing.refused, thing.listed
        if refused is None or not before(listed, refused) or not before(refused, seen):
            return
        version, _ = version_of(refused.exchange.request.operation or "")
        area, number = _GIVEN[kind]
        text = f"a {kind} that is listed is not given under its id"
        shown = [one for one in (listed, refused, seen) if one is not None]
        observed = f"status {refused.status}"
        self.breaks(version.requirement(area, number), text, *shown, observed=observed)

    def _look(  # noqa: PLR0913 - each says one thing
        self, seen: Seen, answer: Answer, version: Version, kind: str, identifier: str, thing: Thing
    ) -> None:
        """A request for one thing."""
        if answer.accepted:
            self._given(seen, answer, version, kind, identifier, thing)
            thing.given = seen
            if thing.deleted is not None and thing.deleted.before(seen):
                thing.still = seen
        elif seen.status in _GONE:
            thing.refused = seen
            if thing.deleted is not None and thing.deleted.before(seen):
                thing.still, thing.gone = None, seen

    def _given(  # noqa: PLR0913 - each says one thing
        self, seen: Seen, answer: Answer, version: Version, kind: str, identifier: str, thing: Thing
    ) -> None:
        area, number = _GIVEN[kind]
        if thing.made is not None and kind == "job" and thing.made.before(seen):
            made, _ = version_of(thing.made.exchange.request.operation or "")
            title = answer.members.get("title")
            if made == version and title in (thing.sent.get("title"), thing.update.get("title")):
                self.passes(version.requirement(area, number), thing.made, seen)
            if made == version and thing.updated is None:
                required = version.requirement("JOBS", "04")
                what = "the job that was made"
                self._as_sent(required, version, thing.sent, answer.members, what, thing.made, seen)
        elif kind != "job" and thing.listed is not None and thing.listed.before(seen):
            listed, _ = version_of(thing.listed.exchange.request.operation or "")
            if listed == version and (kind == "record" or seen.status == 303):  # noqa: PLR2004
                self.passes(version.requirement(area, number), thing.listed, seen)
        said = answer.members.get("id")
        if kind in _OTHER and version.name == "V10" and said is not None:
            self._under_its_id(_OTHER[kind], seen, kind, identifier, str(said))
        if thing.updated is not None and thing.updated.before(seen):
            self._after_update(seen, answer, version, thing)
        if kind == "record" and version.name == "V10" and thing.listed is not None:
            self._alike(seen, answer, thing)

    def _under_its_id(
        self, requirement: str, seen: Seen, kind: str, identifier: str, said: str
    ) -> None:
        if said != identifier:
            text = f"under the id {identifier} the {kind} {said} is given"
            self.breaks(requirement, text, seen, expected=identifier, observed=said)
            return
        # One id alone may be a constant.
        before = self._own.setdefault((requirement, ""), identifier)
        if before != identifier:
            self.passes(requirement, seen)

    def _alike(self, seen: Seen, answer: Answer, thing: Thing) -> None:
        """A record has the values that it has in the list."""
        names = [
            one
            for one, value in thing.row.items()
            if one not in _MOVES and isinstance(value, str | int | float) and value != ""
        ]
        both = [
            one
            for one in names
            if answer.members.get(one) not in {None, ""}
            and isinstance(answer.members[one], str | int | float)
        ]
        wrong = [one for one in both if answer.members[one] != thing.row[one]]
        over = answer.members.get("status") == thing.row.get("status")
        if not both or thing.listed is None or not over:
            return
        if wrong:
            name = wrong[0]
            text = f"{name} of a record is another one in the list"
            expected, observed = thing.row[name], answer.members[name]
            self.breaks(
                "UDM-HISTORY-08",
                text,
                thing.listed,
                seen,
                expected=expected,
                observed=observed,
                certain=False,
            )
        else:
            self.passes("UDM-HISTORY-08", thing.listed, seen)

    def _meant(self, seen: Seen, answer: Answer, identifier: str) -> None:
        """Suspend and resume answer with the job that was meant."""
        said = answer.members.get("id")
        if said is not None and str(said) != identifier:
            text = f"the answer is about job {said}; the request named {identifier}"
            self.breaks("UDM-JOBS-16", text, seen, expected=identifier, observed=said)
        elif said is not None:
            self.passes("UDM-JOBS-16", seen)

    # Changed

    def _updated(
        self, seen: Seen, answer: Answer, version: Version, identifier: str, thing: Thing
    ) -> None:
        sent = members_of(seen.exchange.request.body)
        thing.before = str(thing.update.get("title") or thing.sent.get("title") or "")
        thing.updated, thing.update = seen, sent
        given = answer.members
        required = version.requirement("JOBS", "29")
        if "id" in given and str(given["id"]) != identifier:
            text = f"the answer to the PUT is about job {given['id']}"
            self.breaks(required, text, seen, expected=identifier, observed=given["id"])

    def _after_update(self, seen: Seen, answer: Answer, version: Version, thing: Thing) -> None:
        """An update that was accepted is stored, at once or later."""
        updated = thing.updated
        title, given = thing.update.get("title"), answer.members.get("title")
        if updated is None or not thing.before or title in (None, thing.before):
            return
        by, _ = version_of(updated.exchange.request.operation or "")
        required = by.requirement("JOBS", "10")
        if by == version and given == title:
            self.passes(required, updated, seen)
        elif by == version and given == thing.before and late(updated, seen):
            text = "a job has its old title 10 s after its update was accepted"
            self.breaks(required, text, updated, seen, expected=title, observed=given)

    # Gone

    def _settle(self, key: tuple[str, str], thing: Thing) -> None:
        """Say what became of a thing that was deleted."""
        kind, identifier = key
        deleted = thing.deleted
        if deleted is None:
            return
        version, _ = version_of(deleted.exchange.request.operation or "")
        required = version.requirement(*_DELETED[kind])
        known = thing.made or thing.given or thing.listed
        if thing.still is not None and thing.still.before(deleted):
            thing.still = None
        if thing.still is not None:
            if late(deleted, thing.still):
                text = f"the {kind} {identifier} is there 10 s after its deletion was accepted"
                self.breaks(required, text, deleted, thing.still)
            else:
                reason = "a deletion may take longer than the traffic looked"
                self.doubts(required, reason, deleted, thing.still)
        elif thing.gone is not None and known and (kind == "file" or thing.unlisted is not None):
            self.passes(required, deleted, thing.gone)

    def end(self, accounts: Accounts) -> None:
        """Settle what is left."""
        self.listen(accounts)
        while self._things:
            self._settle(*self._things.popitem(last=False))
