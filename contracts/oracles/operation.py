"""An exchange against its OpenAPI operation: status, media type, body."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from contracts.model import Exchange, Finding, Response
from contracts.oracles.attribution import resolve
from contracts.oracles.checked import Checked, clip, show
from contracts.oracles.json_body import JsonBody
from contracts.oracles.xml_body import Problem, XmlBody

_NO_BODY_STATUSES = frozenset({204, 304})
_JSON = "application/json"


class OperationOracle:
    """One operation of an OpenAPI document, ready to judge its exchanges.

    `operation` is its OpenAPI object, `directory` where its XSDs are, `identifier` what the ids
    of its derived requirements begin with (`UPT-commandByGet`), `active` the requirement ids
    that exist: nothing else is ever reported.
    """

    def __init__(
        self,
        operation: Mapping[str, Any],
        document: Mapping[str, Any],
        directory: Path,
        identifier: str,
        active: frozenset[str],
    ) -> None:
        self._document = document
        self._directory = directory
        self._active = active
        # Where the document gives no media types, an answer need not say its own.
        self._is_untyped = document.get("info", {}).get("x-media") == "undocumented"
        self._status = f"{identifier}-STATUS"
        self._media = f"{identifier}-MEDIA"
        self._body = f"{identifier}-BODY"
        self._responses: dict[str, Mapping[str, Any]] = {
            str(status).upper(): deref(document, response)
            for status, response in operation["responses"].items()
        }
        self._answers: dict[str, _Answer] = {}

    @cached_property
    def statuses(self) -> str:
        """The documented statuses, as a finding shows them."""
        return ", ".join(key.lower() if key == "DEFAULT" else key for key in self._responses)

    def check(self, exchange: Exchange) -> Checked:
        """What the exchange's response upholds and breaks; nothing where there is no response."""
        response = exchange.response
        if response is None:
            return Checked()
        key = self._documented(response.status)
        if key is None:
            finding = Finding(
                self._status,
                f"status {response.status} is not documented here",
                expected=self.statuses,
                observed=f"{response.status} {clip(response.reason, 60)}".strip(),
                exchanges=(exchange.id,),
                where="status",
            )
            return self._kept(Checked(findings=(finding,)))
        if key not in self._answers:
            self._answers[key] = _Answer(self._responses[key], self._document, self._directory)
        # A range such as 2XX documents a body; only a 204 or 304 of its own has none.
        bare = exchange.request.method == "HEAD" or (
            response.status in _NO_BODY_STATUSES and key == str(response.status)
        )
        return self._kept(self._judge(exchange.id, response, self._answers[key], bare=bare))

    def _documented(self, status: int) -> str | None:
        candidates = (str(status), f"{status // 100}XX", "DEFAULT")
        return next((key for key in candidates if key in self._responses), None)

    def _judge(
        self, identifier: str, response: Response, answer: _Answer, *, bare: bool
    ) -> Checked:
        if not answer.media or bare:
            if response.body and (bare or answer.forbids_body):
                finding = Finding(
                    self._body,
                    f"a {response.status} has a body where none is documented",
                    expected="no body",
                    observed=show(response.body),
                    exchanges=(identifier,),
                )
                return Checked(findings=(finding,))
            # Where any body is as good as none, none proves nothing.
            return Checked(upheld=(self._status, self._body)[: 1 + answer.forbids_body])
        said = response.header("Content-Type")
        known = answer.media.get(_plain(response.media_type, answer.media))
        if known is None and self._is_untyped and not said:
            known = answer.fitting(response)
        body = known or next(iter(answer.media.values()))
        findings = [
            Finding(
                problem.requirement or self._body,
                problem.summary,
                observed=problem.observed or show(response.body),
                exchanges=(identifier,),
                where=problem.where,
            )
            for problem in body.check(response.body, response.charset)
        ]
        if findings:
            # Not recognisable as this operation's answer: its status and media type prove nothing.
            return Checked(findings=tuple(findings))
        upheld = (self._status, self._body, *body.upheld(response.body))
        if known is not None:
            return Checked(upheld=(*upheld, self._media))
        finding = Finding(
            self._media,
            "the media type is not one that is documented here",
            expected=", ".join(answer.media),
            observed=said or "no Content-Type",
            exchanges=(identifier,),
            where="header Content-Type",
        )
        return Checked(upheld=upheld, findings=(finding,))

    def _kept(self, checked: Checked) -> Checked:
        return Checked(
            upheld=tuple(one for one in checked.upheld if one in self._active),
            findings=tuple(f for f in checked.findings if f.requirement in self._active),
        )


def _plain(media_type: str, documented: Container[str]) -> str:
    """`media_type`, or `application/json` for the other names that JSON has (RFC 6839).

    `application/vnd.example+json` is JSON as well; a document that gives `application/json` does
    not speak against it.
    """
    is_json = media_type == "text/json" or media_type.endswith("+json")
    return _JSON if is_json and media_type not in documented else media_type


class _Answer:
    """One documented response: a judge of bodies for each media type, the first one the default.

    Where nothing is said of a body, any is accepted, except that a documented response without
    `content` forbids one when the document says so with `x-no-body: true`.
    """

    def __init__(
        self, response: Mapping[str, Any], document: Mapping[str, Any], directory: Path
    ) -> None:
        self.forbids_body = bool(response.get("x-no-body", False))
        self.media = judges_of(response, document, directory)

    def fitting(self, response: Response) -> JsonBody | XmlBody | AnyBody:
        """The judge of a response that names no media type: one that finds nothing in its body."""
        judges = list(self.media.values())
        quiet = (one for one in judges if not one.check(response.body, response.charset))
        return next(quiet, judges[0])


def judges_of(
    described: Mapping[str, Any], document: Mapping[str, Any], directory: Path
) -> dict[str, JsonBody | XmlBody | AnyBody]:
    """A judge for each media type (lower case, no parameters) in the `content` of `described`.

    Of a type other than JSON and XML any body passes: the schema of a form is of its fields, which
    are not parsed.
    """
    return {
        media.split(";", 1)[0].strip().lower(): _judge_of(media, facts, document, directory)
        for media, facts in described.get("content", {}).items()
    }


class AnyBody:
    """A judge of bodies that finds nothing, since nothing is said that could be checked."""

    def check(self, body: bytes, charset: str = "") -> tuple[Problem, ...]:  # noqa: ARG002
        """Nothing."""
        return ()

    def upheld(self, body: bytes) -> tuple[str, ...]:  # noqa: ARG002
        """Nothing."""
        return ()


def _judge_of(
    media: str, facts: Mapping[str, Any], document: Mapping[str, Any], directory: Path
) -> JsonBody | XmlBody | AnyBody:
    xsd = facts.get("x-xsd")
    if xsd is None and not _is_json(media):
        return AnyBody()
    if xsd is None:
        return JsonBody(facts.get("schema", {}), document)
    return XmlBody(
        directory / xsd["file"],
        xsd["root"],
        well_formed=xsd.get("well-formed"),
        root_requirement=xsd.get("root-requirement"),
    )


def _is_json(media: str) -> bool:
    return media.split(";", 1)[0].strip().lower().endswith(("/json", "+json"))


def deref(document: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    """`node`, or what it refers to."""
    while "$ref" in node:
        node = resolve(document, node["$ref"])
    return node
