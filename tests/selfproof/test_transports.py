"""Both transports of a server are judged alike: the same verdicts, over HTTP and over a socket."""

from __future__ import annotations

import pytest

from contracts.model import Verdict
from contracts.reference import find
from contracts.selfproof import Case, Found, judge_all

# Faults that a server has however it is asked, of every part of the document.
FAULTS = [
    "request-id-constant",
    "request-id-zeros-dropped",
    "request-id-blank-in-errors",
    "missing-id-accepted",
    "root-response",
    "command-unescaped",
    "malformed-accepted",
    "request-type-constant",
]
LIBERTIES = ["encoding-utf-16", "comments"]
JUDGED = {Verdict.PASS, Verdict.FAIL, Verdict.WARN}


@pytest.fixture(scope="module")
def found() -> dict[str, Found]:
    """What is said of each server, by `http` or `tcp` and the fault or liberty."""
    reference = find("uptivity")
    known = [name for name in FAULTS if name in reference.faults]
    assert known == FAULTS
    cases = []
    for raw, way in ((False, "http"), (True, "tcp")):
        built = {
            "none": reference.build(),
            **{name: reference.build(faults=[name]) for name in FAULTS},
            **{name: reference.build(liberties=[name]) for name in LIBERTIES},
        }
        data = {"scenarios": reference.target["data"]["scenarios"]}
        cases += [Case(f"{way}-{name}", app, raw=raw, data=data) for name, app in built.items()]
    return judge_all("uptivity", cases, options=("--depth", "quick"))


@pytest.mark.parametrize("name", ["none", *FAULTS, *LIBERTIES])
def test_what_both_transports_have_is_judged_alike(found: dict[str, Found], name: str) -> None:
    by_http, by_tcp = found[f"http-{name}"], found[f"tcp-{name}"]
    both = {
        one
        for one in by_http.verdicts
        if by_http.verdicts[one] in JUDGED and by_tcp.verdicts[one] in JUDGED
    }
    assert {one: by_tcp.verdicts[one] for one in both} == {
        one: by_http.verdicts[one] for one in both
    }
    assert by_tcp.verdict == by_http.verdict


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_over_either(found: dict[str, Found], name: str) -> None:
    violated = find("uptivity").faults[name].violates
    for way in ("http", "tcp"):
        assert found[f"{way}-{name}"].verdicts[violated] in {Verdict.FAIL, Verdict.WARN}


@pytest.mark.parametrize("name", ["none", *LIBERTIES])
def test_a_conforming_server_conforms_over_either(found: dict[str, Found], name: str) -> None:
    for way in ("http", "tcp"):
        assert found[f"{way}-{name}"].verdict == "conforming"


def test_what_only_one_transport_has_is_not_applicable_to_the_other(
    found: dict[str, Found],
) -> None:
    excluded = found["tcp-none"].having(Verdict.NOT_APPLICABLE)
    about_http = {one for one in excluded if one.startswith(("UPT-HTTP-", "UPT-command"))}
    assert excluded - about_http == {
        "UPT-ORDER-01",
        "UPT-SOCK-09",
        "UPT-XML-03",
        "UPT-XMLREQ-01",
    }
    reasons = {found["tcp-none"].reasons[one] for one in about_http}
    assert all("is about HTTP" in reason for reason in reasons)
    # With data of its own, that server was not asked for its socket's port.
    about_socket = found["http-none"].having(Verdict.NOT_APPLICABLE)
    assert about_socket == {one for one in found["http-none"].verdicts if "-SOCK-" in one}
