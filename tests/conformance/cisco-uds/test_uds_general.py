"""General information for everyone (What security measures does the UDS APIs provide?)."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import Answer, Uds, text_of
from contracts.engine import Judge
from contracts.model import Inconclusive, NoAuth, NotApplicable, NotTested

_REFUSED = (401, 403)
_OTHERS = (
    "getServers",
    "getOptions",
    "getDayOfWeek",
    "getTimeOfDay",
    "getModels",
    "getPhoneServices",
    "getPhoneService",
    "getClusterUser",
)


def _openly(uds: Uds, operation: str, query: tuple[tuple[str, str], ...] = ()) -> Answer:
    """The answer to someone without credentials and cookies."""
    path = uds.address(operation)
    uds.fresh()
    return uds.ask(operation, path, query=query, auth=NoAuth())


@pytest.mark.requirement("UDS-HTTP-01")
def test_any_program_is_answered_alike(uds: Uds, judge: Judge) -> None:
    """A resource is the same for a native program, a mobile app and a browser."""
    resources = [
        one for one in ("getVersion", "getTimeZones", "getDevices") if _is_served(uds, one)
    ]
    if not resources:
        reason = "neither the version nor the time zones nor devices are given to the suite"
        raise Inconclusive(reason)
    programs = (
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Dalvik/2.1.0 (Linux; U; Android 15)",
        "curl/8.9.1",
        "python-requests/2.32",
        "",
    )
    for operation in resources:
        first = uds.ask(operation)
        for program in programs:
            answer = uds.ask(operation, headers=(("User-Agent", program),))
            same = answer.has_root(uds.root_of(operation))
            if operation == "getVersion" and same:
                same = _version(answer) == _version(first)
            judge.holds(
                same,
                f"a program that calls itself {program.split('/')[0] or 'nothing'} is answered "
                "otherwise",
                expected=first,
                observed=answer,
                shown=(first, answer),
            )


def _is_served(uds: Uds, operation: str) -> bool:
    try:
        uds.served(operation)
    except (NotTested, Inconclusive):
        return False
    return True


def _version(answer: Answer) -> str:
    return "" if answer.root is None else text_of(answer.root, "version")


@pytest.mark.requirement("UDS-HTTP-02")
def test_the_target_is_reached_by_https(uds: Uds, judge: Judge) -> None:
    """Off the local machine the target is reached by HTTPS, or sends there by a redirect."""
    answer = uds.visit("/version")
    secure = uds.is_secure(answer.header("Location"))
    if secure is None:
        reason = "the target is reached within this machine"
        raise NotApplicable(reason)
    judge.holds(
        secure,
        "the target answers over plain HTTP",
        expected="https",
        observed=uds.target.base_url.partition(":")[0],
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-OPEN-01")
def test_server_features_are_open(uds: Uds, judge: Judge) -> None:
    """The version information is given without credentials."""
    answer = _openly(uds, "getVersion")
    _is_open(judge, answer, "versionInformation", least="version")


@pytest.mark.requirement("UDS-OPEN-02")
def test_time_zones_are_open(uds: Uds, judge: Judge) -> None:
    """The time zones are given without credentials."""
    _is_open(judge, _openly(uds, "getTimeZones"), "timeZones", least="option")


@pytest.mark.requirement("UDS-OPEN-03")
def test_locales_are_open(uds: Uds, judge: Judge) -> None:
    """The installed locales are given without credentials."""
    _is_open(judge, _openly(uds, "getInstalledLocales"), "installedLocales", least="option")


def _is_open(judge: Judge, answer: Answer, root: str, *, least: str) -> None:
    """Only a demand for credentials breaks it; what is no representation proves nothing."""
    if answer.status in {404, 405, 501}:
        reason = f"the target does not have this resource: {answer}"
        raise NotTested(reason)
    if answer.status not in _REFUSED:
        answer.needed(root)
        if next(answer.items(least), None) is None:
            reason = f"the {root} has no {least}: {answer}"
            raise Inconclusive(reason)
    judge.holds(
        answer.accepted,
        "general information is refused without credentials",
        expected=f"200 with {root}",
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-OPEN-04")
@pytest.mark.parametrize("operation", _OTHERS)
def test_other_system_resources_are_open(uds: Uds, judge: Judge, operation: str) -> None:
    """What the table of resources has as open is given without credentials."""
    query = (("username", "ucc-nobody"),) if operation == "getClusterUser" else ()
    answer = _openly(uds, operation, query)
    if answer.status == 404:
        reason = f"the target does not have this resource: {answer}"
        raise NotTested(reason)
    if answer.status not in _REFUSED:
        answer.needed(uds.root_of(operation))
    judge.holds(
        answer.accepted,
        f"GET {answer.path} is refused without credentials",
        expected="200",
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-OPEN-05")
def test_search_is_as_open_as_capabilities_say(uds: Uds, judge: Judge) -> None:
    """Without credentials users are searched, or not, as usersResourceAuthEnabled says."""
    root = uds.read("getVersion")
    said = text_of(root, "capabilities/usersResourceAuthEnabled").lower()
    uds.search(most=1).needed("users")
    answer = _openly(uds, "getUsers", (("max", "1"),))
    restricted = said in {"true", "1"}
    if answer.status not in _REFUSED:
        answer.needed("users")
    judge.holds(
        answer.accepted is not restricted,
        "the search for users is not as open as the capabilities say",
        expected="401" if restricted else "200",
        observed=answer,
        shown=(answer,),
    )
