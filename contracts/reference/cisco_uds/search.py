"""The search for users, and their home cluster."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.reference.cisco_uds.data import SERVERS
from contracts.reference.cisco_uds.request import Call, refuse
from contracts.reference.cisco_uds.state import Person
from contracts.reference.cisco_uds.system import System
from contracts.reference.cisco_uds.xml import Element, el, flag, texts

_IGNORED = str.maketrans("", "", " ()+-")
_NUMBERS = ("phoneNumber", "homeNumber", "mobileNumber")
_MOST_TOKENS = 3


class Search(System):
    """The part of the server that finds users."""

    def get_users(self, call: Call) -> Element:
        """A page of the users that meet all filters."""
        start = self.whole(call, "start", 0)
        wanted = self.whole(call, "max", self.search_limit())
        found = [one for one in self.listed(call) if self.meets_all(call, one)]
        page = self.page(found, start, self.allowed(wanted))
        return self.root(
            call,
            "users",
            [self.entry(call, one) for one in page],
            **self.counters(start, wanted, page, found),
        )

    def counters(
        self, start: int, wanted: int, page: list[Person], found: list[Person]
    ) -> dict[str, str]:
        """The four counters of a page."""
        return {
            "start": str(start),
            "requestedCount": str(wanted),
            "returnedCount": str(len(page)),
            "totalCount": str(len(found)),
        }

    def whole(self, call: Call, name: str, otherwise: int) -> int:
        """The value of a parameter that is a number. Raises Refused (415)."""
        given = call.query.get(name)
        if given is None:
            return otherwise
        if not given.isdecimal():
            refuse(415, f"{name} is not a number")
        return int(given)

    def listed(self, call: Call) -> list[Person]:  # noqa: ARG002
        """All users, in the order of searches."""
        return sorted(self.cluster.people.values(), key=lambda one: (one.last, one.first, one.name))

    def allowed(self, wanted: int) -> int:
        """How many users are returned where `wanted` are asked for."""
        return min(wanted, self.search_limit())

    def page(self, found: list[Person], start: int, size: int) -> list[Person]:
        """The users of a page."""
        return found[start : start + size]

    def meets_all(self, call: Call, person: Person) -> bool:
        """Whether a user meets all filters of a search."""
        return all(self.meets(name, person, value) for name, value in self.sought(call))

    def sought(self, call: Call) -> list[tuple[str, str]]:
        """The filters of a search."""
        names = ("name", "first", "last", "number", "numberlast", "username", "email", "uri")
        return [
            (name, call.query[name])
            for name in (*names, "displayname")
            if call.query.get(name, "").strip()
        ]

    def meets(self, name: str, person: Person, value: str) -> bool:
        """Whether a user meets one filter."""
        judged: bool = getattr(self, f"by_{name}")(person, value)
        return judged

    def same_case(self, text: str) -> str:
        """A text as it is compared: letter case does not count."""
        return text.casefold()

    def begins(self, text: str, sought: str) -> bool:
        """Whether `text` begins with what is sought."""
        return bool(text) and self.same_case(text).startswith(self.same_case(sought))

    def equals(self, text: str, sought: str) -> bool:
        """Whether `text` is what is sought."""
        return bool(text) and self.same_case(text) == self.same_case(sought)

    def by_first(self, person: Person, value: str) -> bool:
        """The filter first."""
        return self.begins(person.first, value)

    def by_last(self, person: Person, value: str) -> bool:
        """The filter last."""
        return self.begins(person.last, value)

    def by_displayname(self, person: Person, value: str) -> bool:
        """The filter displayname."""
        return self.begins(person.details["displayName"], value)

    def by_username(self, person: Person, value: str) -> bool:
        """The filter username."""
        return self.equals(person.name, value)

    def by_email(self, person: Person, value: str) -> bool:
        """The filter email."""
        return self.equals(person.details["email"], value)

    def by_uri(self, person: Person, value: str) -> bool:
        """The filter uri."""
        return any(self.equals(person.details[one], value) for one in ("directoryUri", "msUri"))

    def digits(self, number: str) -> str:
        """A number without what does not count in it."""
        return number.translate(_IGNORED)

    def sought_digits(self, value: str) -> str:
        """A number that is sought, without what does not count in it."""
        return self.digits(value)

    def numbers(self, person: Person) -> list[str]:
        """The numbers of a user, as they are compared."""
        return [self.digits(person.details[one]) for one in _NUMBERS if person.details[one]]

    def by_number(self, person: Person, value: str) -> bool:
        """The filter number."""
        return any(one.startswith(self.sought_digits(value)) for one in self.numbers(person))

    def by_numberlast(self, person: Person, value: str) -> bool:
        """The filter numberlast."""
        return any(one.endswith(self.digits(value)) for one in self.numbers(person))

    def by_name(self, person: Person, value: str) -> bool:
        """The filter name, by the number of its words."""
        words = value.split()[:_MOST_TOKENS]
        if len(words) == 1:
            return self.by_one_word(person, words[0])
        whole = " ".join(words)
        alone = len(words) == 2 and (  # noqa: PLR2004
            self.begins(person.first, whole) or self.begins(person.last, whole)
        )
        cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
        return alone or any(self.by_two_words(person, one, other) for one, other in cuts)

    def by_one_word(self, person: Person, word: str) -> bool:
        """The filter name with one word."""
        texts = (person.first, person.last, person.details["email"])
        return any(self.begins(text, word) for text in texts)

    def by_two_words(self, person: Person, one: str, other: str) -> bool:
        """Whether the words begin first and last name, in either order."""
        straight = self.begins(person.first, one) and self.begins(person.last, other)
        return straight or (self.begins(person.last, one) and self.begins(person.first, other))

    def entry(self, call: Call, person: Person) -> Element:
        """A user in a list."""
        return el("user", self.directory(person), uri=f"{call.base}/user/{person.name}")

    def directory(self, person: Person) -> list[Element]:
        """What the directory says of a user."""
        names = [
            ("id", self.id_of(person)),
            ("userName", person.name),
            ("firstName", person.first),
            ("lastName", person.last),
        ]
        found = texts([*names, *person.details.items()])
        for one in found:
            if one.name == "directoryUri":
                one.attributes["exist"] = flag(bool(one.content))
        return found

    def id_of(self, person: Person) -> str:
        """The id of a user."""
        return f"bd176b00-808e-8940-8d29-{person.number:012x}"

    # Clusters

    def get_cluster_user(self, call: Call) -> Element:
        """Whether a user is here, and where the home cluster is."""
        person = self.sought_in_cluster(call)
        asked = f"{call.base}{call.path}?{call.asked}"
        if person is None:
            return self.root(call, "clusterUser", [el("result", found="false")], uri=asked)
        where = f"{call.base}/user/{person.name}"
        details = texts([("selfProvisioningSecureMode", "true"), ("adminProvisionMode", "false")])
        return self.root(
            call,
            "clusterUser",
            [
                el("result", found="true", uri=where, version="12.5.1"),
                el("homeCluster", SERVERS[0], serversUri=f"{call.base}/servers"),
                el("homeClusterDetails", details),
            ],
            uri=asked,
        )

    def sought_in_cluster(self, call: Call) -> Person | None:
        """The user who is asked for. Raises Refused (415) where none is named."""
        sought = {key: call.query.get(key, "") for key in ("username", "email", "useridentifier")}
        if not any(sought.values()):
            return self.nobody_sought()
        for person in self.cluster.people.values():
            if self.is_sought(person, sought):
                return person
        return None

    def nobody_sought(self) -> Person | None:
        """A request that names nobody."""
        refuse(415, "username, email or useridentifier is required")

    def is_sought(self, person: Person, sought: Mapping[str, str]) -> bool:
        """Whether a user is the one who is asked for."""
        named = [self.equals(person.name, sought[k]) for k in ("username", "useridentifier")]
        return any(named) or self.equals(person.details["email"], sought["email"])
