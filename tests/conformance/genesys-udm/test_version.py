"""Service information, labels, and the versions that are there."""

from __future__ import annotations

import re
from typing import Any

import pytest

from contracts.apis.genesys_udm import V3, V4, V10, Udm
from contracts.kit import Inconclusive, Judge


@pytest.mark.requirement("UDM-AUTH-02")
def test_version_takes_no_token(udm: Udm, judge: Judge) -> None:
    """What service information is answered with without an Authorization header."""
    udm.call("getVersionV10", checked=False).needed("GET /v10/version")
    auth = udm.without_token()
    udm.wire.refresh()
    answer = udm.call("getVersionV10", auth=auth, checked=False)
    judge.observe(f"without a token service information is answered with {answer.status}")


@pytest.mark.requirement("UDM-VERSIONS-01", "UDM-VERSIONS-02")
def test_deprecated_versions_are_still_answered(udm: Udm, judge: Judge) -> None:
    """v4 and v3 are there."""
    for version, requirement in ((V4, "UDM-VERSIONS-01"), (V3, "UDM-VERSIONS-02")):
        with judge.of(requirement):
            udm.forget("has")
            judge.holds(
                udm.has(version),
                f"none of {', '.join(version.probes)} is there",
                expected="the documented answers, although they are deprecated",
                observed="not found",
            )


@pytest.mark.requirement("UDM-ACROSS-04")
def test_version_information_is_the_same(udm: Udm, judge: Judge) -> None:
    """v10 and v3 give the same service information."""
    udm.needs(V3)
    one = udm.call("getVersionV10").needed("GET /v10/version")
    other = udm.call("getVersionV3").needed("GET /v3/version")
    names = [
        name
        for name in ("version", "buildNumber", "changeset", "name")
        if isinstance(one.members.get(name), str) and isinstance(other.members.get(name), str)
    ]
    if not names:
        reason = "no member of VersionInfo is given by both versions"
        raise Inconclusive(reason)
    judge.equal(
        {name: other.members[name] for name in names},
        {name: one.members[name] for name in names},
        "the service information of v3, beside that of v10,",
        shown=(one, other),
    )


@pytest.mark.requirement("UDM-LABELS-01")
def test_labels_come_with_values(udm: Udm, judge: Judge) -> None:
    """The labels are JSON with something in it, or lines of text with names and values."""
    udm.call("getLabelsV10").needed("GET /v10/resources/labels")
    # What is read once can be read again.
    answer = udm.call("getLabelsV10").needed("GET /v10/resources/labels, read again,")
    text = answer.raw.decode("utf-8", "replace")
    # No page has labels: of these each line has a name and a value.
    lines = [line for line in text.splitlines() if re.match(r"\s*[\w.-]+\s*[=:]\s*\S", line)]
    is_text = bool(lines) and not text.lstrip().startswith("<")
    if isinstance(answer.body, dict | list) and answer.body:
        judge.holds(
            _has_values(answer.body),
            "labels come without their values",
            expected="labels and their values",
            observed=answer,
            shown=(answer,),
        )
        return
    judge.holds(condition=True, summary="", shown=(answer,))
    if not is_text:
        judge.warns("there are no labels", expected="some", observed=answer, shown=(answer,))


def _has_values(data: Any) -> bool:
    """Whether anything in an object has a value; a list of names has none."""
    if isinstance(data, list):
        return any(_has_values(one) for one in data if isinstance(one, dict | list))
    return any(
        _has_values(one) if isinstance(one, dict | list) else one is not None
        for one in data.values()
    )


@pytest.mark.requirement("UDM-AUTH-03", "UDM-AUTH-04")
def test_what_is_asked_of_credentials_beyond_the_document(udm: Udm, judge: Judge) -> None:
    """What happens without x-api-key, and to deprecated versions without a token."""
    with judge.of("UDM-AUTH-03"):
        answer = udm.call("listJobsV10", None, (), auth=udm.token_alone(), checked=False)
        if udm.reading("UDM-AMB-05") == "required":
            judge.holds(answer.refused, "a request without x-api-key is accepted")
        judge.observe(f"without x-api-key a list is answered with {answer.status}")
    with judge.of("UDM-AUTH-04"):
        udm.needs(V4)
        for version, operation in ((V4, "listJobsV4"), (V3, "listFileMetadatasV3")):
            if version is V3 and not (udm.target.claims(V3.feature) and udm.has(V3)):
                continue
            answer = udm.call(operation, auth=udm.without_token(), checked=False)
            judge.observe(f"without a token {operation} is answered with {answer.status}")


@pytest.mark.requirement("UDM-ACROSS-08")
def test_what_v10_says_of_data_beside_v3(udm: Udm, judge: Judge) -> None:
    """Which of the values that v3 lists stand in the untyped answers of v10."""
    udm.needs(V3)
    for name in ("getSources", "getJobStatuses"):
        one = udm.call(V10.operation(name))
        other = udm.call(V3.operation(name))
        pairs = other.body if isinstance(other.body, list) else []
        values = [str(pair.get("value")) for pair in pairs if isinstance(pair, dict)]
        text = one.raw.decode("utf-8", "replace")
        found = sum(value in text for value in values)
        judge.observe(f"{name}: {found} of {len(values)} values of v3 stand in v10")
