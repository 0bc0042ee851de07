"""General information for everyone (What security measures does the UDS APIs provide?)."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import BROWSER, PLACES, Answer, Uds, text_of
from contracts.kit import Inconclusive, Judge, NoAuth, NotApplicable, NotTested

_REFUSED = (401, 403)
_BUSY = frozenset({429, 500, 502, 503, 504})
_GENERAL = (
    "getServers",
    "getOptions",
    "getDayOfWeek",
    "getTimeOfDay",
)
_CATALOGUES = ("getModels", "getPhoneServices", "getPhoneService")
_CURL = "curl/8.9.1"
_COMMON = (BROWSER, "Dalvik/2.1.0 (Linux; U; Android 15; Pixel 9)", _CURL)
_PROGRAMS = (*_COMMON, "python-requests/2.32", "")
_ANYTHING = ("Accept", "*/*")
"""What curl and most libraries accept, where they are not told otherwise."""
_NOT_WANTED = frozenset({400, 406, 415})
"""Statuses by which a server may ask for an Accept of its own media type: public documentation
has one in every request."""

_PAGE = (
    ("User-Agent", BROWSER),
    ("X-Requested-With", "XMLHttpRequest"),
    ("Accept-Language", "en-GB,en;q=0.5"),
)
"""What the script of a page sends beside what the suite does."""


def _openly(uds: Uds, operation: str, query: tuple[tuple[str, str], ...] = ()) -> Answer:
    """The answer to someone without credentials and cookies."""
    path = uds.address(operation)
    uds.fresh()
    return uds.ask(operation, path, query=query, auth=NoAuth())


@pytest.mark.requirement("UDS-HTTP-01")
def test_any_program_is_answered_alike(uds: Uds, judge: Judge) -> None:
    """A resource is the same for a native program, a mobile app and a browser."""
    for operation in uds.readable:
        try:
            first = uds.known(operation)
        except (NotTested, Inconclusive):
            continue
        root = uds.root_of(operation)
        programs = _PROGRAMS if operation in {"getVersion", "getTimeZones"} else _COMMON
        for program in programs if first.has_root(root) else (BROWSER,):
            answer = _as_program(uds, operation, program)
            if not first.has_root(root) and not answer.has_root(root):
                continue
            same = first.has_root(root) and answer.has_root(root)
            if operation == "getVersion" and same:
                same = _version(answer) == _version(first)
            judge.holds(
                same,
                f"a client with the User-Agent {program.split('/')[0] or 'nothing'} is answered "
                "otherwise than the suite",
                expected=first,
                observed=answer,
                shown=(first, answer),
            )
    if not judge.standings:
        reason = "the suite can read no resource"
        raise Inconclusive(reason)


@pytest.mark.requirement("UDS-HTTP-01")
def test_a_change_by_any_program_is_answered_alike(uds: Uds, judge: Judge) -> None:
    """A change that is carried out for a page in a browser is so for another program."""
    place = PLACES["device"]
    life = uds.dial_life(place)
    plain = life.own.answer
    if plain.accepted:
        judge.holds(
            condition=True,
            summary="a change of the suite's own is refused",
            expected="a success",
            observed=plain,
            shown=(plain,),
        )
        return
    sent = life.own.dial
    dressed = uds.add_dial(place, life.own.device, sent.fields, headers=_PAGE)
    if dressed.accepted:
        uds.remove_dial(sent.index)
    judge.holds(
        not dressed.accepted,
        "a change is refused to the suite, but carried out with the headers that a browser sends",
        expected=dressed,
        observed=plain,
        shown=(plain, dressed),
    )


def _as_program(uds: Uds, operation: str, program: str) -> Answer:
    """The answer to a program, with what it accepts; again by its name alone if that is refused."""
    name = ("User-Agent", program)
    if program == _CURL:
        answer = uds.ask(operation, headers=(name, _ANYTHING))
        if answer.status not in _NOT_WANTED:
            return answer
    return uds.ask(operation, headers=(name,))


def _version(answer: Answer) -> str:
    return "" if answer.root is None else text_of(answer.root, "version")


@pytest.mark.requirement("UDS-HTTP-02")
def test_the_target_is_reached_by_https(uds: Uds, judge: Judge) -> None:
    """Off the local machine the target is reached by HTTPS, or sends there by a redirect."""
    answer = uds.visit("/version")
    secure = uds.is_secure(answer.header("Location"))
    if secure is None:
        reason = "the target runs on this machine"
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
    _is_open(uds, judge, "getVersion", least="version")


@pytest.mark.requirement("UDS-OPEN-02")
def test_time_zones_are_open(uds: Uds, judge: Judge) -> None:
    """The time zones are given without credentials."""
    _is_open(uds, judge, "getTimeZones", least="option")


@pytest.mark.requirement("UDS-OPEN-03")
def test_locales_are_open(uds: Uds, judge: Judge) -> None:
    """The installed locales are given without credentials."""
    _is_open(uds, judge, "getInstalledLocales", least="option")


@pytest.mark.requirement("UDS-OPEN-06")
@pytest.mark.parametrize("operation", _GENERAL)
def test_general_information_is_open(uds: Uds, judge: Judge, operation: str) -> None:
    """What is neither about a user nor about a device is given without credentials."""
    _is_open(uds, judge, operation)


@pytest.mark.requirement("UDS-OPEN-07")
@pytest.mark.parametrize("operation", _CATALOGUES)
def test_models_and_phone_services_are_open(uds: Uds, judge: Judge, operation: str) -> None:
    """What phones and services there are is told without credentials."""
    _is_open(uds, judge, operation)


@pytest.mark.requirement("UDS-OPEN-04")
def test_home_clusters_are_open(uds: Uds, judge: Judge) -> None:
    """Whether there is a user, and where, is told without credentials."""
    _is_open(uds, judge, "getClusterUser", query=(("username", "ucc-nobody"),))


def _is_open(
    uds: Uds,
    judge: Judge,
    operation: str,
    *,
    query: tuple[tuple[str, str], ...] = (),
    least: str = "",
) -> None:
    """Check that nobody has to have credentials to be given a resource.

    A demand for them breaks it, and any other answer than to who has them. What is no
    representation for anybody proves nothing.
    """
    root = uds.root_of(operation)
    answer = _openly(uds, operation, query)
    shown: tuple[Answer, ...] = (answer,)
    if answer.status not in _REFUSED and not answer.has_root(root):
        known = None if answer.status in _BUSY else _with_credentials(uds, operation, query)
        if known is None or not known.has_root(root):
            answer.needed(root)
        shown = (*shown, known) if known else shown
    elif answer.accepted and least and next(answer.items(least), None) is None:
        _is_as_empty_for_all(uds, judge, operation, answer, least)
    judge.holds(
        answer.has_root(root),
        f"GET {answer.path} is refused without credentials",
        expected=f"200 with {root}",
        observed=answer,
        shown=shown,
    )
    if least:
        head = Answer(uds.wire.send("HEAD", uds.address(operation), auth=NoAuth()))
        judge.holds(
            head.status not in _REFUSED,
            f"HEAD {head.path} is refused without credentials, which GET is not",
            expected="what the GET is answered with, without a body",
            observed=head,
            shown=(answer, head),
        )


def _is_as_empty_for_all(
    uds: Uds, judge: Judge, operation: str, answer: Answer, least: str
) -> None:
    """Check that who has credentials sees no more. Raises Inconclusive where there is nothing."""
    known = _with_credentials(uds, operation, ())
    judge.holds(
        known is None or next(known.items(least), None) is None,
        f"GET {answer.path} gives no {least} without credentials, and some with them",
        expected=f"each {least} without credentials",
        observed=answer,
        shown=(answer, *((known,) if known else ())),
    )
    reason = f"the {uds.root_of(operation)} has no {least}: {answer}"
    raise Inconclusive(reason)


def _with_credentials(
    uds: Uds, operation: str, query: tuple[tuple[str, str], ...]
) -> Answer | None:
    """The answer to who has credentials; None where the target file has none."""
    return None if isinstance(uds.target.auth, NoAuth) else uds.ask(operation, query=query)


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
        "the search for users needs credentials, or not, against what the capabilities say",
        expected="401" if restricted else "200",
        observed=answer,
        shown=(answer,),
    )
