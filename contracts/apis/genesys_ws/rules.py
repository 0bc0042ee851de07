"""What is said of every envelope, whatever it answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from contracts.apis.genesys_ws.answers import Answer, show_json
from contracts.apis.genesys_ws.members import check_members
from contracts.kit import Checked, Finding, clip, show

_MEMBERS = {"getVersion": "version", "getMe": "user", "operateVoice": ""}
"""The document's own requests, and the member that each answer is there for."""
_FURTHER = {
    "listUsers": ("users", "uris"),
    "listOwnDevices": ("devices", "uris"),
    "getUser": ("user",),
}
"""Requests of public documentation, and the members of which an answer has one."""

_VERSION = "GWS-VERSION-01"
_OWN = {"getVersion": _VERSION, "getMe": "GWS-ME-01"}
"""The requirements that these requests, without any parameter, are answered with a success."""
_BREAKDOWN, _NOT_FOUND = 500, 404
_BUSY = frozenset({429, 502, 503, 504})
"""What gateways say in place of the server."""

_HIGHEST = 20
_PARTIAL = frozenset({7, 9})
_SUCCESSES = range(200, 300)
_WITH_A_USER = frozenset({0, None, *_PARTIAL})
"""Codes beside which a user may stand; that there is one at all is GWS-ENV-02's to judge."""
_RESULTS = frozenset({"user", "users", "uris", "version", "devices", "skills", "queues"})

Trouble = tuple[str, str, str] | None
"""Summary, expected, observed; None where the requirement is upheld."""


def check_envelope(answer: Answer, callers: Collection[str] = ()) -> Checked:
    """What one answer upholds and breaks; nothing where no operation is exercised.

    `callers` are the user names, in small letters, with which requests are sent; none where they
    are not known.
    """
    exchange = answer.exchange
    if exchange.response is None or exchange.request.operation is None:
        return Checked()
    upheld: list[str] = []
    findings: list[Finding] = []
    for requirement, trouble in (*_judged(answer), *_as_before(answer, callers)):
        if trouble is None:
            upheld.append(requirement)
        else:
            summary, expected, observed = trouble
            findings.append(Finding(requirement, summary, expected, clip(observed), (exchange.id,)))
    return Checked(tuple(upheld), tuple(findings))


def _judged(answer: Answer) -> Iterator[tuple[str, Trouble]]:
    """Requirement ids with the trouble, or with None where they are upheld.

    A refusal need not have an envelope, and only the document's own requests must have one.
    """
    request = answer.exchange.request
    body = answer.body
    if answer.arrived and request.operation in _MEMBERS and request.defect is None:
        # A constant upholds nothing: the answer has to hold what was asked for.
        proves = _MEMBERS[request.operation] in answer.members
        object_missing = _no_object(answer)
        if object_missing or proves:
            yield "GWS-ENV-01", object_missing
        number_missing = _no_number(answer) if isinstance(body, dict) else None
        if number_missing or proves:
            yield "GWS-ENV-02", number_missing
    yield from _of_lists_and_users(answer)
    code = answer.code
    if code is None:
        return
    if code not in range(_HIGHEST + 1):
        # What it stands for cannot be told, so nothing more is.
        summary = f"statusCode {code} is not in the table of return values"
        yield "GWS-ENV-03", (summary, "a whole number from 0 to 20", str(code))
        return
    yield "GWS-ENV-03", None
    if code == 0:
        yield "GWS-ENV-05", _message_beside_success(answer)
    else:
        yield "GWS-ENV-04", _no_message(answer)
        if code not in _PARTIAL:
            yield "GWS-ENV-06", _result_beside_error(answer)


def _as_before(answer: Answer, callers: Collection[str]) -> Iterator[tuple[str, Trouble]]:
    """What is wrong with the answers to the document's own requests, whenever these are sent."""
    request = answer.exchange.request
    own = _OWN.get(request.operation or "")
    if own is None or request.defect is not None:
        return
    yield from _of_another(answer, callers)
    if "?" in request.url:
        return
    if answer.status not in _BUSY and (_is_broken(answer) or (own == _VERSION and answer.refused)):
        yield own, ("the request was not answered with a success", "statusCode 0", str(answer))
    version = answer.members.get("version")
    if own == _VERSION and answer.accepted and not (isinstance(version, str) and version.strip()):
        yield (
            "GWS-VERSION-02",
            ("`version` is not a non-empty string", "a string such as 8.5.200.50", str(answer)),
        )
    if request.operation == "getMe":
        if answer.status in _SUCCESSES and answer.user and answer.code not in _WITH_A_USER:
            summary = f"the user is returned with statusCode {answer.code}"
            yield own, (summary, "statusCode 0", str(answer))
        yield from check_members(answer)


def _of_another(answer: Answer, callers: Collection[str]) -> Iterator[tuple[str, Trouble]]:
    """What is wrong with a user at /me who is none of `callers`, with or without parameters."""
    said = answer.user.get("userName")
    if callers and isinstance(said, str) and said.strip() and said.casefold() not in callers:
        expected = " or ".join(sorted(callers))
        summary = f"userName is {said!r}; the request authenticated as {expected}"
        yield "GWS-ME-03", (summary, expected, said)


def _is_broken(answer: Answer) -> bool:
    """Whether an answer is none: it comes of a breakdown, or says that there is no such thing."""
    return answer.status >= _BREAKDOWN or answer.status == _NOT_FOUND


def _of_lists_and_users(answer: Answer) -> Iterator[tuple[str, Trouble]]:
    """GWS-ENV-01 and -07 for what answers requests beside those of the document."""
    further = _FURTHER.get(answer.exchange.request.operation or "", ())
    if not further or not answer.arrived:
        return
    if any(name in answer.members for name in further):
        yield "GWS-ENV-07", None if answer.status_text else _no_number(answer)
    elif _is_labelled(answer) and answer.body is None:
        yield "GWS-ENV-01", _no_object(answer)
    elif _is_labelled(answer) and not answer.members:
        yield "GWS-ENV-07", _no_object(answer) or _no_number(answer)


def _is_labelled(answer: Answer) -> bool:
    """Whether an answer is said to be JSON."""
    response = answer.exchange.response
    return response is not None and "json" in (response.header("Content-Type") or "").lower()


def _no_object(answer: Answer) -> Trouble:
    if isinstance(answer.body, dict):
        return None
    response = answer.exchange.response
    shown = show(response.body) if response else ""
    return "the body of the answer is not a JSON object", "a JSON object", shown


def _no_number(answer: Answer) -> Trouble:
    if answer.code is not None:
        return None
    if "statusCode" not in answer.members:
        shown = ", ".join(answer.members) or "an empty object"
        return "the answer has no statusCode", "the member statusCode", shown
    observed = show_json(answer.members["statusCode"])
    return f"statusCode is {observed}, not a number", "a number such as 0", observed


def _message_beside_success(answer: Answer) -> Trouble:
    message = answer.members.get("statusMessage")
    if message is None:
        return None
    return "an answer with statusCode 0 has a statusMessage", "no statusMessage", show_json(message)


def _no_message(answer: Answer) -> Trouble:
    message = answer.members.get("statusMessage")
    if isinstance(message, str) and message.strip():
        return None
    summary = f"statusCode {answer.code} has no string in statusMessage"
    return summary, "a string in statusMessage", show_json(message)


def _result_beside_error(answer: Answer) -> Trouble:
    found = sorted(one for one in _RESULTS & answer.members.keys() if answer.members[one])
    if not found:
        return None
    summary = f"statusCode {answer.code} comes with data: {', '.join(found)}"
    return summary, "only statusCode and statusMessage", ", ".join(answer.members)
