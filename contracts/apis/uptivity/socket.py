"""The socket: XML messages over raw TCP connections, and what holds for their answers."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from contracts.apis.uptivity.framing import document, split
from contracts.kit import Checked, Exchange, Finding, SuiteError, Target, XmlBody, show

SOCKET = "commandBySocket"
"""The operation of a request over the socket, where its answer is held to the rules for all."""

FORM = "UPT-SOCK-10"
"""What an answer breaks that has not the form of a RESULT in a way that no other names."""


_SILENCE = "nothing more came"
"""How the wire ends what it says of replies that did not come on an open connection."""


def address_of(target: Target) -> str | None:
    """Where the socket service of a target is, if that is known.

    The port alone is given beside an HTTP address: the host is always the same one, so that
    nothing is sent to a host that `allow` was not meant for.
    """
    parts = urlsplit(target.base_url)
    if parts.scheme == "tcp":
        return target.base_url
    port = target.data.get("socket_port")
    if port is None:
        return None
    host = parts.hostname or ""
    return f"tcp://[{host}]:{port}" if ":" in host else f"tcp://{host}:{port}"


def left_open(exchange: Exchange) -> bool:
    """Whether the replies of a conversation ended in silence, not with the connection."""
    if exchange.failure is not None:
        return exchange.failure.kind == "timeout"
    return exchange.response is not None and exchange.response.reason.endswith(_SILENCE)


@cache
def _forms(specs: Path) -> tuple[XmlBody, XmlBody]:
    result = XmlBody(
        specs / "result.xsd", "RESULT", well_formed="UPT-XML-01", root_requirement="UPT-RESULT-01"
    )
    return XmlBody(specs / "request.xsd", "REQUEST"), result


def check_form(exchange: Exchange, specs: Path) -> Checked:
    """The answer to one message against the schema of a RESULT.

    Raises SuiteError for a message of our own that is not a documented REQUEST.
    """
    request_form, result_form = _forms(specs)
    request = exchange.request
    if request.defect is None:
        for problem in request_form.check(request.body):
            msg = f"a request of our own is not documented ({SOCKET}): {problem.summary}"
            raise SuiteError(msg)
    if exchange.response is None or not exchange.response.body:
        return Checked()
    body = document((split(exchange.response.body) or [b""])[0])
    findings = tuple(
        Finding(
            problem.requirement or FORM,
            problem.summary,
            observed=problem.observed or show(body),
            exchanges=(exchange.id,),
        )
        for problem in result_form.check(body)
    )
    if findings:
        return Checked(findings=findings)
    return Checked(upheld=(*result_form.judges, FORM))
