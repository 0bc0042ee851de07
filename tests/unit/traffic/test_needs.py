"""What traffic it takes to judge a requirement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.catalogue import apis, load
from contracts.targets import from_address
from contracts.traffic import laws, needs_of

BUILT = re.compile(r"\"((?:UDS|UDM|GWS|UPT|VOSS)-[A-Z0-9]+-[A-Z0-9]+)\"")


def judged_by_laws() -> Iterator[str]:
    for path in Path(str(laws.__file__)).parent.glob("*.py"):
        yield from BUILT.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("api", apis())
def test_every_requirement_has_a_need(api: str) -> None:
    needs = needs_of(from_address(api, "http://localhost"))
    assert set(needs) >= set(load(api).catalogue.requirements)


def test_what_a_law_judges_is_not_left_to_a_test_run() -> None:
    every: dict[str, str] = {}
    for api in apis():
        every |= needs_of(from_address(api, "http://localhost"))
    judged = {one for one in judged_by_laws() if "-AMB-" not in one}
    assert judged <= set(every)
    assert [one for one in sorted(judged) if "test run" in every[one]] == []


def test_needs_name_the_call() -> None:
    needs = needs_of(from_address("genesys-udm", "http://localhost"))
    assert needs["UDM-LIST-jobsV10-FROM"] == (
        "it takes two pages of GET /v10/export/jobs that overlap, the second with `from` beyond 0"
    )
    assert needs["UDM-FILTER-jobsV4-title"].startswith("it takes GET /v4/export/jobs as a whole")
    assert needs["UDM-getCipherV10-BODY"] == "it takes an answer with a body to GET /v10/cipher"
