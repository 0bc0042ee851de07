"""System resources: what is the same for everyone."""

from __future__ import annotations

from contracts.reference.cisco_uds.access import Access
from contracts.reference.cisco_uds.data import (
    DAYS,
    LOCALES,
    MODELS,
    OPTIONS,
    PRODUCT,
    SEARCH_LIMIT,
    SERVERS,
    TIME_ZONES,
)
from contracts.reference.cisco_uds.request import Call, refuse
from contracts.reference.cisco_uds.state import PhoneService
from contracts.reference.cisco_uds.xml import Element, el, flag, texts


def _option(value: str, name: str) -> Element:
    return el("option", texts([("value", value), ("name", name)]))


class System(Access):
    """The part of the server with general information."""

    def get_version(self, call: Call) -> Element:
        """The product's version, and capabilities."""
        return self.root(call, "versionInformation", [el("version", PRODUCT), *self.capabilities()])

    def capabilities(self) -> list[Element]:
        """What the server says that it can do."""
        needed = flag(self.users_need_credentials)
        return [el("capabilities", [el("usersResourceAuthEnabled", needed)])]

    def get_servers(self, call: Call) -> Element:
        """The nodes of the cluster."""
        return self.root(call, "servers", [el("server", name) for name in SERVERS])

    def get_options(self, call: Call) -> Element:
        """Named groups of values."""
        return self.root(call, "options", [self._group(call, name) for name in OPTIONS])

    def _group(self, call: Call, name: str) -> Element:
        values = [_option(*one) for one in OPTIONS[name]]
        return el(name, values, uri=f"{call.base}/options/{name}")

    def get_option_group(self, call: Call) -> Element:
        """One group of values."""
        name = call.ids["group"]
        if name not in OPTIONS:
            refuse(404, f"there are no options {name}")
        return self._group(call, name)

    def get_day_of_week(self, call: Call) -> Element:  # noqa: ARG002
        """The days of the week."""
        return el("dayOfWeek", [_option(str(at), day) for at, day in enumerate(DAYS)])

    def get_time_of_day(self, call: Call) -> Element:  # noqa: ARG002
        """The times of the day in quarters of an hour."""
        times = [_option(str(at + 1), f"{at // 4:02}:{at % 4 * 15:02}") for at in range(24 * 4 + 1)]
        return el("timeOfDay", [_option("0", "No Office Hours"), *times])

    def get_time_zones(self, call: Call) -> Element:  # noqa: ARG002
        """The time zones."""
        return el("timeZones", [_option(*one) for one in TIME_ZONES])

    def get_installed_locales(self, call: Call) -> Element:  # noqa: ARG002
        """The locales."""
        return el("installedLocales", [_option(*one) for one in LOCALES])

    def get_models(self, call: Call) -> Element:  # noqa: ARG002
        """The models of phones."""
        guide = "https://www.example.com/PhoneGuides/user.pdf"
        return el(
            "models",
            [
                el(
                    "option",
                    [
                        *texts([("value", value), ("name", name), ("productId", product)]),
                        el("userGuides", [el("userGuide", uri=guide, protocol="SIP")]),
                    ],
                )
                for value, name, product in MODELS
            ],
        )

    def search_limit(self) -> int:
        """The most users that a search returns."""
        return SEARCH_LIMIT

    def get_user_policy(self, call: Call) -> Element:
        """Policies of the enterprise, one of them without a value."""
        return self.root(call, "userPolicy", self._policies(call))

    def _policies(self, call: Call) -> list[Element]:
        limits = texts([("default", "64"), ("min", "1"), ("max", "500")])
        limit = texts([("name", "UserSearchLimit"), ("value", str(self.search_limit()))])
        case = texts([("name", "URILookupPolicy"), ("value", "Case Insensitive")])
        choices = [el("option", value=one) for one in ("Case Insensitive", "Case Sensitive")]
        where = f"{call.base}/options/userPolicy"
        return [
            el("policy", [*limit, el("range", limits)], uri=f"{where}/UserSearchLimit"),
            el("policy", [*case, el("options", choices)], uri=f"{where}/URILookupPolicy"),
            el("policy", texts([("name", "ShowCallHistory")]), uri=f"{where}/ShowCallHistory"),
        ]

    def get_policy(self, call: Call) -> Element:
        """One policy."""
        wanted = call.ids["policy"]
        found = [one for one in self._policies(call) if one.children[0].content == wanted]
        if not found:
            refuse(404, f"there is no policy {wanted}")
        return found[0]

    def get_groups(self, call: Call) -> Element:
        """The groups that users are in, by department."""
        names = sorted({one.details["department"] for one in self.cluster.people.values()} - {""})
        content = [el("group", texts([("groupName", name), ("groupType", "0")])) for name in names]
        return self.root(call, "groups", content, returnedCount=str(len(content)))

    def get_phone_services(self, call: Call) -> Element:
        """The phone services."""
        content = [
            el("phoneService", self._service(one), uri=f"{call.base}/phoneService/{one.id}")
            for one in self.cluster.services.values()
        ]
        return self.root(call, "phoneServices", content)

    def _service(self, one: PhoneService) -> list[Element]:
        pairs = [
            ("id", one.id),
            ("name", one.name),
            ("description", one.description),
            ("category", one.category),
            ("vendor", one.vendor),
            ("serviceVersion", "1.0"),
            ("enabled", "true"),
        ]
        return texts(pairs)

    def phone_service(self, identity: str) -> PhoneService:
        """The phone service with this id. Raises Refused (404)."""
        if identity not in self.cluster.services:
            refuse(404, f"there is no phone service {identity}")
        return self.cluster.services[identity]

    def get_phone_service(self, call: Call) -> Element:
        """One phone service."""
        one = self.phone_service(call.ids["phoneServiceId"])
        more = texts([("urlTemplate", one.url), ("secureUrlTemplate", ""), ("type", "Standard")])
        return self.root(call, "phoneService", [*self._service(one), *more, el("parameters", [])])
